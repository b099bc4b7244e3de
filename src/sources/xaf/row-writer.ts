import { CSV_HEADER } from './csv-fields';
import type { OpeningBalance } from './opening-balance';

/** A line on its way to the table: everything behind the columns of its transaction. */
export interface RowTail {
  text: string;
  account: string;
  isDebit: boolean;
  amount: string;
}

/**
 * Puts lines behind the columns of their transaction. Normally those are known before the first line; where they come later
 * (or never) the lines wait until the transaction closes.
 */
export class RowWriter {
  out = `${CSV_HEADER.join(',')}\n`;
  rows = 0;
  private head: string | undefined;
  private keptOut = false;
  private waiting: RowTail[] = [];

  constructor(private readonly opening: OpeningBalance) {}

  /** The row number that the next line will get: row 1 is the first row below the header. */
  get nextRow(): number {
    return this.rows + this.waiting.length + 1;
  }

  get started(): boolean {
    return this.head !== undefined;
  }

  get keepsOut(): boolean {
    return this.keptOut;
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** `keepOut`: the lines repeat the opening balance and are only compared with it. */
  start(head: string, keepOut: boolean): void {
    this.head = head;
    this.keptOut = keepOut;
    const { waiting } = this;
    if (waiting.length === 0) return;
    this.waiting = [];
    for (const tail of waiting) this.write(tail.text, tail.account, tail.isDebit, tail.amount);
  }

  // Four loose values and no object: this runs for every line of the file.
  write(text: string, account: string, isDebit: boolean, amount: string): void {
    if (this.head === undefined) this.waiting.push({ text, account, isDebit, amount });
    else if (this.keptOut) this.opening.addKeptOut(account, isDebit, amount);
    else {
      this.out += this.head + text;
      this.rows += 1;
    }
  }

  /** The rows since the last time; the rest of the file can be written over the same memory. */
  takeOut(): string {
    const { out } = this;
    this.out = '';
    return out;
  }

  finish(): void {
    this.head = undefined;
    this.keptOut = false;
  }
}
