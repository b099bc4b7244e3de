/** A stream of whole numbers that is the same on every machine: xorshift over 32 bits, no floating point. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0 || 1;
    for (let round = 0; round < 8; round++) this.next();
  }

  /** At least 0 and below `bound`. */
  below(bound: number): number {
    return this.next() % bound;
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  oneOf<T>(choices: readonly T[]): T | undefined {
    return choices[this.below(Math.max(1, choices.length))];
  }

  private next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return this.state >>> 0;
  }
}
