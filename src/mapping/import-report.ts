import type { ConversionTable, MappingRule } from './conversion-table';
import { changeText, diffTables, type ColumnChange } from './diff-tables';
import { ruleText } from './rule-text';

export type ImportVerdict = 'new' | 'changed' | 'same' | 'refused';

/** What an import does with one row of the file. */
export interface ImportRow {
  line: number;
  verdict: ImportVerdict;
  rule?: MappingRule;
  /** Why the row is refused. */
  reason?: string;
  changes?: ColumnChange[];
  /** What is legal but suspicious about it. */
  warning?: string;
}

export interface ImportReport {
  /** In the order of the file. */
  rows: ImportRow[];
  /** Rules of the current version that the file no longer has. */
  removed: MappingRule[];
}

/** Says of every row of a new conversietabel what it means next to the current rules. `warnings` are the spec's own, by line. */
export function importReport(
  table: ConversionTable,
  current: MappingRule[],
  warnings: ReadonlyMap<number, string> = new Map(),
): ImportReport {
  const diff = diffTables(current, table.rules);
  const rows: ImportRow[] = [
    ...table.refused.map(({ line, reason }) => ({ line, verdict: 'refused' as const, reason })),
    ...diff.added.map((rule) => ({ line: rule.line, verdict: 'new' as const, rule })),
    ...diff.changed.map(({ after, changes }) => ({ line: after.line, verdict: 'changed' as const, rule: after, changes })),
    ...diff.same.map((rule) => ({ line: rule.line, verdict: 'same' as const, rule })),
  ];
  const warned = rows.map((row) => ({
    ...row,
    ...(row.verdict !== 'refused' && warnings.has(row.line) ? { warning: warnings.get(row.line) } : {}),
  }));
  return { rows: warned.sort((a, b) => a.line - b.line), removed: diff.removed };
}

/** The report for people. Rows that stay as they are and have no warning are only counted. */
export function importLines({ rows, removed }: ImportReport): string[] {
  const count = (verdict: ImportVerdict): number => rows.filter((row) => row.verdict === verdict).length;
  const warnings = rows.filter(({ warning }) => warning !== undefined).length;
  return [
    ...rows.filter(({ verdict, warning }) => verdict !== 'same' || warning !== undefined).map(rowLine),
    ...removed.map((rule) => `vervalt: ${ruleText(rule)}`),
    `${count('new')} nieuw, ${count('changed')} gewijzigd, ${count('same')} gelijk, ${removed.length} vervallen, ${count('refused')} geweigerd; ${warnings} met een waarschuwing.`,
  ];
}

function rowLine({ line, verdict, rule, reason, changes, warning }: ImportRow): string {
  const text = rule ? ruleText(rule) : '';
  const note = warning === undefined ? '' : ` – let op: ${warning}`;
  switch (verdict) {
    case 'new':
      return `regel ${line} nieuw: ${text}${note}`;
    case 'changed':
      return `regel ${line} gewijzigd: ${text}; was ${changeText(changes ?? [])}${note}`;
    case 'same':
      return `regel ${line} gelijk: ${text}${note}`;
    case 'refused':
      return `regel ${line} geweigerd: ${reason ?? ''}`;
  }
}
