import { textAt } from './protocol';

/** What one stretch of work of the backend says beside its rows. */
export interface ReplyListener {
  /** Whole messages for the connection whose turn it is, in order. */
  reply(bytes: Buffer): void;
  /** A notification: the message and its channel. */
  notification(channel: string, message: Buffer): void;
  /** A setting of the session changed. */
  setting(name: string, value: string): void;
}

const READY_FOR_QUERY = 0x5a;
const NOTIFICATION = 0x41;
const PARAMETER_STATUS = 0x53;
const COPY_IN = 0x47;
const EMPTY = Buffer.alloc(0);

/** Reads the reply stream of one unit: passes it on, cuts out notifications and remembers the transaction status. */
export class ReplyScanner {
  /** I = idle, T = in a transaction, E = in a failed transaction; undefined until the backend is ready again. */
  status: string | undefined;
  private rest: Buffer = EMPTY;
  private runStart = 0;

  constructor(
    private readonly listener: ReplyListener,
    /** The connection was told to send its COPY data before the backend asked for it. */
    private readonly copyAnswered: boolean,
  ) {}

  /** Takes bytes from the backend's own memory, which are copied before they are passed on. */
  push(data: Uint8Array): void {
    const chunk = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    let at = 0;
    this.runStart = 0;
    while (bytes.length - at >= 5) {
      const end = at + bytes.readInt32BE(at + 1) + 1;
      if (end > bytes.length) break;
      this.look(bytes, at, end);
      at = end;
    }
    this.passOn(bytes, at, at);
    this.rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : EMPTY;
  }

  private look(bytes: Buffer, start: number, end: number): void {
    const type = bytes[start];
    if (type === READY_FOR_QUERY) {
      this.status = String.fromCharCode(bytes[start + 5] ?? 0);
    } else if (type === NOTIFICATION) {
      this.passOn(bytes, start, end);
      this.listener.notification(textAt(bytes, start + 9), Buffer.from(bytes.subarray(start, end)));
    } else if (type === COPY_IN && this.copyAnswered) {
      this.passOn(bytes, start, end);
    } else if (type === PARAMETER_STATUS) {
      const name = textAt(bytes, start + 5);
      this.listener.setting(name, textAt(bytes, start + 6 + Buffer.byteLength(name)));
    }
  }

  /** Hands over what came before `end` and goes on after `next`. */
  private passOn(bytes: Buffer, end: number, next: number): void {
    if (end > this.runStart) this.listener.reply(Buffer.from(bytes.subarray(this.runStart, end)));
    this.runStart = next;
  }
}
