const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;

/** Notices the first line break inside quotes while the bytes of a file pass by. Text without quotes costs nothing. */
export class QuotedBreaks {
  found = false;
  private quoted = false;
  private before = NEWLINE;
  private readonly delimiter: number;

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  push(chunk: Buffer): void {
    if (this.found) return;
    let at = 0;
    for (;;) {
      const quote = chunk.indexOf(QUOTE, at);
      if (this.quoted && hasBreak(chunk, at, quote < 0 ? chunk.length : quote)) this.found = true;
      if (quote < 0 || this.found) break;
      this.quoted = !this.quoted && this.opens(chunk[quote - 1] ?? this.before);
      at = quote + 1;
    }
    this.before = chunk[chunk.length - 1] ?? this.before;
  }

  /** A quote in the middle of a text is only a sign of inches. */
  private opens(before: number): boolean {
    return before === this.delimiter || before === QUOTE || before === NEWLINE || before === RETURN || before === SPACE;
  }
}

function hasBreak(chunk: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (chunk[at] === NEWLINE || chunk[at] === RETURN) return true;
  return false;
}
