import type { QueryFacts } from './sql-tree';

/**
 * Functions that spec SQL may call. A spec is hostile input: nothing that reads, writes, waits, repeats or builds lists is here,
 * because one list function can take all memory or ignore an interrupt.
 */
const ALLOWED = new Set(
  (
    '+ - * // % ** || ~~ !~~ not and or ' +
    'abs ceil_div half_away percent1 greatest least sign round floor ceil trunc mod coalesce nullif ifnull if ' +
    'sum count count_star min max any_value bool_and bool_or first ' +
    'left right length lower upper trim ltrim rtrim substring substr replace concat starts_with ends_with contains prefix suffix strpos lpad rpad ' +
    'string_agg row_number rank dense_rank lag lead ' +
    'year month day date_diff date_part datediff date_trunc last_day make_date isnull'
  ).split(' '),
);

/** Why a query may not run, or undefined. `known` holds the relations that are bound. */
export function whyRefused(query: QueryFacts, known: ReadonlySet<string>): string | undefined {
  const [tableFunction] = query.tableFunctions;
  if (tableFunction) return `de tabelfunctie ${tableFunction}() is niet toegestaan; noem een dataset, tabel, codelijst of onderdeel`;
  if (query.recursive) return 'een recursieve WITH is niet toegestaan';
  const table = query.tables.find((name) => !known.has(name));
  if (table) return `de relatie "${table}" bestaat niet; bekend zijn: ${[...known].sort().join(', ')}`;
  const unknown = query.functions.find((name) => !ALLOWED.has(name));
  if (unknown) return `de functie ${unknown}() is niet toegestaan`;
  return undefined;
}
