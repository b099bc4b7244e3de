export interface CellKey {
  part: string;
  key: Record<string, string>;
}

/** `part/column=code,column=code` → part and key. A code may hold a comma, so a new column begins only at `,name=`. */
export function parseCellId(id: string): CellKey {
  const slash = id.indexOf('/');
  if (slash < 0) return { part: id.split('.')[0] ?? id, key: {} };
  const steps = id.slice(slash + 1).split(/,(?=[a-z][a-z0-9_]*=)/);
  const key = Object.fromEntries(steps.map((step) => [step.slice(0, step.indexOf('=')), step.slice(step.indexOf('=') + 1)]));
  return { part: id.slice(0, slash), key };
}

export function formatCellId({ part, key }: CellKey): string {
  const steps = Object.entries(key).map(([name, code]) => `${name}=${code}`);
  return steps.length > 0 ? `${part}/${steps.join(',')}` : part;
}
