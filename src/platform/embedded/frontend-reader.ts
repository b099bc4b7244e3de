import { PROTOCOL_3 } from './protocol';

export type FrontendMessage =
  | { kind: 'encryption-request' }
  | { kind: 'cancel-request' }
  | { kind: 'startup'; parameters: Map<string, string> }
  | { kind: 'message'; type: string; bytes: Buffer };

const ENCRYPTION_REQUESTS = [80877103, 80877104];
const CANCEL_REQUEST = 80877102;
const LARGEST_STARTUP = 10_000;
const EMPTY = Buffer.alloc(0);

/** Cuts the byte stream of one client into whole messages. */
export class FrontendReader {
  private rest: Buffer = EMPTY;
  private started = false;

  /** Adds a chunk and returns the messages that are complete now. Throws when the client does not speak PostgreSQL. */
  read(chunk: Buffer): FrontendMessage[] {
    this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const messages: FrontendMessage[] = [];
    for (let message = this.next(); message; message = this.next()) messages.push(message);
    return messages;
  }

  private next(): FrontendMessage | undefined {
    return this.started ? this.nextMessage() : this.nextStartup();
  }

  private nextMessage(): FrontendMessage | undefined {
    if (this.rest.length < 5) return undefined;
    const length = this.rest.readInt32BE(1) + 1;
    if (length < 5) throw new Error('the client sent a message without a length');
    const bytes = this.take(length);
    return bytes && { kind: 'message', type: String.fromCharCode(bytes[0] ?? 0), bytes };
  }

  private nextStartup(): FrontendMessage | undefined {
    if (this.rest.length < 8) return undefined;
    const length = this.rest.readInt32BE(0);
    const code = this.rest.readInt32BE(4);
    if (length < 8 || length > LARGEST_STARTUP) throw new Error('the client does not speak the PostgreSQL protocol');
    const bytes = this.take(length);
    if (!bytes) return undefined;
    if (ENCRYPTION_REQUESTS.includes(code)) return { kind: 'encryption-request' };
    if (code === CANCEL_REQUEST) return { kind: 'cancel-request' };
    if (code >> 16 !== PROTOCOL_3 >> 16) throw new Error('the client asks for an unknown version of the PostgreSQL protocol');
    this.started = true;
    return { kind: 'startup', parameters: startupParameters(bytes.toString('utf8', 8)) };
  }

  /** The next `length` bytes as a copy, because the chunk they came in may be reused by its owner. */
  private take(length: number): Buffer | undefined {
    if (this.rest.length < length) return undefined;
    const bytes = Buffer.from(this.rest.subarray(0, length));
    this.rest = this.rest.subarray(length);
    return bytes;
  }
}

function startupParameters(body: string): Map<string, string> {
  const parts = body.split('\0');
  const parameters = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length && parts[at]; at += 2) parameters.set(parts[at] ?? '', parts[at + 1] ?? '');
  return parameters;
}
