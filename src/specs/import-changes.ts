import { csvRows } from './small-csv';

/** A row of a code list or table in the spec folder, by column name. */
export type CsvRow = Record<string, string>;

/** What differs from the previous version. `code` is the code of a list, or the row of a table with its values joined by a space. */
export interface Change {
  list: string;
  kind: 'added' | 'removed' | 'renamed' | 'changed';
  code: string;
  before?: string;
  after?: string;
}

export function codeListChanges(list: string, previous: string | undefined, rows: CsvRow[]): Change[] {
  if (previous === undefined) return [];
  const [before, after] = [byCode(readRows(previous)), byCode(rows)];
  const changes: Change[] = [];
  for (const [code, row] of after) {
    const old = before.get(code);
    if (!old) changes.push({ list, kind: 'added', code, after: row.title });
    else changes.push(...rowChanges(list, code, old, row));
  }
  for (const [code, row] of before) if (!after.has(code)) changes.push({ list, kind: 'removed', code, before: row.title });
  return changes;
}

function readRows(text: string): CsvRow[] {
  return csvRows(text).rows.map(({ values }) => values);
}

function byCode(rows: CsvRow[]): Map<string, CsvRow> {
  return new Map(rows.map((row) => [row.code ?? '', row]));
}

function rowChanges(list: string, code: string, old: CsvRow, row: CsvRow): Change[] {
  if (old.title !== row.title) return [{ list, kind: 'renamed', code, before: old.title, after: row.title }];
  const columns = Object.keys(row).filter((column) => old[column] !== row[column]);
  return columns.map((column) => ({
    list,
    kind: 'changed',
    code,
    before: `${column} ${old[column] ?? ''}`,
    after: `${column} ${row[column]}`,
  }));
}

export function tableChanges(list: string, previous: string | undefined, columns: string[], rows: CsvRow[]): Change[] {
  if (previous === undefined) return [];
  const text = (row: CsvRow) => columns.map((column) => row[column]).join(' ');
  const before = new Set(readRows(previous).map(text));
  const after = new Set(rows.map(text));
  const added = [...after].filter((row) => !before.has(row)).map((code): Change => ({ list, kind: 'added', code }));
  const removed = [...before].filter((row) => !after.has(row)).map((code): Change => ({ list, kind: 'removed', code }));
  return [...added, ...removed];
}
