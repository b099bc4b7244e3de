import { quote, sqlType } from '../specs/sql-values';
import type { ColumnSpec } from '../specs/report-spec';
import type { DecimalSign, TextTable } from './source-reading';

/**
 * DuckDB may not guess anything: names, types, quoting and header are all given, every column is read as text. The size of its buffers
 * is given as well: it would take sixteen times the longest line that is allowed.
 */
export function scan(table: TextTable): string {
  if (table.snapshot) return `read_parquet(${quote(table.path)})`;
  const columns = table.header.map((name, index) => `${quote(name || `_${index}`)}: 'VARCHAR'`).join(', ');
  const delimiter = table.delimiter === '\t' ? '\\t' : table.delimiter;
  return (
    `read_csv(${quote(table.path)}, auto_detect = false, header = true, delim = ${quote(delimiter)}, quote = '"', escape = '"', ` +
    `strict_mode = true, null_padding = false, max_line_size = 10485760, buffer_size = 16777216, skip = ${table.skip ?? 0}, columns = {${columns}})`
  );
}

/** The rows with `_row`; 1 is the first below the header. Text needs a session that keeps the order of the file. */
export function numberedScan(table: TextTable): string {
  if (table.snapshot)
    return `(SELECT file_row_number + 1 AS _row, * EXCLUDE (file_row_number) FROM read_parquet(${quote(table.path)}, file_row_number = true))`;
  return `(SELECT row_number() OVER () AS _row, * FROM ${scan(table)})`;
}

/** How amounts are written in a file: plainly (`-1234.56`), in any of the ways that ledgers export, or as decimals of a snapshot. */
export type AmountForm = 'plain' | 'rich' | 'typed';

export interface AmountNotation {
  decimal: DecimalSign;
  form: AmountForm;
}

/** Text of a column as a code: empty is '', never NULL, or keys do not join. */
export function codeText(column: string): string {
  return `coalesce(trim(${column}), '')`;
}

/** The typed value of a text column; what cannot be read becomes NULL and is counted by the caller. */
export function typedValue(column: string, spec: ColumnSpec, notation: AmountNotation): string {
  switch (spec.type) {
    case 'code':
    case 'text':
    case 'document':
      return codeText(column);
    case 'integer':
      return wholeNumber(column);
    case 'boolean':
      return booleanValue(column);
    case 'date':
      return dateValue(column);
    case 'amount':
    case 'decimal':
      return spec.measure === 'true' || spec.type === 'amount'
        ? amountValue(column, notation)
        : `TRY_CAST(replace(trim(${column}), ',', '.') AS ${sqlType('decimal')})`;
  }
}

function booleanValue(column: string): string {
  const text = `lower(trim(${column}))`;
  return `CASE WHEN ${text} IN ('true', 'ja', 'j', '1', 'waar') THEN true WHEN ${text} IN ('false', 'nee', 'n', '0', 'onwaar') THEN false END`;
}

/** A cast alone would accept 1.5 as 2 and 1e1 as 10. */
function wholeNumber(column: string): string {
  return `CASE WHEN regexp_full_match(trim(${column}), '[-+]?[0-9]{1,18}') THEN CAST(trim(${column}) AS BIGINT) END`;
}

/** yyyy-mm-dd, dd-mm-yyyy (also / or .) and yyyymmdd, each also with a time behind it: never guessed per file, they cannot be mistaken for each other. */
export function dateValue(column: string): string {
  const text = `trim(${column})`;
  const day = `split_part(${text}, ' ', 1)`;
  return (
    `CASE WHEN ${text}[5:5] = '-' THEN TRY_CAST(left(${text}, 10) AS DATE) ` +
    `WHEN regexp_full_match(${day}, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}') THEN CAST(try_strptime(translate(${day}, '/.', '--'), '%d-%m-%Y') AS DATE) ` +
    `WHEN regexp_full_match(${day}, '[0-9]{8}') THEN CAST(try_strptime(${day}, '%Y%m%d') AS DATE) END`
  );
}

/** Exact amount of a text column; an empty one is zero. */
export function amountValue(column: string, { decimal, form }: AmountNotation): string {
  if (form === 'typed') return column === `''` ? '0' : `coalesce(${column}, 0)`;
  if (form === 'plain') return `coalesce(TRY_CAST(${dotted(column, decimal)} AS DECIMAL(18,2)), 0)`;
  const written = `replace(replace(${bare(column)}, ${quote(thousands(decimal))}, ''), ',', '.')`;
  const digits = `TRY_CAST(translate(${written}, '-+()', '') AS DECIMAL(20,2))`;
  return `coalesce(CASE WHEN contains(${written}, '-') OR contains(${written}, '(') THEN -${digits} ELSE ${digits} END, 0)`;
}

/** Without spaces of any kind: they stand around an amount, before its sign, or between thousands. */
function bare(column: string): string {
  return `translate(${column}, ' ' || chr(9) || chr(160) || chr(8239), '')`;
}

function thousands(decimal: DecimalSign): string {
  return decimal === ',' ? '.' : ',';
}

/**
 * True where a filled text is no amount in this notation. A cast alone would accept 1.234 as 1.23.
 * Plain: at most 16 digits before the sign, so that sums stay in 64 bits. Rich: thousands separators, a sign behind, brackets, 18 digits.
 */
export function isNoAmount(column: string, { decimal, form }: AmountNotation): string {
  if (form === 'typed') return 'false';
  const point = decimal === ',' ? ',' : '[.]';
  if (form === 'plain')
    return `CASE WHEN ${plainAgain(column, decimal)} = ${column} THEN false ELSE NOT regexp_full_match(${column}, '-?[0-9]{1,16}(${point}[0-9]{1,2})?') END`;
  const separator = decimal === ',' ? '[.]' : ',';
  const number = `(([0-9]{1,3}(${separator}[0-9]{3}){1,5}|[0-9]{1,18})(${point}[0-9]{1,2})?|${point}[0-9]{1,2})`;
  return `NOT regexp_full_match(${bare(column)}, '([-+]?${number}|${number}[-+]|[(]${number}[)]|)')`;
}

/** The text that the value of a plain amount is written as: the same one for nearly every amount, and then there is nothing to match. */
function plainAgain(column: string, decimal: DecimalSign): string {
  const written = `CAST(TRY_CAST(${dotted(column, decimal)} AS DECIMAL(18,2)) AS VARCHAR)`;
  return decimal === ',' ? `replace(${written}, '.', ',')` : written;
}

function dotted(column: string, decimal: DecimalSign): string {
  return decimal === ',' ? `replace(${column}, ',', '.')` : column;
}

/** Texts in which this sign can only be the decimal one: one or two digits stand behind it, or the other sign occurs twice. */
export function showsDecimal(column: string, sign: DecimalSign): string {
  const [own, other] = sign === '.' ? ['[.]', ','] : [',', '[.]'];
  return `regexp_matches(${bare(column)}, '${own}[0-9]{1,2}[-+)]?$|[0-9]${other}[0-9]{3}${other}[0-9]{3}')`;
}
