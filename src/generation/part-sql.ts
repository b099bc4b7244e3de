import type { MeasureSpec, PartSpec } from '../specs/report-spec';
import { identifier, quote } from '../specs/sql-values';

/** Euros have cents; other measures may have more digits. */
function exactType(measure: MeasureSpec): string {
  return measure.unit === 'euro' ? 'DECIMAL(38,2)' : 'DECIMAL(38,6)';
}

const AGGREGATES = { sum: 'sum', max: 'max', min: 'min', distinct: 'count(DISTINCT' } as const;

/** The stable id of a cell: `part/column=code,column=code`; a second measure has its name behind a #. */
export function cellId(part: string, keys: string[]): string {
  if (keys.length === 0) return quote(part);
  const steps = keys.map((key, index) => `${quote(`${index === 0 ? `${part}/` : ','}${key}=`)} || ${identifier(key)}`);
  return steps.join(' || ');
}

/** Statements that make a facts part: its facts with `_row`, then its cells with the rounded and the exact measure. */
export function factsPartSql(name: string, part: PartSpec, sql: string): string[] {
  const keys = Object.keys(part.keys ?? {});
  const measures = Object.entries(part.measures ?? {});
  const facts = identifier(`_f_${name}`);
  const sums = measures.map(([measure, spec]) => {
    const aggregate = AGGREGATES[spec.aggregate ?? 'sum'];
    return `CAST(${aggregate === 'count(DISTINCT' ? aggregate + ' ' : aggregate + '('}${identifier(measure)}) AS ${exactType(spec)}) AS ${identifier(`${measure}_exact`)}`;
  });
  const grouped = `SELECT ${[...keys.map(identifier), ...sums, 'count(*) AS _facts'].join(', ')} FROM ${facts} GROUP BY ${keys.length > 0 ? keys.map(identifier).join(', ') : '()'} HAVING count(*) > 0`;
  return [
    `CREATE TABLE ${facts} AS ${sql}`,
    `CREATE TABLE ${identifier(name)} AS ${withRounded(name, part, grouped)}`,
    insertCells(name, part),
  ];
}

/** Adds the rounded measures and the cell id to rows that hold the keys and the exact measures. */
export function withRounded(name: string, part: PartSpec, rows: string): string {
  const keys = Object.keys(part.keys ?? {});
  const rounded = Object.entries(part.measures ?? {}).flatMap(([measure, spec]) => {
    const exact = identifier(`${measure}_exact`);
    return [`${spec.round === undefined ? exact : `round(${exact}, ${Number(spec.round)})`} AS ${identifier(measure)}`, exact];
  });
  return `SELECT ${[...keys.map(identifier), ...rounded, '_facts', `${cellId(name, keys)} AS cell`].join(', ')} FROM (${rows})`;
}

/** An empty part with the right columns, for a delivery in which it does not occur. */
export function emptyPartSql(name: string, part: PartSpec): string[] {
  if (part.facts === undefined) return [];
  const keys = Object.keys(part.keys ?? {}).map((key) => `''::VARCHAR AS ${identifier(key)}`);
  const measures = Object.entries(part.measures ?? {}).map(
    ([measure, spec]) => `0::${exactType(spec)} AS ${identifier(`${measure}_exact`)}`,
  );
  const none = `SELECT ${[...keys, ...measures, '0::BIGINT AS _facts'].join(', ')} WHERE false`;
  const facts = `SELECT ${['0::BIGINT AS _row', ...keys, ...Object.entries(part.measures ?? {}).map(([measure, spec]) => `0::${exactType(spec)} AS ${identifier(measure)}`)].join(', ')} WHERE false`;
  return [`CREATE TABLE ${identifier(`_f_${name}`)} AS ${facts}`, `CREATE TABLE ${identifier(name)} AS ${withRounded(name, part, none)}`];
}

/** Cells that a person or another file gives, instead of facts. `rows` holds the keys and the exact measures. */
export function givenPartSql(name: string, part: PartSpec, rows: string): string[] {
  return [`CREATE OR REPLACE TABLE ${identifier(name)} AS ${withRounded(name, part, rows)}`, insertCells(name, part)];
}

export const CELLS_TABLE = 'CREATE TABLE _cells (cell VARCHAR, part VARCHAR, value DECIMAL(38,6), exact DECIMAL(38,6))';

function insertCells(name: string, part: PartSpec): string {
  const rows = Object.keys(part.measures ?? {}).map((measure, index) => {
    const cell = index === 0 ? 'cell' : `cell || ${quote(`#${measure}`)}`;
    return `SELECT ${cell}, ${quote(name)}, ${identifier(measure)}, ${identifier(`${measure}_exact`)} FROM ${identifier(name)}`;
  });
  return `INSERT INTO _cells ${rows.join(' UNION ALL ')}`;
}

