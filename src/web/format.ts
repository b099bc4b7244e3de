import { dutch } from '../specs/exact-decimal';

const ZONE = 'Europe/Amsterdam';
const NBSP = '\u00a0';
const MINUS = '\u2212';

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('nl-NL', { timeZone: ZONE, ...options });
}

const LONG = formatter({ day: 'numeric', month: 'long', year: 'numeric' });
const SHORT = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
const TIME = formatter({ hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });

/** 30 oktober 2026 */
export function longDate(moment: Date): string {
  return LONG.format(moment);
}

/** 30 okt 2026 */
export function shortDate(moment: Date): string {
  return SHORT.format(moment).replaceAll('.', '');
}

/** 30 okt 2026 14:02 */
export function shortMoment(moment: Date): string {
  return `${shortDate(moment)} ${TIME.format(moment)}`;
}

/** Whole days from the day of one moment to the day of another, as the calendar of the Netherlands counts them. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((Date.parse(DAY.format(to)) - Date.parse(DAY.format(from))) / 86_400_000);
}

/** −1.204,50: dots between thousands, a comma, a real minus. Takes decimal text; other text stays as it is. */
export function dutchNumber(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? dutch(text).replace('-', MINUS) : text;
}

export function euro(text: string): string {
  return `€${NBSP}${dutchNumber(text)}`;
}

/** A value with the unit of its control. */
export function withUnit(text: string, unit?: string): string {
  if (unit === 'EUR') return euro(text);
  return unit === '%' ? `${dutchNumber(text)}%` : dutchNumber(text);
}

/** 214 kB */
export function fileSize(bytes: number): string {
  return bytes < 1000 ? `${bytes}${NBSP}bytes` : `${Math.round(bytes / 1000)}${NBSP}kB`;
}
