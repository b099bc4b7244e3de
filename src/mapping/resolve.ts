import { identifier, quote } from '../specs/sql-values';
import type { MappingSpec } from '../specs/report-spec';
import type { MappingRule } from './conversion-table';

/**
 * Most specific wins, column by column in the order of `by`: exact before longer prefix before shorter prefix before any; only when the
 * first column is equal does the second decide. Rules are joined per shape (exact, prefix of n, any, for every column): the shapes are
 * few and each is one hash join; a nested loop with LIKE would be quadratic.
 */
export function resolveSql(
  keys: string[],
  spec: MappingSpec,
  rules: MappingRule[],
  names: { rules: string; tuples: string; target: string },
): string {
  const shapes = [...new Set(rules.map((rule) => shapeOf(rule)))].sort();
  const given = Object.keys(spec.gives).map((name) => `r.${identifier(name)}`);
  const columns = [...keys.map((key) => `t.${identifier(key)}`), ...given, 'r._line', 'r._rank'].join(', ');
  const tuples = `(SELECT DISTINCT ${keys.map(identifier).join(', ') || '0 AS _all'} FROM ${names.tuples}) t`;
  const joins = shapes.map(
    (shape) => `SELECT ${columns} FROM ${tuples} JOIN ${names.rules} r ON ${shapeCondition(shape, Object.keys(spec.by), keys)}`,
  );
  const none = `SELECT ${columns} FROM ${tuples} JOIN ${names.rules} r ON false`;
  const partition = keys.map(identifier).join(', ');
  const once = `QUALIFY row_number() OVER (${partition ? `PARTITION BY ${partition} ` : ''}ORDER BY _rank, _line) = 1`;
  return `CREATE OR REPLACE TABLE ${names.target} AS SELECT * EXCLUDE (_rank) FROM (${[...joins, none].join(' UNION ALL ')}) ${once}`;
}

/** Every rule that matches one key, best first: what `mapping explain` shows. */
export function matchingRules(rules: MappingRule[], key: Record<string, string>): MappingRule[] {
  const matching = rules.filter((rule) => Object.entries(rule.by).every(([name, pattern]) => matches(pattern, key[name] ?? '')));
  return matching.sort((a, b) => rankOf(a) - rankOf(b) || a.line - b.line);
}

function matches(pattern: string, value: string): boolean {
  if (pattern === '') return true;
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
}

/** `e` exact, `p3` prefix of three, `a` any; one for every key column. */
export function shapeOf(rule: MappingRule): string {
  return Object.values(rule.by).map(columnShape).join('|');
}

function columnShape(pattern: string): string {
  if (pattern === '' || pattern === '*') return 'a';
  // Signs as DuckDB's left() counts them, not the halves of a sign outside the basic plane.
  return pattern.endsWith('*') ? `p${[...pattern].length - 1}` : 'e';
}

const WORST = 1000;

/** Lower is more specific. */
export function rankOf(rule: MappingRule): number {
  return Object.values(rule.by).reduce((rank, pattern) => rank * (WORST + 1) + columnRank(columnShape(pattern)), 0);
}

function columnRank(shape: string): number {
  if (shape === 'e') return 0;
  return shape === 'a' ? WORST : WORST - Math.min(Number(shape.slice(1)), WORST - 1);
}

function shapeCondition(shape: string, names: string[], keys: string[]): string {
  const parts = shape.split('|').map((part, index) => {
    const name = names[index] ?? '';
    if (part === 'a' || !keys.includes(name)) return undefined;
    const value = `t.${identifier(name)}`;
    return `${part === 'e' ? value : `left(${value}, ${part.slice(1)})`} = r.${identifier(`_v_${name}`)}`;
  });
  return [`r._shape = ${quote(shape)}`, ...parts.filter((part) => part !== undefined)].join(' AND ');
}

/** The key columns that the table really uses; the first is always kept, because findings name it. */
export function usedKeys(spec: MappingSpec, rules: MappingRule[]): string[] {
  return Object.keys(spec.by).filter((name, index) => index === 0 || rules.some((rule) => columnShape(rule.by[name] ?? '') !== 'a'));
}

const MOST_CONSTANTS = 3000;

/**
 * For a later key column: keeps its text only where a rule asks for it, that is for the first-column values of those rules and for texts
 * that one of their patterns matches. Anything else gives the same rule as '', with far fewer groups. Undefined when nothing is gained.
 */
export function foldFor(
  spec: MappingSpec,
  rules: MappingRule[],
  name: string,
): ((texts: { first: string; own: string }) => string) | undefined {
  const [first = ''] = Object.keys(spec.by);
  const asking = rules.filter((rule) => columnShape(rule.by[name] ?? '') !== 'a');
  if (name === first || asking.length === 0 || asking.length > MOST_CONSTANTS) return undefined;
  const own = anyOf(asking.map((rule) => rule.by[name] ?? ''));
  const account = anyOf(asking.map((rule) => rule.by[first] ?? ''));
  return (texts) => {
    const conditions = [account?.(`trim(${texts.first})`), own?.(`trim(${texts.own})`)].filter((condition) => condition !== undefined);
    return conditions.length === 0 ? texts.own : `CASE WHEN ${conditions.join(' AND ')} THEN ${texts.own} ELSE '' END`;
  };
}

/** A condition that holds where one of the patterns matches; undefined when one of them matches anything. */
function anyOf(patterns: string[]): ((text: string) => string) | undefined {
  const byShape = new Map<string, Set<string>>();
  for (const pattern of patterns) {
    const shape = columnShape(pattern);
    if (shape === 'a') return undefined;
    const text = shape === 'e' ? pattern : pattern.slice(0, -1);
    byShape.set(shape, (byShape.get(shape) ?? new Set()).add(text));
  }
  return (text) =>
    `(${[...byShape].map(([shape, values]) => `${shape === 'e' ? text : `left(${text}, ${shape.slice(1)})`} IN (${[...values].sort().map(quote).join(', ')})`).join(' OR ')})`;
}
