import type { Finding } from '../specs/finding';
import { quote } from '../specs/sql-values';
import { headerName, measuresOf, sourceText, type CondensePlan } from './condense';
import { amountValue, isNoAmount } from './scan';
import type { TextTable } from './source-reading';

/** Raised by DuckDB when a text that should be an amount is none in the notation that was tried. */
export const NO_AMOUNT = 'METER-NO-AMOUNT';

/** What stands beside a snapshot: its identity and how it was read (decision 7). */
export interface SnapshotFacts {
  /** Of the bytes as received, after unzip. */
  sha256: string;
  bytes: number;
  /** Name and version of the profile it was read with. */
  profile: string;
  columns: string[];
  /** What was odd about the bytes but readable: it cannot be seen in the rows any more. */
  findings?: Finding[];
}

/** Columns of the dataset that the file has; nothing else is kept. */
export function snapshotColumns({ dataset, table }: Pick<CondensePlan, 'dataset' | 'table'>): string[] {
  return Object.entries(dataset.columns)
    .map(([name, column]) => headerName(name, column))
    .filter((header) => table.header.includes(header));
}

/** Writes the declared columns as Parquet in the order of the file: codes and dates as the text they were, amounts exact. */
export function snapshotSql(plan: CondensePlan, scan: string, target: string): string {
  const measures = new Set(measuresOf(plan.dataset));
  const names = Object.keys(plan.dataset.columns).filter((name) =>
    plan.table.header.includes(headerName(name, plan.dataset.columns[name] ?? { type: 'text', class: 'geen' })),
  );
  const select = names.map((name) => {
    const text = sourceText(plan, name);
    if (!measures.has(name)) return text;
    return `CASE WHEN ${isNoAmount(text, plan.notation)} THEN error(${quote(NO_AMOUNT)}) ELSE ${amountValue(text, plan.notation)} END AS ${text}`;
  });
  return `COPY (SELECT ${select.join(', ')} FROM ${scan}) TO ${quote(target)} (FORMAT parquet, COMPRESSION snappy)`;
}

export function snapshotTable(path: string, columns: string[]): TextTable {
  return { path, snapshot: true, delimiter: '', header: columns, decimal: '.' };
}
