import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import type { TextEncoding } from './decode-file';
import { WholeChunks } from './utf8-chunks';

/** Turns chunks of bytes into text, and says so when the bytes are not text in the given encoding. */
export class TextDecoding {
  private readonly whole = new WholeChunks();
  private readonly decoder: TextDecoder;

  constructor(private readonly encoding: TextEncoding) {
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  /** The text that can be read so far; undefined when the bytes are not in this encoding. */
  next(chunk: Buffer): string | undefined {
    // Nearly all of a ledger is ASCII, and for that no decoding is needed at all.
    if (this.encoding === 'windows-1252') return isAscii(chunk) ? chunk.toString('latin1') : this.decode(chunk);
    if (this.encoding !== 'utf-8') return this.decode(chunk);
    const whole = this.whole.next(chunk);
    if (isAscii(whole)) return whole.toString('latin1');
    return isUtf8(whole) ? whole.toString('utf8') : undefined;
  }

  /** What was left over; undefined when the bytes ended halfway a character. */
  end(): string | undefined {
    if (this.encoding === 'utf-8') return this.whole.remainder().length === 0 ? '' : undefined;
    return this.decode(undefined);
  }

  private decode(chunk: Buffer | undefined): string | undefined {
    try {
      return chunk ? this.decoder.decode(chunk, { stream: true }) : this.decoder.decode();
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }
}
