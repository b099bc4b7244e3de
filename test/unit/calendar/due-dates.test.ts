import { dueDates } from '../../../src/calendar/due-dates';
import { addMonths, easter, holidays, isWorkday } from '../../../src/calendar/holidays';
import { endOfAmsterdamDay } from '../../../src/platform/clock';
import { specsRoot } from '../../../src/platform/installation';
import { resolvePeriod } from '../../../src/specs/period';
import type { ReportSpec } from '../../../src/specs/report-spec';
import { SpecsService } from '../../../src/specs/specs.service';

let spec: ReportSpec;

beforeAll(async () => {
  ({ spec } = await new SpecsService(specsRoot()).forPeriod('rijk/cbs-iv3-gemeente', '2026-Q3'));
});

const days = (period: string, own: ReportSpec = spec) => dueDates(own, resolvePeriod(own, period));

describe('the calendar', () => {
  it('knows when each delivery of a year opens and is due', () => {
    const periods = Object.keys(spec.periods.deliveries).map((name) => `2026-${name}`);
    expect(periods.map((period) => [period, days(period).opens, days(period).due])).toEqual([
      ['2026-begroting', '2025-10-01', '2025-11-14'],
      ['2026-Q1', '2026-04-01', '2026-04-30'],
      ['2026-Q2', '2026-07-01', '2026-07-30'],
      ['2026-Q3', '2026-10-01', '2026-10-30'],
      ['2026-Q4', '2027-01-01', '2027-01-30'],
      ['2026-jaarrekening', '2027-01-01', '2027-07-14'],
    ]);
  });

  it('counts the windows after the deadline and rolls them off weekends and holidays', () => {
    expect(days('2026-Q3').windows).toEqual({
      coulance: '2026-11-04',
      publicatie1: '2026-11-09',
      correctie: '2026-12-30',
      publicatie2: '2027-01-08',
    });
    // Ten days after 30 April 2026 is a Sunday.
    expect(days('2026-Q1').windows.publicatie1).toBe('2026-05-11');
  });

  it('leaves a deadline on a Sunday where it is, unless the spec rolls it', () => {
    const with_ = (due: object): ReportSpec => ({ ...spec, calendar: { ...spec.calendar, Q3: { due } } });
    expect(days('2026-Q3', with_({ on: '11-01' })).due).toBe('2026-11-01');
    expect(days('2026-Q3', with_({ on: '11-01', roll: 'next-workday' })).due).toBe('2026-11-02');
    expect(days('2026-Q3', with_({ on: '12-26', roll: 'previous-workday' })).due).toBe('2026-12-24');
    expect(days('2026-Q3', with_({ after: 'end', months: '5' })).due).toBe('2027-02-28');
    expect(days('2027-Q3', with_({ after: 'end', months: '5' })).due).toBe('2028-02-29');
    expect(days('2026-Q3', with_({ after: 'start', days: '0' })).due).toBe('2026-07-01');
  });

  it('ends a day in the Netherlands, in summer and in winter', () => {
    expect(endOfAmsterdamDay(days('2026-Q2').due).toISOString()).toBe('2026-07-30T21:59:59.000Z');
    expect(endOfAmsterdamDay(days('2026-Q3').due).toISOString()).toBe('2026-10-30T22:59:59.000Z');
  });
});

describe('holidays', () => {
  it('follow Easter and move the King’s day off a Sunday', () => {
    expect([2024, 2025, 2026, 2027, 2038].map(easter)).toEqual(['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2038-04-25']);
    expect(holidays(2025)).toEqual([
      '2025-01-01',
      '2025-04-18',
      '2025-04-20',
      '2025-04-21',
      '2025-04-26',
      '2025-05-05',
      '2025-05-29',
      '2025-06-08',
      '2025-06-09',
      '2025-12-25',
      '2025-12-26',
    ]);
    expect([isWorkday('2026-04-27'), isWorkday('2026-05-14'), isWorkday('2026-05-15')]).toEqual([false, false, true]);
  });

  it('are of no importance to months of different length', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2028-01-31', 1), addMonths('2026-03-31', -1), addMonths('2026-11-15', 2)]).toEqual([
      '2026-02-28',
      '2028-02-29',
      '2026-02-28',
      '2027-01-15',
    ]);
  });
});
