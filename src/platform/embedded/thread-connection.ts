import { Duplex } from 'node:stream';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { bufferOf, postBytes, type PortMessage, type ToDatabaseThread } from './thread-messages';

/** The client's end of a connection to the database in its thread. To the `pg` driver it is a socket. */
export class ThreadConnection extends Duplex {
  private readonly port: MessagePort;
  private paused = false;
  private ended = false;
  private written: ((error?: Error | null) => void) | undefined;

  constructor(
    worker: Worker,
    /** Why no connection can be made any more; reported the way a socket would. */
    private readonly refusal?: Error,
  ) {
    super({ allowHalfOpen: false });
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.on('message', (message: PortMessage) => this.receive(message));
    port1.on('close', () => this.lostContact());
    if (!refusal) worker.postMessage({ type: 'connect', port: port2 } satisfies ToDatabaseThread, [port2]);
  }

  /** There is nothing to connect to; the driver waits for the event all the same. */
  connect(): this {
    process.nextTick(() => (this.refusal ? this.destroy(this.refusal) : this.emit('connect')));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  /** Nothing can get lost between two threads, so there is nothing to keep alive. */
  setKeepAlive(): this {
    return this;
  }

  /** Keeps the process running while this connection is open. */
  ref(): this {
    this.port.ref();
    return this;
  }

  /** Lets the process end although this connection is open. */
  unref(): this {
    this.port.unref();
    return this;
  }

  override _read(): void {
    if (!this.paused) return;
    this.paused = false;
    this.port.postMessage('resume');
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.written = done;
    postBytes(this.port, chunk);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.port.postMessage('end');
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.port.postMessage('end');
    this.port.close();
    done(error);
  }

  private receive(message: PortMessage): void {
    if (message === 'taken') this.taken();
    else if (message === 'end') this.endOfReplies();
    else if (typeof message !== 'string' && !this.push(bufferOf(message))) this.pauseOther();
  }

  private pauseOther(): void {
    this.paused = true;
    this.port.postMessage('pause');
  }

  private endOfReplies(): void {
    this.ended = true;
    this.push(null);
  }

  private taken(): void {
    const done = this.written;
    this.written = undefined;
    done?.();
  }

  private lostContact(): void {
    if (!this.ended) this.destroy(new Error('the embedded database stopped'));
    this.taken();
  }
}
