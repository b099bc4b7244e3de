const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;

export interface WantedRecord {
  /** 1 is the first record that counts. */
  record: number;
  /** Does an empty line count as a record? */
  empty: boolean;
  /** Lines of the file to pass over first. */
  skip?: number;
  delimiter: string;
}

/** Finds the line of a delimited text on which a record begins: line breaks inside quotes make the two differ. */
export class RecordLines {
  private line = 1;
  private seen = 0;
  private starts = true;
  private fieldStarts = true;
  private quoted = false;
  private previous = 0;
  private readonly delimiter: number;

  constructor(private readonly wanted: WantedRecord) {
    this.delimiter = wanted.delimiter.charCodeAt(0);
  }

  /** The line, as soon as the record has been seen. */
  push(chunk: Uint8Array): number | undefined {
    for (const byte of chunk) {
      if (this.isWanted(byte)) return this.line;
      this.step(byte);
      this.previous = byte;
    }
    return undefined;
  }

  private isWanted(byte: number): boolean {
    if (!this.starts || this.insideLineBreak(byte) || this.line <= (this.wanted.skip ?? 0)) return false;
    if (byte !== NEWLINE && byte !== RETURN) this.starts = false;
    else if (!this.wanted.empty) return false;
    this.seen += 1;
    return this.seen === this.wanted.record;
  }

  private step(byte: number): void {
    if (this.insideLineBreak(byte)) return;
    if (byte === NEWLINE || byte === RETURN) {
      this.line += 1;
      if (!this.quoted) this.starts = this.fieldStarts = true;
    } else if (this.quoted) {
      if (byte === QUOTE) this.quoted = false;
    } else if (byte === QUOTE) {
      // A quote opens at the start of a field, or directly behind one that closed: then it was a doubled quote.
      this.quoted = this.fieldStarts || this.previous === QUOTE;
      this.fieldStarts = false;
    } else if (byte === this.delimiter) this.fieldStarts = true;
    else if (byte !== SPACE) this.fieldStarts = false;
  }

  /** The second byte of CR LF belongs to the line that has just ended. */
  private insideLineBreak(byte: number): boolean {
    return byte === NEWLINE && this.previous === RETURN;
  }
}
