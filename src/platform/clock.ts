/** The time of the system. Everything that needs the time asks this, so that a test can set it. */
export class Clock {
  now(): Date {
    return new Date();
  }
}

const ZONE = 'Europe/Amsterdam';
const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The moment as people in the Netherlands write it: `2026-10-25T02:30:00+01:00`. Fractions of seconds are dropped. */
export function amsterdamIso(moment: Date): string {
  const local = localTime(moment);
  const offset = offsetMinutes(moment);
  return `${local}+${pad(Math.floor(offset / 60))}:${pad(offset % 60)}`;
}

/** The date in the Netherlands at this moment: `2026-10-25`. */
export function amsterdamDate(moment: Date): string {
  return localTime(moment).slice(0, 10);
}

/** The last second of a day in the Netherlands, which is when a deadline passes. */
export function endOfAmsterdamDay(date: string): Date {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`not a date: ${date}`);
  const asUtc = new Date(`${date}T23:59:59Z`);
  // Summer and winter time change at night, never at the end of a day, so one look at the offset is enough.
  const guess = new Date(asUtc.getTime() - 60 * 60_000);
  return new Date(asUtc.getTime() - offsetMinutes(guess) * 60_000);
}

function localTime(moment: Date): string {
  const parts = Object.fromEntries(PARTS.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

function offsetMinutes(moment: Date): number {
  const wholeSeconds = Math.floor(moment.getTime() / 1000) * 1000;
  return Math.round((Date.parse(`${localTime(moment)}Z`) - wholeSeconds) / 60_000);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