/** Cells computed from booked cells: the terms are kept in `_d_<part>`, because they are the way back. */
export function deriveSql(name: string, part: PartSpec, sql: string): string[] {
  const keys = Object.keys(part.keys ?? {});
  const [measure = 'bedrag'] = Object.keys(part.measures ?? {});
  const terms = identifier(`_d_${name}`);
  const sums = `SELECT ${keys.map(identifier).join(', ')}, CAST(sum(d.coef * c.exact) AS ${exactType(part.measures?.[measure] ?? { unit: 'euro' })}) AS ${identifier(`${measure}_exact`)}, 0 AS _facts FROM ${terms} d JOIN _cells c ON c.cell = d._from GROUP BY ${keys.map(identifier).join(', ')}`;
  return [
    `CREATE TABLE ${terms} AS SELECT ${keys.map(identifier).join(', ')}, cell AS _from, coef FROM (${sql})`,
    `CREATE TABLE ${identifier(`_n_${name}`)} AS ${withRounded(name, part, sums)}`,
  ];
}

/** Adds the derived cells once all derivations have seen the booked cells only. */
export function addDerivedSql(name: string, part: PartSpec): string[] {
  const [measure = 'bedrag'] = Object.keys(part.measures ?? {});
  const fresh = identifier(`_n_${name}`);
  return [
    `INSERT INTO ${identifier(name)} BY NAME SELECT * FROM ${fresh}`,
    `INSERT INTO _cells SELECT cell, ${quote(name)}, ${identifier(measure)}, ${identifier(`${measure}_exact`)} FROM ${fresh}`,
  ];
}

/** One row of figures: sums of terms first, then every formula in order, each seeing the earlier ones. */
export function figuresPartSql(name: string, part: PartSpec, queries: { terms?: string; formulas: Record<string, string> }): string[] {
  const statements: string[] = [];
  const terms = identifier(`_t_${name}`);
  if (queries.terms) statements.push(`CREATE TABLE ${terms} AS ${queries.terms}`);
  const inputs = (part.inputs ?? []).map(
    (input) =>
      `(SELECT CAST(coalesce(sum(t.coef * c.value), 0) AS DECIMAL(38,6)) FROM ${terms} t JOIN _cells c USING (cell) WHERE t.term = ${quote(input)}) AS ${identifier(input)}`,
  );
  let rows = `SELECT ${inputs.length > 0 ? inputs.join(', ') : '1 AS _one'}`;
  for (const [figure, spec] of Object.entries(part.figures ?? {})) {
    const formula = queries.formulas[figure] ?? 'NULL';
    const typed = spec.type === 'integer' ? `CAST(${formula} AS BIGINT)` : formula;
    rows = `SELECT *, (${typed}) AS ${identifier(figure)} FROM (${rows})`;
  }
  statements.push(`CREATE TABLE ${identifier(name)} AS SELECT *, ${quote(name)} AS cell FROM (${rows})`);
  const numbers = Object.entries(part.figures ?? {}).filter(([, { type }]) => ['integer', 'decimal', 'amount'].includes(type));
  const cells = numbers.map(
    ([figure]) =>
      `SELECT ${quote(`${name}.${figure}`)}, ${quote(name)}, ${identifier(figure)}, ${identifier(figure)} FROM ${identifier(name)}`,
  );
  if (cells.length > 0) statements.push(`INSERT INTO _cells ${cells.join(' UNION ALL ')}`);
  return statements;
}

/** `of: vorige.eindstand`: the one value of a part or dataset, with what counts when there is none. */
export function ofSql(of: string, otherwise: string | undefined): string {
  const [relation = '', column = ''] = of.split('.');
  return `coalesce((SELECT ${identifier(column)} FROM ${identifier(relation)} LIMIT 1), ${otherwise ?? 'NULL'})`;
}

/** Exact whole-number arithmetic for formulas: `/` would give a floating point number. */
export const MACROS = [
  'CREATE MACRO ceil_div(a, b) AS a::HUGEINT // nullif(b::HUGEINT, 0) + CASE WHEN a::HUGEINT % nullif(b::HUGEINT, 0) <> 0 AND (a::HUGEINT < 0) = (b::HUGEINT < 0) THEN 1 ELSE 0 END',
  'CREATE MACRO half_away(n, d) AS CASE WHEN (n::HUGEINT < 0) <> (d::HUGEINT < 0) THEN -1 ELSE 1 END * ((2 * abs(n::HUGEINT) + abs(d::HUGEINT)) // nullif(2 * abs(d::HUGEINT), 0))',
  'CREATE MACRO percent1(n, d) AS half_away(n * 1000, d) * 0.1::DECIMAL(2,1)',
];
