// What the main thread and the thread of the database say to each other.

import type { MessagePort } from 'node:worker_threads';

/** What the thread is started with. */
export interface DatabaseThreadData {
  /** Where the database stands, and where it must be created first when it does not exist. */
  directory: string;
  /** Where other processes can connect. Absent for the thread that only creates a database. */
  socket?: string;
  idleInTransactionMs: number;
}

export type ToDatabaseThread = { type: 'connect'; port: MessagePort } | { type: 'stop' };

export type FromDatabaseThread = { type: 'ready' } | { type: 'warning'; message: string } | { type: 'stopped' };

/** Over the port of one connection: bytes, `taken` for bytes that were handled, and `end`. `pause` and `resume` go to the database only. */
export type PortMessage = Uint8Array | 'taken' | 'end' | 'pause' | 'resume';

/** Sends a copy of its own: a chunk is often a small view on a large buffer, and the whole buffer would be sent. */
export function postBytes(port: MessagePort, chunk: Uint8Array): void {
  const copy = new Uint8Array(chunk);
  port.postMessage(copy, [copy.buffer]);
}

/** The bytes of a message as a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
