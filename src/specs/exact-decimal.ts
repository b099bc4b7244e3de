/** Exact decimal arithmetic on text and whole numbers: amounts never pass through floating point. */

export interface Decimal {
  digits: bigint;
  /** Number of digits behind the point. */
  scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

/** @throws RangeError when the text is no plain decimal number. */
export function decimal(text: string): Decimal {
  const match = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is no decimal number`);
  const fraction = match[3] ?? '';
  const digits = BigInt(`${match[2]}${fraction}`);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale];
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [left, right, scale] = align(a, b);
  return { digits: left + right, scale };
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b));
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function negate(a: Decimal): Decimal {
  return { digits: -a.digits, scale: a.scale };
}

export function absolute(a: Decimal): Decimal {
  return a.digits < 0n ? negate(a) : a;
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const [left, right] = align(a, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isZero(a: Decimal): boolean {
  return a.digits === 0n;
}

/** a / b, rounded half away from zero to `scale` digits. For showing a ratio; judging is done without division. */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  const [left, right] = align(a, b);
  if (right === 0n) throw new RangeError('division by zero');
  const numerator = left * 10n ** BigInt(scale) * 2n;
  const rounded = (absoluteOf(numerator) + absoluteOf(right)) / (absoluteOf(right) * 2n);
  return { digits: numerator < 0n !== right < 0n ? -rounded : rounded, scale };
}

function absoluteOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Rounded half away from zero to `scale` digits. */
export function round(a: Decimal, scale: number): Decimal {
  return a.scale <= scale ? a : divide(a, { digits: 1n, scale: 0 }, scale);
}

/** With exactly `scale` digits behind the point: rounded, or filled with zeros. */
export function withScale(a: Decimal, scale: number): Decimal {
  const rounded = round(a, scale);
  return { digits: rounded.digits * 10n ** BigInt(scale - rounded.scale), scale };
}

/** Plain text with all digits of the scale; there is no minus zero. */
export function format({ digits, scale }: Decimal): string {
  const text = absoluteOf(digits)
    .toString()
    .padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  return `${digits < 0n ? '-' : ''}${whole}${scale > 0 ? `.${text.slice(text.length - scale)}` : ''}`;
}

/** Without zeros at the end: 50000.000000 → 50000, 4.70 → 4.7. */
export function trimmed(a: Decimal): string {
  const text = format(a);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** For people: 1234567.5 → "1.234.567,5". */
export function dutch(text: string): string {
  const [whole = '', fraction] = text.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${text.startsWith('-') ? '-' : ''}${grouped}${fraction ? `,${fraction}` : ''}`;
}
