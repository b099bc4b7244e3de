import { amsterdamDate, amsterdamIso, Clock, endOfAmsterdamDay } from '../../../src/platform/clock';
import { SettableClock } from '../../support/settable-clock';

describe('time in the Netherlands', () => {
  it.each([
    ['2026-01-15T11:00:00.999Z', '2026-01-15T12:00:00+01:00'],
    ['2026-07-15T11:00:00Z', '2026-07-15T13:00:00+02:00'],
    ['2026-03-29T00:59:59Z', '2026-03-29T01:59:59+01:00'],
    ['2026-03-29T01:00:00Z', '2026-03-29T03:00:00+02:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
    ['2026-12-31T23:30:00Z', '2027-01-01T00:30:00+01:00'],
  ])('writes %s as %s', (moment, local) => {
    expect(amsterdamIso(new Date(moment))).toBe(local);
    expect(amsterdamDate(new Date(moment))).toBe(local.slice(0, 10));
  });

  it.each([
    ['2026-10-30', '2026-10-30T22:59:59.000Z'],
    ['2026-07-14', '2026-07-14T21:59:59.000Z'],
    ['2026-03-29', '2026-03-29T21:59:59.000Z'],
    ['2026-10-25', '2026-10-25T22:59:59.000Z'],
    ['2026-10-24', '2026-10-24T21:59:59.000Z'],
  ])('lets the deadline of %s pass at the end of that day', (date, moment) => {
    expect(endOfAmsterdamDay(date).toISOString()).toBe(moment);
  });

  it('refuses a deadline that is not a date', () => {
    expect(() => endOfAmsterdamDay('30 oktober')).toThrow('not a date');
  });
});

describe('the clock', () => {
  it('tells the time of the system', () => {
    expect(Math.abs(new Clock().now().getTime() - Date.now())).toBeLessThan(1000);
  });

  it('stands still in a test until it is moved', () => {
    const clock = new SettableClock('2026-10-30T12:00:00Z');
    clock.advance(1500);
    expect(clock.now().toISOString()).toBe('2026-10-30T12:00:01.500Z');
  });
});
