/** A step into a parsed document: a member, every item of a list, or the items whose member has (or holds) a value. */
type Step = { member: string } | { every: true } | { member: string; value: string };

const STEP = /\[\*\]|\[([A-Za-z_]\w*)=([^\]]*)\]|\.?([A-Za-z_]\w*)/y;

/** Everything a path such as `controls[code=C2].parts[*].codes[*]` points at; nothing when a step leads nowhere. `.` is the value itself. */
export function valuesAt(document: unknown, path: string): unknown[] {
  return parsePath(path).reduce<unknown[]>((values, step) => values.flatMap((value) => take(value, step)), [document]);
}

/** The values at a path as text; numbers become text, anything else is left out. */
export function textsAt(document: unknown, path: string): string[] {
  return valuesAt(document, path).flatMap((value) => asText(value) ?? []);
}

export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  if (path === '.') return steps;
  STEP.lastIndex = 0;
  while (STEP.lastIndex < path.length) {
    const at = STEP.lastIndex;
    const match = STEP.exec(path);
    if (!match) throw new Error(`The path "${path}" cannot be read from position ${at + 1}.`);
    if (match[3] !== undefined) steps.push({ member: match[3] });
    else if (match[1] !== undefined) steps.push({ member: match[1], value: match[2] ?? '' });
    else steps.push({ every: true });
  }
  return steps;
}

function take(value: unknown, step: Step): unknown[] {
  if ('every' in step) return Array.isArray(value) ? value : [];
  if ('value' in step) return Array.isArray(value) ? value.filter((item) => holds(memberOf(item, step.member), step.value)) : [];
  const member = memberOf(value, step.member);
  return member === undefined ? [] : [member];
}

function holds(member: unknown, value: string): boolean {
  return Array.isArray(member) ? member.some((item) => asText(item) === value) : asText(member) === value;
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
