/** Gives a repeat its ordinal ("15#2"); remembers the last ordinal, so that a million repeats stay fast. */
class Ordinals {
  private readonly last = new Map<string, number>();

  firstFree(plain: string, taken: Set<string>): string {
    let ordinal = this.last.get(plain) ?? 1;
    let identity = plain;
    while (taken.has(identity)) {
      ordinal += 1;
      identity = `${plain}#${ordinal}`;
    }
    if (ordinal > 1) this.last.set(plain, ordinal);
    return identity;
  }
}

/**
 * Transaction numbers repeat over journals and even within one; line numbers may start again within a transaction.
 * Every transaction and every line keeps an identity of its own.
 */
export class TransactionIdentities {
  private readonly seen = new Set<string>();
  private readonly ordinals = new Ordinals();

  next(journal: string, number: string): string {
    const plain = `${journal}/${number}`;
    const identity = this.seen.has(plain) ? this.ordinals.firstFree(plain, this.seen) : plain;
    this.seen.add(identity);
    return identity;
  }
}

/** Line numbers of one transaction. They nearly always ascend, and then nothing needs to be looked up. */
export class LineIdentities {
  private readonly given: string[] = [];
  private last = '';
  private seen: Set<string> | undefined;
  private ordinals = new Ordinals();

  /** For the next transaction. */
  restart(): void {
    this.given.length = 0;
    this.last = '';
    if (this.seen === undefined) return;
    this.seen = undefined;
    this.ordinals = new Ordinals();
  }

  next(number: string): string {
    const plain = number === '' ? String(this.given.length + 1) : number;
    let identity = plain;
    if (this.seen !== undefined || !ascends(this.last, plain)) {
      this.seen ??= new Set(this.given);
      identity = this.ordinals.firstFree(plain, this.seen);
      this.seen.add(identity);
    }
    this.last = identity;
    this.given.push(identity);
    return identity;
  }
}

/** Longer, or as long and later in the alphabet: a strict order, so a number that ascends cannot have been given before. */
function ascends(last: string, next: string): boolean {
  // Comparing strings is slow; most line numbers are one digit.
  if (next.length === 1 && last.length === 1) return next.charCodeAt(0) > last.charCodeAt(0);
  return next.length > last.length || (next.length === last.length && next > last);
}
