/** Divides cents by weights so that the parts add up exactly; the last part takes what rounding leaves. */
export function splitByWeights(cents: bigint, weights: number[]): bigint[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  let left = cents;
  return weights.map((weight, index) => {
    const part = index === weights.length - 1 ? left : (cents * BigInt(weight)) / total;
    left -= part;
    return part;
  });
}

/** Cents of an amount such as `-1234.56`. */
export function centsOf(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is no amount`);
  const cents = BigInt(`${match[2]}${(match[3] ?? '').padEnd(2, '0')}`);
  return match[1] === '-' ? -cents : cents;
}

export function amountText(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}
