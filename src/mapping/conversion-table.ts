import type { CodeList } from '../specs/code-list';
import type { MappingColumnSpec, MappingSpec } from '../specs/report-spec';
import { UnusableInput } from '../specs/unusable-input';

/** One row of a conversietabel. `by` holds the patterns as written: exact, with a trailing *, or '' for any. */
export interface MappingRule {
  line: number;
  by: Record<string, string>;
  gives: Record<string, string>;
  from: string;
  to: string;
}

export interface RefusedRule {
  line: number;
  reason: string;
}

export interface ConversionTable {
  rules: MappingRule[];
  refused: RefusedRule[];
}

export interface TableRow {
  line: number;
  values: Record<string, string>;
  /** Filled fields behind the last column of the header. */
  surplus?: number;
}

/**
 * Checks every row of a conversietabel against the spec. A row with an unknown, total or retired code is refused and left out. With a
 * date, a row that does not hold on it is not judged: the code lists are those of that date.
 * @throws UnusableInput when two rows have the same patterns and overlapping validity: the table then has no single meaning.
 */
export function readConversionTable(
  spec: MappingSpec,
  rows: TableRow[],
  lists: ReadonlyMap<string, CodeList>,
  date?: string,
): ConversionTable {
  const rules: MappingRule[] = [];
  const refused: RefusedRule[] = [];
  for (const row of rows) {
    const rule = ruleOf(spec, row);
    const reason =
      whyMisshapen(spec, row, rule) ?? (date === undefined || holdsOn(rule, date) ? whyCodesRefused(spec, rule, lists) : undefined);
    if (reason) refused.push({ line: row.line, reason });
    else rules.push(rule);
  }
  refuseTies(spec, rules);
  return { rules, refused };
}

function ruleOf(spec: MappingSpec, { line, values }: TableRow): MappingRule {
  const by = Object.fromEntries(Object.keys(spec.by).map((name) => [name, values[name] === '*' ? '' : (values[name] ?? '')]));
  const gives = Object.fromEntries(Object.keys(spec.gives).map((name) => [name, values[name] ?? '']));
  return { line, by, gives, from: values.geldig_van ?? '', to: values.geldig_tot ?? '' };
}

function whyMisshapen(spec: MappingSpec, { surplus = 0 }: TableRow, rule: MappingRule): string | undefined {
  if (surplus > 0) return 'de regel heeft meer velden dan de kopregel; zet tekst met een scheidingsteken tussen aanhalingstekens';
  for (const [name, pattern] of Object.entries(rule.by)) {
    const star = pattern.indexOf('*');
    if (star < 0) continue;
    if (spec.by[name] === 'exact') return `"${pattern}" in ${name}: deze kolom kent geen *`;
    if (star !== pattern.length - 1) return `"${pattern}" in ${name}: een * mag alleen aan het eind staan`;
  }
  for (const date of [rule.from, rule.to]) if (date && !isDate(date)) return `"${date}" is geen datum in de vorm jjjj-mm-dd`;
  return rule.from && rule.to && rule.to < rule.from ? `geldig_tot ${rule.to} ligt voor geldig_van ${rule.from}` : undefined;
}

function isDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function whyCodesRefused(spec: MappingSpec, rule: MappingRule, lists: ReadonlyMap<string, CodeList>): string | undefined {
  for (const [name, column] of Object.entries(spec.gives)) {
    const reason = whyCodeRefused(name, column, rule, lists);
    if (reason) return reason;
  }
  return undefined;
}

function whyCodeRefused(
  name: string,
  column: MappingColumnSpec,
  rule: MappingRule,
  lists: ReadonlyMap<string, CodeList>,
): string | undefined {
  const code = rule.gives[name] ?? '';
  const asked = isAsked(column, rule);
  if (code === '') return asked && column.optional !== 'true' ? `${name} is leeg` : undefined;
  if (!asked) return `${name} "${code}" hoort niet bij deze regel (alleen als ${column.when})`;
  if (column.values)
    return column.values.includes(code) ? undefined : `${name} "${code}" moet een van deze zijn: ${column.values.join(', ')}`;
  const names = listsOf(column, rule);
  const candidates = names.flatMap((list) => lists.get(list) ?? []);
  if (candidates.length === 0 || candidates.some(({ leaves }) => leaves.has(code))) return undefined;
  const total = candidates.some(({ order }) => order.has(code));
  return total
    ? `${name} "${code}" is een totaalcode; gebruik een onderliggende code`
    : `${name} "${code}" bestaat niet (meer) in de codelijst ${names.join(' of ')}`;
}

function isAsked(column: MappingColumnSpec, rule: MappingRule): boolean {
  if (!column.when) return true;
  const [name = ''] = column.when.split(' ', 1);
  const allowed = [...column.when.matchAll(/'([^']*)'/g)].map((match) => match[1]);
  return allowed.includes(rule.gives[name] ?? '');
}

function listsOf(column: MappingColumnSpec, rule: MappingRule): string[] {
  if (column.codelist === undefined) return [];
  if (typeof column.codelist === 'string') return [column.codelist];
  const chosen = column.codelist[rule.gives[column.by ?? ''] ?? ''] ?? [];
  return typeof chosen === 'string' ? [chosen] : chosen;
}

function refuseTies(spec: MappingSpec, rules: MappingRule[]): void {
  const seen = new Map<string, MappingRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify(Object.keys(spec.by).map((name) => rule.by[name]));
    const same = seen.get(key) ?? [];
    const tie = same.find((other) => overlap(other, rule));
    if (tie) {
      const pattern = Object.values(rule.by)
        .map((part) => part || '(alles)')
        .join(' / ');
      throw new UnusableInput(
        `De regels ${tie.line} en ${rule.line} van de conversietabel gelden voor dezelfde sleutel (${pattern}); verwijder een van beide of geef ze een geldigheid die niet overlapt.`,
        { line: rule.line },
      );
    }
    seen.set(key, [...same, rule]);
  }
}

function overlap(a: MappingRule, b: MappingRule): boolean {
  return (a.from === '' || b.to === '' || a.from <= b.to) && (b.from === '' || a.to === '' || b.from <= a.to);
}

/** The rules that hold on a date. */
export function validOn(rules: MappingRule[], date: string): MappingRule[] {
  return rules.filter((rule) => holdsOn(rule, date));
}

function holdsOn({ from, to }: MappingRule, date: string): boolean {
  return (from === '' || from <= date) && (to === '' || date <= to);
}
