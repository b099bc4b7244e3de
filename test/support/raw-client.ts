import type { Duplex } from 'node:stream';
import { frontendMessage, queryMessage, startupMessage } from '../../src/platform/embedded/protocol';

/** Speaks the wire protocol message by message, to do what a well-behaved driver never does. */
export class RawClient {
  readonly received: { type: string; text: string }[] = [];
  closed = false;
  private rest = Buffer.alloc(0);
  private waiting: (() => void)[] = [];

  constructor(readonly stream: Duplex) {
    stream.on('data', (chunk: Buffer) => this.read(chunk));
    stream.on('error', () => undefined);
    stream.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static async connect(stream: Duplex, parameters: Record<string, string> = {}): Promise<RawClient> {
    const client = new RawClient(stream);
    stream.write(startupMessage({ user: 'postgres', database: 'postgres', ...parameters }));
    await client.until('Z');
    return client;
  }

  /** The unnamed statement, bound and executed; nothing that asks for an answer yet. */
  execute(sql: string): void {
    this.send('P', `\0${sql}\0\0\0`);
    this.send('B', '\0\0\0\0\0\0\0\0');
    this.send('E', '\0\0\0\0\0');
  }

  query(sql: string): void {
    this.stream.write(queryMessage(sql));
  }

  send(type: string, body = ''): void {
    this.stream.write(frontendMessage(type, Buffer.from(body, 'latin1')));
  }

  /** Waits for a message of this type and returns the types of all messages since the last call. */
  async until(type: string): Promise<string> {
    for (;;) {
      const at = this.received.findIndex((message) => message.type === type);
      if (at >= 0)
        return this.received
          .splice(0, at + 1)
          .map((message) => message.type)
          .join('');
      if (this.closed) throw new Error(`closed before ${type}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private read(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= 5 && this.rest.length > this.rest.readInt32BE(1)) {
      const end = this.rest.readInt32BE(1) + 1;
      this.received.push({ type: String.fromCharCode(this.rest[0] ?? 0), text: this.rest.toString('utf8', 5, end) });
      this.rest = this.rest.subarray(end);
    }
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
