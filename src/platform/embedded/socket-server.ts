import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { rm } from 'node:fs/promises';
import type { Duplex } from 'node:stream';

const LAST_WORDS_MS = 500;

export interface SocketServer {
  close(): Promise<void>;
}

/** Lets other processes of the same user connect: the command line, psql. */
export async function serveSocket(path: string, connect: () => Duplex): Promise<SocketServer> {
  // Left behind by a process that was killed. Nobody listens on it: the lock on the directory is ours.
  await rm(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    join(socket, connect());
  });
  await listen(server, path);
  chmodSync(path, 0o600);
  return { close: () => closeServer(server, sockets) };
}

/** Takes no new connections from now on and ends when the present ones have; those that do not let go are cut off. */
function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const cutOff = setTimeout(() => sockets.forEach((socket) => socket.destroy()), LAST_WORDS_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
  });
}

function join(socket: Socket, connection: Duplex): void {
  socket.on('error', () => connection.destroy());
  socket.on('close', () => connection.destroy());
  connection.on('error', () => socket.destroy());
  socket.pipe(connection).pipe(socket);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}
