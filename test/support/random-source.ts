/** Whole numbers from a seed: the same seed gives the same numbers, so that a failing case can be run again. */
export class RandomSource {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0 || 1;
  }

  /** From 0 up to but not including `bound`. */
  below(bound: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % bound;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    const left = [...things];
    return things.map(() => left.splice(this.below(left.length), 1)[0] as T);
  }

  /** Parts of an amount, of any sign, that add up to it. */
  parts(amount: bigint, most = 4): bigint[] {
    const parts = Array.from({ length: this.below(most) }, () => BigInt(this.below(2_000_000) - 1_000_000));
    return [...parts, amount - parts.reduce((total, part) => total + part, 0n)];
  }
}
