import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { entryPoint } from '../entry-point';
import { ThreadConnection } from './thread-connection';
import type { DatabaseThreadData, FromDatabaseThread, ToDatabaseThread } from './thread-messages';

/** The main thread's side of the thread in which the database runs. */
export class DatabaseThread {
  private lost: Error | undefined;
  private ready = false;
  private stopping = false;

  private constructor(
    private readonly worker: Worker,
    private readonly warn: (message: string) => void,
  ) {
    worker.on('message', (message: FromDatabaseThread) => {
      if (message.type === 'warning') warn(message.message);
    });
    worker.on('error', (error) => (this.lost ??= error));
    worker.on('exit', () => this.ended());
  }

  /** Starts the thread and waits until the database takes connections. */
  static async start(data: DatabaseThreadData, warn: (message: string) => void): Promise<DatabaseThread> {
    const { file, execArgv } = entryPoint(__dirname, 'database-thread');
    const worker = new Worker(file, { workerData: data, execArgv });
    const thread = new DatabaseThread(worker, warn);
    await thread.nextMessage('ready');
    thread.ready = true;
    // From here on the open connections keep the process running, as sockets would.
    worker.unref();
    return thread;
  }

  /** A new connection, which the `pg` driver takes as its socket. */
  connect(): ThreadConnection {
    const closed = this.stopping ? new Error('the embedded database is closed') : undefined;
    return new ThreadConnection(this.worker, this.lost ?? closed);
  }

  /** Writes a checkpoint and ends the thread. */
  async stop(): Promise<void> {
    if (this.lost) return;
    this.stopping = true;
    // A thread that does not keep the process running would be cut off in the middle of closing.
    this.worker.ref();
    const exit = once(this.worker, 'exit');
    this.worker.postMessage({ type: 'stop' } satisfies ToDatabaseThread);
    await this.nextMessage('stopped');
    await exit;
  }

  private nextMessage(type: FromDatabaseThread['type']): Promise<void> {
    return new Promise((resolve, reject) => {
      const listen = (message: FromDatabaseThread): void => {
        if (message.type !== type) return;
        this.worker.off('message', listen);
        resolve();
      };
      this.worker.on('message', listen);
      this.worker.once('error', reject);
      this.worker.once('exit', (code) => reject(new Error(`the thread of the embedded database ended with code ${code}`)));
    });
  }

  private ended(): void {
    if (this.stopping || !this.ready) return;
    this.lost ??= new Error('the embedded database stopped unexpectedly');
    this.warn(`${this.lost.message}. No request can be served until the process is started again.`);
  }
}
