import type { Period } from '../specs/period';
import type { DueEntry, DueSpec, ReportSpec } from '../specs/report-spec';
import { UnusableInput } from '../specs/unusable-input';
import { addDays, addMonths, isWorkday } from './holidays';

/** The days that matter for one delivery, as ISO dates; a deadline is the end of its day in the Netherlands. */
export interface DueDates {
  opens: string;
  due: string;
  /** By the names of the spec: the last day of each. */
  windows: Record<string, string>;
}

/** @throws UnusableInput when the calendar of the spec does not say when this delivery is due. */
export function dueDates(spec: ReportSpec, period: Period): DueDates {
  const { calendar } = spec;
  const entry = calendar[period.delivery] as DueEntry | undefined;
  if (!entry?.due) throw new UnusableInput(`De kalender van ${spec.id} noemt geen uiterste datum voor ${period.delivery}.`);
  const { start, end } = wholePeriod(spec, period);
  const anchors: Record<string, string> = { start, end };
  anchors.due = dayOf(entry.due, anchors, period.year);
  const opens = dayOf(entry.opens ?? calendar.opens ?? { after: 'end', days: '1' }, anchors, period.year);
  const windows = Object.entries(calendar.windows ?? {}).map(([name, window]): [string, string] => [
    name,
    dayOf(window, anchors, period.year),
  ]);
  return { opens, due: anchors.due, windows: Object.fromEntries(windows) };
}

/** What is reported may start earlier than the period itself: a cumulative quarter starts with the year. */
function wholePeriod(spec: ReportSpec, period: Period): { start: string; end: string } {
  if (spec.periods.deliveries[period.delivery]?.cumulative !== 'year') return period;
  const months: Record<string, number> = { H: 6, Q: 3, M: 1 };
  const length = months[period.covers.slice(0, 1)] ?? 12;
  return { start: addMonths(addDays(period.end, 1), -length), end: period.end };
}

function dayOf(rule: DueSpec, anchors: Record<string, string>, year: number): string {
  return rolled(rule.on === undefined ? counted(rule, anchors) : `${year + Number(rule.year ?? '0')}-${rule.on}`, rule.roll);
}

function counted({ after = 'end', days, months }: DueSpec, anchors: Record<string, string>): string {
  const from = anchors[after];
  if (from === undefined) throw new UnusableInput(`De kalender telt vanaf "${after}"; dat moet start, end of due zijn.`);
  // Months count from the last day of a month to the last day of another.
  const moved = months === undefined ? from : monthsLater(from, Number(months));
  return days === undefined ? moved : addDays(moved, Number(days));
}

function monthsLater(date: string, months: number): string {
  const lastOfMonth = addDays(date, 1).endsWith('-01');
  return lastOfMonth ? addDays(addMonths(addDays(date, 1), months), -1) : addMonths(date, months);
}

/** Without `roll` a deadline on a Sunday stays on that Sunday. */
function rolled(date: string, roll: DueSpec['roll']): string {
  if (roll === undefined || isWorkday(date)) return date;
  return rolled(addDays(date, roll === 'next-workday' ? 1 : -1), roll);
}
