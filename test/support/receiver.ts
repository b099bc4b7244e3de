import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Delivered {
  key: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** What the receiver does with the next request; without one it accepts. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: string }
  /** Takes the file and never answers. */
  | 'silent'
  /** Takes the file and breaks the line. */
  | 'hang-up';

/** A real HTTP server that plays a receiver: it takes a package once per key and gives the same receipt again for the same key. */
export class Receiver {
  readonly requests: Delivered[] = [];
  /** Packages that it has, by key. */
  readonly taken = new Map<string, { receipt: string; body: Buffer }>();
  private faults: Fault[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void receiver.receive(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/aanleveren`;
  }

  next(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const key = String(request.headers['idempotency-key']);
    this.requests.push({ key, headers: request.headers, body });
    const fault = this.faults.shift();
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { 'Content-Type': 'text/plain', ...fault.headers }).end(fault.body ?? `fout ${fault.status}`);
      return;
    }
    const known = this.taken.get(key) ?? { receipt: `R-${this.taken.size + 1}`, body };
    this.taken.set(key, known);
    if (fault === 'silent') return;
    if (fault === 'hang-up') return void request.socket.destroy();
    response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ ontvangstnummer: known.receipt }));
  }
}
