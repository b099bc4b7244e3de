const NEWLINE = 10;
const RETURN = 13;

/** Which line ends a text uses. */
export class LineEnds {
  private readonly kinds = new Set<string>();

  add(kind: 'CR LF' | 'LF' | 'CR'): void {
    this.kinds.add(kind);
  }

  get mixed(): boolean {
    return this.kinds.size > 1;
  }
}

/** The same text with LF at every line end, also inside quotes, and which line ends it had. */
export async function* evenLineEnds(chunks: AsyncIterable<Buffer>, ends: LineEnds): AsyncGenerator<Buffer> {
  let open = false;
  for await (const chunk of chunks) {
    const even = Buffer.allocUnsafe(chunk.length);
    let length = 0;
    for (const byte of chunk) {
      if (byte === NEWLINE) ends.add(open ? 'CR LF' : 'LF');
      else if (open) ends.add('CR');
      // The LF of a CR LF was written at its CR.
      if (byte === RETURN) even[length++] = NEWLINE;
      else if (byte !== NEWLINE || !open) even[length++] = byte;
      open = byte === RETURN;
    }
    yield even.subarray(0, length);
  }
  if (open) ends.add('CR');
}
