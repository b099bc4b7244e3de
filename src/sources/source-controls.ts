import { dutch } from '../specs/exact-decimal';
import type { Finding } from '../specs/finding';
import { identifier } from '../specs/sql-values';
import { sourceText, tuplesTable, type CondensePlan } from './condense';
import { documentsTable, hasDocuments, inYear } from './grouping';
import { codeText, scan } from './scan';

/** Rows that share all columns of `row`: the exact answer, asked only for the documents in doubt. */
export function doublesSql(plan: CondensePlan, year: number): string | undefined {
  const columns = plan.dataset.row;
  if (!columns || columns.length === 0) return undefined;
  const keys = columns.map((name) => `${codeText(sourceText(plan, name))} AS ${identifier(name)}`).join(', ');
  const { document } = plan.dataset.roles ?? {};
  const doubtful =
    document && hasDocuments(plan)
      ? ` AND coalesce(${sourceText(plan, document)}, '') IN (SELECT coalesce(document, '') FROM ${documentsTable(plan.name)} WHERE maybe_double)`
      : '';
  return `CREATE OR REPLACE TABLE ${doublesTable(plan.name)} AS SELECT ${keys}, count(*) AS _n FROM ${scan(plan.table)} WHERE ${inYear(plan, year)}${doubtful} GROUP BY ALL HAVING count(*) > 1`;
}

export function doublesTable(name: string): string {
  return identifier(`_doubles_${name}`);
}

/** Totals by year, for the count of lines that belong to another book year. */
export function yearsSql(plan: CondensePlan, raw: string): string | undefined {
  const role = plan.dataset.roles?.year;
  if (!role) return undefined;
  return `SELECT coalesce(trim(${identifier(role)}), '') AS year, sum(_n) AS n FROM ${raw} GROUP BY 1 ORDER BY 1`;
}

/** Condensed rows whose period is no whole number or lies outside the bounds of the column. */
export function unknownPeriods(plan: CondensePlan): string | undefined {
  const role = plan.dataset.roles?.period;
  const column = role === undefined ? undefined : plan.dataset.columns[role];
  if (role === undefined || !column) return undefined;
  const name = identifier(role);
  const bounds = [column.min && `${name} < ${column.min}`, column.max && `${name} > ${column.max}`].filter(Boolean);
  return [`${name} IS NULL`, ...bounds].join(' OR ');
}

export function unknownPeriodsSql(plan: CondensePlan): string | undefined {
  const condition = unknownPeriods(plan);
  return condition && `SELECT coalesce(sum(_n), 0) AS n FROM ${tuplesTable(plan.name)} WHERE ${condition}`;
}

export interface YearCount {
  year: string;
  lines: number;
}

export function otherYears(years: YearCount[], asked: number): YearCount[] {
  return years.filter(({ year }) => year !== String(asked));
}

export function otherYearsFinding(others: YearCount[], rows: number[]): Finding {
  const count = others.reduce((total, { lines }) => total + lines, 0);
  const list = others.map(({ year, lines }) => `${year || 'leeg'}: ${dutch(String(lines))}`).join(', ');
  return {
    id: 'BRON-JAAR',
    severity: 'warning',
    value: String(count),
    unit: 'n',
    message: `${counted(count, 'regel telt', 'regels tellen')} niet mee, want het boekjaar is een ander (${list}).`,
    advice: 'Controleer of de export het juiste boekjaar bevat.',
    rows: { count, first: rows },
  };
}

/** Documents that do not balance: how many, with how many rows, what they add up to, and some of them by name. */
export interface OpenDocuments {
  documents: number;
  lines: number;
  total: string;
  sample: string[];
}

export function isNought(amount: string): boolean {
  return /^-?0*\.?0*$/.test(amount);
}

/** A single document out of balance is a warning as long as the source as a whole balances (decision 15). */
export function unbalanced({ documents, lines, total, sample }: OpenDocuments, rows: number[]): Finding {
  const whole = isNought(total);
  const names = `${sample.join(', ')}${documents > sample.length ? ', …' : ''}`;
  const message = whole
    ? `${counted(documents, 'boekstuk is', 'boekstukken zijn')} niet in evenwicht (${names}); de bron als geheel wel.`
    : `De bron is niet in evenwicht: debet min credit is ${dutch(total)} euro (boekstukken: ${names}).`;
  return {
    id: 'BRON-BALANS',
    severity: whole ? 'warning' : 'error',
    value: total,
    bound: '0',
    unit: 'EUR',
    message,
    advice: 'Controleer of de export volledig is en of deze boekstukken in het bronsysteem sluiten.',
    rows: { count: lines, first: rows },
  };
}

/** Rows that occur more than once: how many different ones, how many too many, and some of them by name. */
export interface DoubleRows {
  keys: number;
  extra: number;
  sample: string[];
}

export function doubles({ keys, extra, sample }: DoubleRows, rows: number[], balanced: boolean): Finding {
  return {
    id: 'BRON-DUBBEL',
    severity: balanced ? 'warning' : 'error',
    value: String(keys),
    unit: 'n',
    message: `${counted(keys, 'regel komt', 'regels komen')} vaker dan één keer voor (${sample.join('; ')}${keys > sample.length ? '; …' : ''}); samen ${dutch(String(extra))} te veel.`,
    advice: 'Controleer of de export dubbel is gemaakt of regels twee keer bevat.',
    rows: { count: keys + extra, first: rows },
  };
}

export function unknownPeriodFinding(count: number, rows: number[]): Finding {
  return {
    id: 'BRON-PERIODE',
    severity: 'error',
    value: String(count),
    unit: 'n',
    message: `${counted(count, 'regel heeft', 'regels hebben')} een boekperiode die niet wordt herkend en ${count === 1 ? 'kan' : 'kunnen'} niet worden ingedeeld.`,
    advice: 'Verbeter de boekperiode van deze regels in de bron.',
    rows: { count, first: rows },
  };
}

export function datesOutside(
  { count, unreadable }: { count: number; unreadable: number },
  rows: number[],
  period: { start: string; end: string },
): Finding {
  const without = unreadable > 0 ? `, waarvan ${dutch(String(unreadable))} zonder leesbare datum` : '';
  return {
    id: 'BRON-DATUM',
    severity: 'warning',
    value: String(count),
    unit: 'n',
    message: `${counted(count, 'regel heeft', 'regels hebben')} een boekdatum buiten ${period.start} tot en met ${period.end}${without}.`,
    advice: 'Controleer of deze regels in de juiste boekperiode staan; de boekperiode beslist waar zij meetellen.',
    rows: { count, first: rows },
  };
}

function counted(count: number, one: string, many: string): string {
  return `${dutch(String(count))} ${count === 1 ? one : many}`;
}
