import { isUtf8 } from 'node:buffer';

/** How many bytes of the chunk form whole characters; a character that is cut off by the border stays behind. */
export function wholeCharacters(chunk: Buffer): number {
  const end = chunk.length;
  for (let back = 1; back <= 3 && back <= end; back += 1) {
    const byte = chunk[end - back] ?? 0;
    if (byte < 0x80) return end;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? end - back : end;
  }
  return end;
}

/** Gives out chunks that never end halfway a character. */
export class WholeChunks {
  private rest: Buffer = Buffer.alloc(0);

  next(chunk: Buffer): Buffer {
    const joined = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const cut = wholeCharacters(joined);
    // A copy, because the reader uses the memory of a chunk again.
    this.rest = cut === joined.length ? Buffer.alloc(0) : Buffer.from(joined.subarray(cut));
    return joined.subarray(0, cut);
  }

  /** Bytes of a character that never came; empty when the text ended well. */
  remainder(): Buffer {
    return this.rest;
  }
}

/** Tells whether a stream of chunks is UTF-8 as a whole. */
export class Utf8Check {
  private readonly whole = new WholeChunks();
  private valid = true;

  push(chunk: Buffer): void {
    if (this.valid) this.valid = isUtf8(this.whole.next(chunk));
  }

  end(): boolean {
    return this.valid && this.whole.remainder().length === 0;
  }
}
