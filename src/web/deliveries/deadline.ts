import { nl } from '../copy/nl';
import { daysBetween, longDate, shortDate } from '../format';

export interface Deadline {
  /** 30 okt 2026 */
  short: string;
  long: string;
  /** «nog 6 dagen», «vandaag», «3 dagen te laat» */
  text: string;
  tone: 'ruim' | 'vandaag' | 'laat' | 'klaar';
}

/** How far away the last day is; a deadline lasts until the end of that day. Once the report has left the house nothing is late any more. */
export function deadlineOf(dueAt: Date | null, now: Date, left: boolean): Deadline | undefined {
  if (!dueAt) return undefined;
  const dates = { short: shortDate(dueAt), long: longDate(dueAt) };
  if (left) return { ...dates, text: nl.deadline.delivered, tone: 'klaar' };
  const days = daysBetween(now, dueAt);
  if (days === 0) return { ...dates, text: nl.deadline.today, tone: 'vandaag' };
  return days > 0 ? { ...dates, text: nl.deadline.left(days), tone: 'ruim' } : { ...dates, text: nl.deadline.late(-days), tone: 'laat' };
}
