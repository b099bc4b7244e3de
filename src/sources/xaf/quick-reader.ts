import { INCOMPLETE, RecordScanner } from './record-scanner';
import type { XafReader, XafRecords } from './xaf-reader';

/** An element that is longer goes to the parser. */
const MAX_HELD = 1 << 16;

/**
 * Reads as XafReader does, several times as fast: plain leaves and records are scanned, all other text goes to the parser.
 * The parser skips parts, so a place in its errors means nothing: read again with XafReader alone to learn it.
 */
export class QuickReader {
  private readonly scanner: RecordScanner;
  private held = '';

  constructor(
    private readonly reader: XafReader,
    records: XafRecords,
  ) {
    this.scanner = new RecordScanner(records);
  }

  write(chunk: string): void {
    const text = this.held + chunk;
    this.held = '';
    this.scanner.begin(text);
    let at = 0;
    while (at < text.length) {
      const parent = this.reader.between;
      at = parent === undefined ? this.parse(text, at) : this.scanOrParse(text, at);
    }
  }

  end(): void {
    if (this.held !== '') this.reader.write(this.held);
    this.reader.end();
  }

  private scanOrParse(text: string, from: number): number {
    const { between } = this.reader;
    const at = this.scanner.skipSpace(from);
    if (between === undefined || at === text.length) return at;
    const end = this.scanner.scan(between, at);
    if (end >= 0) return end;
    if (end === INCOMPLETE && text.length - at <= MAX_HELD) {
      this.held = text.slice(at);
      return text.length;
    }
    return this.parse(text, at);
  }

  /** Up to and including the next ">", the only sign at which the parser can have finished a tag. */
  private parse(text: string, from: number): number {
    const greater = text.indexOf('>', from);
    const end = greater < 0 ? text.length : greater + 1;
    this.reader.write(text.slice(from, end));
    return end;
  }
}
