import { identifier, quote } from '../specs/sql-values';
import { isYear, measuresOf, rawTable, sourceText, type CondensePlan } from './condense';
import { amountValue, isNoAmount, scan } from './scan';

/** The reported time, as far as the marks on a row need it. */
export interface ReportedTime {
  year: number;
  start: string;
  end: string;
}

/** Lines of a document are looked at in blocks of as many as there are bits in a whole number. */
const BLOCK = 60;

export function documentsTable(name: string): string {
  return identifier(`_documents_${name}`);
}

/** True when lines belong to documents that must balance. */
export function hasDocuments({ dataset }: CondensePlan): boolean {
  return dataset.roles?.document !== undefined && dataset.conserves !== undefined;
}

/** A condition on the header names that picks source rows; true where the row belongs to the reported book year. */
export function inYear(plan: CondensePlan, year: number): string {
  const role = plan.dataset.roles?.year;
  const column = role === undefined ? `''` : sourceText(plan, role);
  // The text as it mostly is, is not trimmed first: that alone would cost a tenth of the scan.
  return column === `''` ? 'true' : `CASE WHEN ${column} = '${year}' THEN true ELSE coalesce(${isYear(column, year)}, false) END`;
}

/**
 * One row per combination of the texts that the report uses, with the measures summed, the rows counted, the texts that are no amount
 * and the dates that deserve a look. Grouping on text is cheaper than typing every row first; the few groups are typed afterwards.
 * Documents are grouped in the same scan: reading the file is most of the work.
 */
export function condenseSql(plan: CondensePlan, time: ReportedTime): string[] {
  const rows = `SELECT ${rowColumns(plan, time).join(', ')} FROM ${scan(plan.table)}`;
  const keys = plan.groupBy.map(({ name }) => identifier(name));
  const groups = [...keys, ...sums(plan)].join(', ');
  if (!hasDocuments(plan)) return [`CREATE OR REPLACE TABLE ${rawTable(plan.name)} AS SELECT ${groups} FROM (${rows}) GROUP BY ALL`];
  const both = identifier(`_scan_${plan.name}`);
  const kept = [...keys, ...measuresOf(plan.dataset).map(identifier), '_bad', '_odd', '_n'].join(', ');
  return [
    `CREATE OR REPLACE TABLE ${both} AS SELECT ${groups}, _document, ${conservedSum(plan)} AS _gap, ${DOUBTFUL} AS _doubtful, grouping(_document) AS _is_group ` +
      `FROM (${rows}) GROUP BY GROUPING SETS ((${keys.join(', ')}), (_asked, _document, _block)) ` +
      // A block that balances and has no double adds nothing to its document and is dropped at once.
      `HAVING grouping(_document) = 1 OR (_asked AND (${conservedSum(plan)} <> 0 OR ${DOUBTFUL}))`,
    `CREATE OR REPLACE VIEW ${rawTable(plan.name)} AS SELECT ${kept} FROM ${both} WHERE _is_group = 1`,
    `CREATE OR REPLACE TABLE ${documentsTable(plan.name)} AS SELECT _document AS document, sum(_gap) AS gap, bool_or(_doubtful) AS maybe_double ` +
      `FROM ${both} WHERE _is_group = 0 GROUP BY 1 HAVING sum(_gap) <> 0 OR bool_or(_doubtful)`,
  ];
}

/** Row numbers of a block, one bit each: as many bits as rows proves that all differ; otherwise the document is looked at again, exactly. */
const DOUBTFUL = 'bit_count(bit_or(_bit)) <> count(*)';

function sums(plan: CondensePlan): string[] {
  const measures = measuresOf(plan.dataset).map((name) => `sum(${valueOf(name)}) AS ${identifier(name)}`);
  return [...measures, 'count(*) FILTER (_is_bad) AS _bad', 'count(*) FILTER (_is_odd) AS _odd', 'count(*) AS _n'];
}

function valueOf(measure: string): string {
  return identifier(`_value_${measure}`);
}

/** What the grouping needs of a source row. Folding happens here and not in the grouping: the lists of codes then become hash joins. */
function rowColumns(plan: CondensePlan, time: ReportedTime): string[] {
  const { dataset, notation } = plan;
  const keys = plan.groupBy.map(
    ({ name, fold }) => `${fold ? fold(sourceText(plan, name)) : sourceText(plan, name)} AS ${identifier(name)}`,
  );
  const values = measuresOf(dataset).map((name) => `${amountValue(sourceText(plan, name), notation)} AS ${valueOf(name)}`);
  const bad = measuresOf(dataset).map((name) => isNoAmount(sourceText(plan, name), notation));
  const marks = [`${bad.join(' OR ') || 'false'} AS _is_bad`, `${oddDate(plan, time)} AS _is_odd`];
  return [...keys, ...values, ...marks, ...(hasDocuments(plan) ? documentColumns(plan, time.year) : [])];
}

function documentColumns(plan: CondensePlan, year: number): string[] {
  const { roles, row } = plan.dataset;
  const [line] = (row ?? []).filter((name) => name !== roles?.document && name !== roles?.year);
  const number = line ? `TRY_CAST(${sourceText(plan, line)} AS UBIGINT)` : 'NULL::UBIGINT';
  const bit = `CASE WHEN ${number} IS NULL THEN 0::BIGINT ELSE 1::BIGINT << CAST(${number} % ${BLOCK} AS INTEGER) END`;
  return [
    `${inYear(plan, year)} AS _asked`,
    `${sourceText(plan, roles?.document ?? '')} AS _document`,
    `${number} // ${BLOCK} AS _block`,
    `${bit} AS _bit`,
  ];
}

/**
 * True for a date that deserves a look: it is not a day within the reported time, written as yyyy-mm-dd. The first and last date of
 * every group would say the same, but would have to be kept for every document as well.
 */
function oddDate(plan: CondensePlan, { start, end }: ReportedTime): string {
  const role = plan.dataset.roles?.date;
  if (!role) return 'false';
  const text = sourceText(plan, role);
  return `(${text} BETWEEN ${quote(start)} AND ${quote(end)} AND TRY_CAST(${text} AS DATE) IS NOT NULL) IS NOT TRUE`;
}

/** What must be nought, over a group. Sums and differences of measures come from their totals; anything else is summed row by row. */
function conservedSum({ dataset }: CondensePlan): string {
  const conserved = dataset.conserves ?? '0';
  const measures = new Set(measuresOf(dataset));
  const terms = conserved.replaceAll(/\s/g, '').split(/[-+]/);
  const replace = (value: (name: string) => string) =>
    conserved.replaceAll(/[A-Za-z_][A-Za-z0-9_]*/g, (name) => (measures.has(name) ? value(name) : name));
  if (terms.every((term) => measures.has(term))) return `(${replace((name) => `sum(${valueOf(name)})`)})`;
  return `sum(${replace(valueOf)})`;
}
