import { SLOT } from './elements';

const YEAR = /^[0-9]{4}$/;

/** The book year of the lines: the header says it. A continuation file has no header; then the date of the booking does. */
export class BookYear {
  /** What the header says instead of a year; undefined when it does say a year. */
  oddHeader: string | undefined;
  private fixed: string | undefined;

  of(values: string[], date: string): string {
    this.fixed ??= this.fromHeader(values);
    return this.fixed || date.slice(0, 4);
  }

  private fromHeader(values: string[]): string {
    const said = values[SLOT.fiscalYear] ?? '';
    if (YEAR.test(said)) return said;
    this.oddHeader = said;
    const start = (values[SLOT.startDate] ?? '').slice(0, 4);
    return said !== '' && YEAR.test(start) ? start : '';
  }
}
