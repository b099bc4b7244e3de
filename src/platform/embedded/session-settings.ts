// Settings of a session that a connection may change and must find back when it gets its turn again. The backend reports
// each change of these, also the one at the end of a transaction, so that SET, SET LOCAL and ROLLBACK are all followed.
const RESTORED = ['search_path', 'TimeZone', 'DateStyle', 'IntervalStyle', 'client_encoding', 'default_transaction_read_only'] as const;

export type SessionSettings = Map<string, string>;

/** The name under which the backend reports a setting, or undefined when it is not one that is restored. */
export function restoredSetting(name: string): string | undefined {
  return RESTORED.find((known) => known.toLowerCase() === name.toLowerCase());
}

/** What a client asks for when it connects: as parameters of their own (`TimeZone`) or within `options` (`-c name=value`). */
export function requestedSettings(parameters: ReadonlyMap<string, string>): SessionSettings {
  const asked = [...parameters, ...parseOptions(parameters.get('options') ?? '')];
  const settings: SessionSettings = new Map();
  for (const [name, value] of asked) {
    const known = restoredSetting(name);
    if (known) settings.set(known, value);
  }
  return settings;
}

/** `-c name=value -cname=value --name=value`, in which a backslash keeps the next character as it is. */
function parseOptions(options: string): [string, string][] {
  const words = options.match(/(?:\\[\s\S]|[^\s\\])+/g) ?? [];
  const plain = words.map((word) => word.replace(/\\([\s\S])/g, '$1'));
  const found: [string, string][] = [];
  plain.forEach((word, at) => {
    const assignment = word === '-c' ? undefined : plain[at - 1] === '-c' ? word : /^(?:--|-c)(.+)$/s.exec(word)?.[1];
    const split = assignment?.indexOf('=') ?? -1;
    if (assignment && split > 0) found.push([assignment.slice(0, split).replaceAll('-', '_'), assignment.slice(split + 1)]);
  });
  return found;
}
