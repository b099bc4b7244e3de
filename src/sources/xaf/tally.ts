const FIRST_ROWS = 20;
const SAMPLES = 5;

/** Counts what is odd and remembers the first rows and values, so that a million odd lines cost no memory. */
export class Tally {
  count = 0;
  readonly rows: number[] = [];
  readonly samples = new Set<string>();

  add(sample: string, row?: number): void {
    this.count += 1;
    if (row !== undefined && this.rows.length < FIRST_ROWS) this.rows.push(row);
    // A copy: a part of a string keeps the whole chunk it was cut from in memory.
    if (this.samples.size < SAMPLES) this.samples.add(Buffer.from(sample.slice(0, 60)).toString());
  }

  /** "4000, 4010, …" */
  examples(): string {
    const listed = [...this.samples].map((sample) => (sample === '' ? '(leeg)' : sample)).join(', ');
    return this.samples.size === SAMPLES && this.count > SAMPLES ? `${listed}, …` : listed;
  }
}
