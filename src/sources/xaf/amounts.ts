export type AmountProblem = 'text' | 'digits' | 'decimals';

const DOT = 46;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const MAX_DIGITS = 18;

/** Already written as wanted: an optional minus, digits without leading zero, a point and two decimals. By far the most amounts are. */
function isPlain(text: string): boolean {
  const point = text.length - 3;
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const digits = point - start;
  if (digits < 1 || digits > MAX_DIGITS || text.charCodeAt(point) !== DOT) return false;
  const first = text.charCodeAt(start);
  if (first === ZERO && (digits > 1 || start === 1)) return false;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < ZERO || code > NINE) && at !== point) return false;
  }
  return true;
}

/** The same amount with exactly two decimals, as text: amounts never become floating point. Otherwise what is wrong with it. */
export function readAmount(text: string): { amount: string } | { problem: AmountProblem } {
  if (isPlain(text)) return { amount: text };
  const parts = /^([+-]?)([0-9]*)(?:\.([0-9]*))?$/.exec(text.trim());
  if (!parts || !/[0-9]/.test(text)) return { problem: 'text' };
  const [, sign = '', whole = '', decimals = ''] = parts;
  const digits = whole.replace(/^0+/, '') || '0';
  if (digits.length > MAX_DIGITS) return { problem: 'digits' };
  if (/[^0]/.test(decimals.slice(2))) return { problem: 'decimals' };
  const amount = `${digits}.${decimals.slice(0, 2).padEnd(2, '0')}`;
  return { amount: sign === '-' && amount !== '0.00' ? `-${amount}` : amount };
}

/** Whole cents of an amount with two decimals. */
export function centsOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

export function amountOf(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Up to this many characters an amount is far below 2^53 cents, and so is a sum that is emptied in time. */
const SAFE_LENGTH = 14;
const EMPTY_AT = 2 ** 51;

/** Exact sum of amounts in cents. BigInt for every line is slow, so small amounts first gather in a safe integer. */
export class CentSum {
  private gathered = 0;
  private total = 0n;

  add(amount: string): void {
    if (amount.length > SAFE_LENGTH) {
      this.total += centsOf(amount);
      return;
    }
    this.gathered += smallCents(amount);
    if (this.gathered > EMPTY_AT || this.gathered < -EMPTY_AT) this.empty();
  }

  cents(): bigint {
    this.empty();
    return this.total;
  }

  private empty(): void {
    this.total += BigInt(this.gathered);
    this.gathered = 0;
  }
}

function smallCents(amount: string): number {
  let cents = 0;
  for (let at = 0; at < amount.length; at += 1) {
    const code = amount.charCodeAt(at);
    if (code >= ZERO && code <= NINE) cents = cents * 10 + code - ZERO;
  }
  return amount.charCodeAt(0) === MINUS ? -cents : cents;
}
