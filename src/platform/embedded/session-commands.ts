// Three commands change the session that all connections share. They are recognised in the text, because the reply of the
// backend comes too late (COPY) or does not name the channel (LISTEN, UNLISTEN).

/** UNLISTEN has `*` for every channel. */
export type SessionCommand = { kind: 'listen'; channel: string } | { kind: 'unlisten'; channel: string } | { kind: 'copy-in' };

// What does not count as text of a command: comments and everything between quotes. Nested comments are not followed.
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_\d]*)\$[\s\S]*?\$\1\$|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|;|\*|\S/g;
const MAY_MATTER = /listen|stdin/i;

/** The session commands in a text of one or more statements. */
export function sessionCommands(sql: string): SessionCommand[] {
  if (!MAY_MATTER.test(sql)) return [];
  return statements(sql).flatMap((words) => command(words) ?? []);
}

function statements(sql: string): string[][] {
  const found: string[][] = [[]];
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token.startsWith('--') || token.startsWith('/*')) continue;
    if (token === ';') found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

function command(words: string[]): SessionCommand | undefined {
  const [first = '', second = ''] = words;
  switch (first.toUpperCase()) {
    case 'LISTEN':
      return { kind: 'listen', channel: nameOf(second) };
    case 'UNLISTEN':
      return { kind: 'unlisten', channel: nameOf(second) };
    case 'COPY':
      return readsFromClient(words) ? { kind: 'copy-in' } : undefined;
    default:
      return undefined;
  }
}

function readsFromClient(words: string[]): boolean {
  return words.some((word, at) => word.toUpperCase() === 'FROM' && words[at + 1]?.toUpperCase() === 'STDIN');
}

/** The name as PostgreSQL reads it: as written between quotes, in lower case without, 63 bytes at most. */
function nameOf(word: string): string {
  const name = word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase();
  return Buffer.from(name).subarray(0, 63).toString();
}
