import type { DeliverySpec, ReportSpec, Stage } from './report-spec';
import type { SqlValue } from './sql-values';
import { UnusableInput } from './unusable-input';

/** One reporting period of a spec, resolved. Dates are ISO (yyyy-mm-dd), inclusive. */
export interface Period {
  id: string;
  year: number;
  delivery: string;
  title: string;
  stage: Stage;
  covers: string;
  /** Start of what is reported: the start of the year when the delivery is cumulative. */
  start: string;
  end: string;
  values: Record<string, string>;
}

const MONTHS: Record<string, [first: number, count: number]> = {
  year: [1, 12],
  H1: [1, 6],
  H2: [7, 6],
  Q1: [1, 3],
  Q2: [4, 3],
  Q3: [7, 3],
  Q4: [10, 3],
};

function monthsOf(covers: string): [first: number, count: number] {
  return MONTHS[covers] ?? [Number(covers.slice(1)), 1];
}

function isoDate(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** `JJJJ-Q3` → year and delivery of the spec; a spec with the single delivery `year` has periods `JJJJ`. */
export function splitPeriodId(id: string): { year: number; delivery: string } | undefined {
  const match = /^(\d{4})(?:-([A-Za-z][A-Za-z0-9]*))?$/.exec(id);
  return match ? { year: Number(match[1]), delivery: match[2] ?? 'year' } : undefined;
}

export function periodId(year: number, delivery: string): string {
  return delivery === 'year' ? String(year) : `${year}-${delivery}`;
}

/**
 * Resolves a period id against the deliveries of a spec.
 * @throws UnusableInput when the id is malformed or the spec has no such delivery.
 */
export function resolvePeriod(spec: ReportSpec, id: string): Period {
  const split = splitPeriodId(id);
  const delivery = split && spec.periods.deliveries[split.delivery];
  if (!split || !delivery) {
    const names = Object.keys(spec.periods.deliveries).map((name) => (split ? periodId(split.year, name) : `JJJJ-${name}`));
    throw new UnusableInput(`De periode "${id}" bestaat niet in ${spec.id}. Kies uit: ${names.join(', ')}.`);
  }
  return {
    id,
    ...split,
    ...reach(spec, delivery, split.year),
    title: delivery.title ?? split.delivery,
    stage: delivery.stage,
    covers: delivery.covers,
    values: delivery.values ?? {},
  };
}

function reach(spec: ReportSpec, delivery: DeliverySpec, year: number): { start: string; end: string } {
  const [month, day] = spec.periods.year.starts.split('-').map(Number) as [number, number];
  const [first, count] = monthsOf(delivery.covers);
  const from = delivery.cumulative === 'year' ? 1 : first;
  return { start: isoDate(year, month + from - 1, day), end: isoDate(year, month + first - 1 + count, day - 1) };
}

/** Order of two periods of one spec: by year, then by the order of the deliveries in spec.yaml. */
export function comparePeriods(spec: ReportSpec, a: string, b: string): number {
  const names = Object.keys(spec.periods.deliveries);
  const [left, right] = [splitPeriodId(a), splitPeriodId(b)];
  if (!left || !right) return a < b ? -1 : Number(a > b);
  return left.year - right.year || names.indexOf(left.delivery) - names.indexOf(right.delivery);
}

/** The period just before this one that covers the time before it, in the order of the spec; Q1 follows the last delivery of last year. */
export function previousPeriod(spec: ReportSpec, period: Period): string {
  const same = Object.entries(spec.periods.deliveries).filter(([, delivery]) => delivery.stage === period.stage);
  const index = same.findIndex(([name]) => name === period.delivery);
  const earlier = same[index - 1];
  if (earlier) return periodId(period.year, earlier[0]);
  return periodId(period.year - 1, same.at(-1)?.[0] ?? period.delivery);
}

/** The values of a period that SQL and layout may name. */
export function periodValues(period: Period): Map<string, SqlValue> {
  const values = new Map<string, SqlValue>(Object.entries(period.values).map(([name, value]) => [name, { type: 'text', value }]));
  values.set('year', { type: 'integer', value: String(period.year) });
  values.set('period', { type: 'text', value: period.id });
  values.set('period_start', { type: 'date', value: period.start });
  values.set('period_end', { type: 'date', value: period.end });
  values.set('stage', { type: 'text', value: period.stage });
  return values;
}
