/** Extra closing periods are numbered on from 13; what lies beyond two digits (501, or year and month together) is a package's own code. */
const LAST_ORDINARY = 99;

/** The `periods` list of the file: it tells which month a period with a strange number is. */
export class PeriodTable {
  private readonly months = new Map<string, string>();

  /** A period within one calendar month is that month; others only count as known. */
  add(number: string, start: string, end: string): void {
    const month = monthOf(start);
    this.months.set(number, month !== '' && start.slice(0, 7) === end.slice(0, 7) ? month : '');
  }

  knows(number: string): boolean {
    return this.months.size === 0 || this.months.has(number);
  }

  /** A whole number where there is one; otherwise the month from the table or the booking date; otherwise the text as it stands. */
  resolve(number: string, date: string): string {
    const ordinary = /^[0-9]+$/.test(number) ? String(Number(number)) : undefined;
    if (ordinary !== undefined && Number(ordinary) <= LAST_ORDINARY) return ordinary;
    const listed = this.months.get(number);
    if (listed) return listed;
    return ordinary ?? (monthOf(date) || number);
  }
}

/** The month of a date written as jjjj-mm-dd, without leading zero. */
function monthOf(date: string): string {
  const month = /^[0-9]{4}-([0-9]{2})-/.exec(date)?.[1];
  return month ? String(Number(month)) : '';
}

/** An xsd:date may carry a time zone ("+01:00") or even a time; neither means anything for a booking. */
export function plainDate(text: string): string {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[TZ+ -]|$)/.test(text) ? text.slice(0, 10) : text;
}
