import type { CompiledSpec } from '../specs/compile.service';
import type { Period } from '../specs/period';
import type { ColumnSpec, DatasetSpec } from '../specs/report-spec';
import { codeListSpec } from '../specs/code-list';
import { identifier, quote, sqlType } from '../specs/sql-values';
import { tuplesTable } from '../sources/condense';

/** Row numbers of different datasets never meet: each dataset has its own range. */
export const ROW_RANGE = 1_000_000_000_000;

/** Code lists and tables of the spec, read by DuckDB from the spec folder; code columns are text, empty is ''. */
export function tableStatements(compiled: CompiledSpec): string[] {
  const { spec, folder, files } = compiled;
  const lists = Object.keys(spec.codelists ?? {}).map((name) => ({ name, ...codeListSpec(spec, name) }));
  const tables = Object.entries(spec.tables ?? {}).map(([name, table]) => ({ name, ...table }));
  return [...lists, ...tables].map(({ name, file, columns }) => {
    const header = (files.get(file) ?? '').split(/\r?\n/, 1)[0]?.split(',') ?? [];
    const types = header.map((column) => `${quote(column)}: 'VARCHAR'`).join(', ');
    const values = header.map((column) => `${tableValue(column, columns?.[column])} AS ${identifier(column)}`);
    return `CREATE TABLE ${identifier(name)} AS SELECT ${values.join(', ')} FROM read_csv(${quote(`${folder}/${file}`)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${types}})`;
  });
}

function tableValue(column: string, type: ColumnSpec['type'] = 'code'): string {
  const name = identifier(column);
  return type === 'code' || type === 'text' ? `coalesce(${name}, '')` : `CAST(${name} AS ${sqlType(type)})`;
}

/** Columns of a dataset that any query of the spec names; the others need not be told apart. */
export function usedColumns(compiled: CompiledSpec, dataset: DatasetSpec): string[] {
  const named = new Set([...compiled.queries.values()].flatMap(({ facts }) => facts.columns));
  return Object.entries(dataset.columns)
    .filter(([name, column]) => column.measure !== 'true' && column.use !== 'lineage' && named.has(name))
    .map(([name]) => name);
}

/** Is the dataset bound in this delivery? In the others its relation exists but is empty. */
export function appliesTo(entry: { in?: string[] }, period: Period): boolean {
  return entry.in === undefined || entry.in.includes(period.delivery);
}

export interface ClassifiedDataset {
  name: string;
  dataset: DatasetSpec;
  index: number;
  /** Columns of the condensed rows. */
  columns: string[];
  /** Key columns by which the mapping was resolved; undefined without a mapping. */
  mappingKeys?: string[];
  given: string[];
  scope?: string;
  excludes: string[];
  unknownPeriod?: string;
}

/**
 * Every condensed row with its codes and its one class: `in`, `scope`, `exclude_<n>` or `period`; unmapped rows are `in` without a rule.
 * Then the relation that spec SQL sees: the rows of class `in`.
 */
export function classifyStatements(item: ClassifiedDataset): string[] {
  const { name, dataset } = item;
  const rows = identifier(`_rows_${name}`);
  const measures = Object.entries(dataset.columns)
    .filter(([, column]) => column.measure === 'true')
    .map(([column]) => column);
  const own = [...item.columns, ...measures, '_n'].map((column) => `t.${identifier(column)}`);
  const mapped = item.mappingKeys === undefined ? [] : [...item.given.map((column) => `m.${identifier(column)}`), 'm._line AS _rule'];
  const join =
    item.mappingKeys === undefined
      ? ''
      : ` LEFT JOIN ${identifier(`_map_${name}`)} m USING (${item.mappingKeys.map(identifier).join(', ')})`;
  const all = `SELECT t._row + ${item.index * ROW_RANGE} AS _row, ${[...own, ...mapped].join(', ')} FROM ${tuplesTable(name)} t${join}`;
  const cases = [
    item.unknownPeriod && `WHEN ${item.unknownPeriod} THEN 'period'`,
    item.scope && `WHEN NOT coalesce((${item.scope}), false) THEN 'scope'`,
    ...item.excludes.map((where, index) => `WHEN coalesce((${where}), false) THEN 'exclude_${index}'`),
  ].filter(Boolean);
  const classOf = cases.length > 0 ? `CASE ${cases.join(' ')} ELSE 'in' END` : `'in'`;
  return [
    `CREATE TABLE ${rows} AS SELECT *, ${classOf} AS _class FROM (${all})`,
    `CREATE VIEW ${identifier(name)} AS SELECT * EXCLUDE (_class) FROM ${rows} WHERE _class = 'in'`,
  ];
}

/** An empty relation with the columns that SQL may name. */
export function emptyDatasetSql(name: string, dataset: DatasetSpec, given: string[]): string {
  const columns = Object.entries(dataset.columns)
    .filter(([, column]) => column.use !== 'lineage')
    .map(([column, spec]) => `NULL::${sqlType(spec.type)} AS ${identifier(column)}`);
  const codes = [...given, ...(dataset.report ? ['cell'] : [])].map((column) => `NULL::VARCHAR AS ${identifier(column)}`);
  return `CREATE TABLE ${identifier(name)} AS SELECT ${['NULL::BIGINT AS _row', 'NULL::BIGINT AS _n', ...columns, ...codes].join(', ')} WHERE false`;
}

/** Rows of another report version, or of an example, as a relation. `source` is a VALUES list in the order of `names`. */
export function givenDatasetSql(name: string, dataset: DatasetSpec, names: string[], source: string): string {
  const columns = names.map((column) => {
    const spec = dataset.columns[column];
    const text = identifier(column);
    return spec && !['code', 'text'].includes(spec.type)
      ? `CAST(nullif(${text}, '') AS ${spec.measure === 'true' ? 'DECIMAL(38,2)' : sqlType(spec.type)}) AS ${text}`
      : text;
  });
  return `CREATE TABLE ${identifier(name)} AS SELECT row_number() OVER () AS _row, 1::BIGINT AS _n, ${columns.join(', ')} FROM (${source}) AS given(${names.map(identifier).join(', ')})`;
}

export function valuesList(rows: string[][]): string {
  return `VALUES ${rows.map((row) => `(${row.map(quote).join(', ')})`).join(', ')}`;
}
