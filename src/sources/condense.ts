import type { ColumnSpec, DatasetSpec } from '../specs/report-spec';
import { identifier } from '../specs/sql-values';
import { numberedScan, typedValue, type AmountNotation } from './scan';
import type { ExpectedColumn, TextTable } from './source-reading';

/** A column by which rows are told apart; `fold` gives the text instead of the column where less detail will do. */
export interface GroupColumn {
  name: string;
  fold?: (column: string) => string;
}

/** One file, bound to one dataset, and the columns that the report needs of it. */
export interface CondensePlan {
  name: string;
  dataset: DatasetSpec;
  table: TextTable;
  notation: AmountNotation;
  groupBy: GroupColumn[];
  /** SQL over the typed columns that says which rows this period reports. */
  scope?: string;
}

export function expectedColumns(dataset: DatasetSpec): ExpectedColumn[] {
  return Object.entries(dataset.columns).map(([name, column]) => ({
    name: headerName(name, column),
    optional: column.optional === 'true',
    amount: column.measure === 'true' && column.type === 'amount',
  }));
}

export function headerName(name: string, column: ColumnSpec): string {
  return (column.from ?? name).toLowerCase();
}

export function measuresOf(dataset: DatasetSpec): string[] {
  return Object.entries(dataset.columns)
    .filter(([, column]) => column.measure === 'true')
    .map(([name]) => name);
}

/** Columns that the report does not use but that a person who opens a figure wants to see. */
export function columnsForLineage(dataset: DatasetSpec, groupBy: GroupColumn[]): string[] {
  const known = new Set([...groupBy.map(({ name }) => name), ...measuresOf(dataset)]);
  return Object.keys(dataset.columns).filter((name) => !known.has(name));
}

/** Text of a dataset column in the scanned file; '' when the file does not have an optional column. */
export function sourceText(plan: Pick<CondensePlan, 'dataset' | 'table'>, name: string): string {
  const column = plan.dataset.columns[name];
  const header = column ? headerName(name, column) : name;
  return plan.table.header.includes(header) ? identifier(header) : `''`;
}

export function rawTable(name: string): string {
  return identifier(`_raw_${name}`);
}

export function tuplesTable(name: string): string {
  return identifier(`_tuples_${name}`);
}

/** Typed condensed rows with their `_row`, numbered in the order of their keys so that a number means the same in every run. */
export function tuplesSql(plan: CondensePlan, year: number | undefined): string {
  const keys = plan.groupBy.map(({ name }) => `${typedKey(plan, name)} AS ${identifier(name)}`);
  const measures = measuresOf(plan.dataset).map((name) => identifier(name));
  const order = plan.groupBy
    .map(({ name }) => identifier(name))
    .concat('_n')
    .join(', ');
  const select = [`row_number() OVER (ORDER BY ${order}) AS _row`, ...keys, ...measures, '_odd', '_n'];
  const where = year === undefined || !plan.dataset.roles?.year ? '' : ` WHERE ${isYear(identifier(plan.dataset.roles.year), year)}`;
  return `CREATE OR REPLACE TABLE ${tuplesTable(plan.name)} AS SELECT ${select.join(', ')} FROM ${rawTable(plan.name)}${where}`;
}

/** As text: a cast would take 2026.4 for that year as well. */
export function isYear(text: string, year: number): string {
  return `trim(${text}) = '${year}'`;
}

function typedKey(plan: CondensePlan, name: string): string {
  const column = plan.dataset.columns[name];
  return column ? typedValue(identifier(name), column, plan.notation) : identifier(name);
}

/** The typed value of a group column as the condensed rows have it, computed from a source row. */
export function foldedValue(plan: Pick<CondensePlan, 'dataset' | 'table' | 'notation'>, { name, fold }: GroupColumn): string {
  const text = sourceText(plan, name);
  const column = plan.dataset.columns[name];
  const folded = fold ? `(${fold(text)})` : text;
  return column ? typedValue(folded, column, plan.notation) : folded;
}

/** The source rows themselves, typed, with their row number; row 1 is the first below the header. Needs insertion order. */
export function rowsSql(plan: Pick<CondensePlan, 'dataset' | 'table' | 'notation'>, columns: string[], more: string[] = []): string {
  const select = columns.map((name) => {
    const column = plan.dataset.columns[name];
    const text = sourceText(plan, name);
    return `${column ? typedValue(text, column, plan.notation) : text} AS ${identifier(name)}`;
  });
  return `SELECT _row, ${[...select, ...more].join(', ')} FROM ${numberedScan(plan.table)}`;
}
