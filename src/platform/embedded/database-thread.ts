// The thread in which the embedded database runs. On the main thread a heavy query would stop everything else.

import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Multiplexer } from './multiplexer';
import { serveSocket, type SocketServer } from './socket-server';
import {
  bufferOf,
  postBytes,
  type DatabaseThreadData,
  type FromDatabaseThread,
  type PortMessage,
  type ToDatabaseThread,
} from './thread-messages';
import type { VirtualConnection } from './virtual-connection';

function tell(message: FromDatabaseThread): void {
  parentPort?.postMessage(message);
}

/** Joins a connection of the multiplexer to the port of its client. */
function join(connection: VirtualConnection, port: MessagePort): void {
  connection.on('data', (chunk: Buffer) => postBytes(port, chunk));
  connection.on('end', () => port.postMessage('end' satisfies PortMessage));
  connection.on('close', () => port.close());
  connection.on('error', () => port.close());
  port.on('close', () => connection.destroy());
  port.on('message', (message: PortMessage) => {
    if (message === 'end') connection.end();
    else if (message === 'pause') connection.pause();
    else if (message === 'resume') connection.resume();
    else if (typeof message !== 'string') connection.write(bufferOf(message), () => port.postMessage('taken' satisfies PortMessage));
  });
}

async function main({ directory, socket, idleInTransactionMs }: DatabaseThreadData): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create({ dataDir: directory });
  const fatal = (error: Error): void => {
    // Thrown outside every promise, so that it ends the thread and reaches the main thread as its error.
    setImmediate(() => {
      throw error;
    });
  };
  const multiplexer = new Multiplexer(database, { idleInTransactionMs, warn: (message) => tell({ type: 'warning', message }), fatal });
  await multiplexer.start();
  const server: SocketServer | undefined = socket ? await serveSocket(socket, () => multiplexer.connect()) : undefined;

  parentPort?.on('message', (message: ToDatabaseThread) => {
    if (message.type === 'connect') join(multiplexer.connect(), message.port);
    else void stop();
  });
  tell({ type: 'ready' });

  async function stop(): Promise<void> {
    const noNewClients = server?.close();
    await multiplexer.close();
    await noNewClients;
    await database.exec('CHECKPOINT');
    await database.close();
    tell({ type: 'stopped' });
    // Ends this thread only, also when a client still holds its port.
    process.exit(0);
  }
}

void main(workerData as DatabaseThreadData);
