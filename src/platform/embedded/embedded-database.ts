import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClientConfig } from 'pg';
import { createDataDirectory } from './data-directory';
import { DatabaseThread } from './database-thread-handle';
import { DirectoryInUse, lockDirectory, SOCKET_NAME, type DirectoryLock } from './directory-lock';

export interface EmbeddedOptions {
  /** What to do when another process has the database open: talk to it, or refuse. The server refuses, a command attaches. */
  whenRunning?: 'attach' | 'refuse';
  /** How long a connection may sit idle in a transaction while others wait. */
  idleInTransactionMs?: number;
  /** Told about mistakes and about the loss of the database; each message is a sentence for the log. */
  warn?: (message: string) => void;
}

/** The embedded database, opened here or reached in the process that has it open. */
export interface EmbeddedDatabase {
  /** What the `pg` driver needs to connect. */
  readonly connection: ClientConfig;
  /** True when another process has the database open and this one only talks to it. */
  readonly attached: boolean;
  /** Writes everything to disk and closes. Connections must be closed before. */
  stop(): Promise<void>;
}

// Linux allows 107 bytes for the path of a socket, macOS 103.
const LONGEST_SOCKET_PATH = 103;
// Everything that the driver would otherwise take from PG… variables, which are meant for other databases.
const CONNECTION: ClientConfig = { user: 'postgres', database: 'postgres', password: '', ssl: false, options: '-c search_path=public' };

/**
 * Opens the embedded PostgreSQL in `dataDirectory/database`, which is created when it is not there yet.
 * Throws DirectoryInUse when another process has it open, unless `whenRunning` says to attach.
 */
export async function openEmbedded(dataDirectory: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const root = resolve(dataDirectory);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const socketDirectory = await socketDirectoryFor(root);
  let lock: DirectoryLock;
  try {
    lock = await lockDirectory(root, join(root, 'database.lock'), socketDirectory);
  } catch (error) {
    if (socketDirectory !== root) await rm(socketDirectory, { recursive: true, force: true });
    if (error instanceof DirectoryInUse && options.whenRunning === 'attach') return attach(error.holder.socketDirectory);
    throw error;
  }
  const cleanUp = async (): Promise<void> => {
    await rm(join(socketDirectory, SOCKET_NAME), { force: true });
    if (socketDirectory !== root) await rm(socketDirectory, { recursive: true, force: true });
    await lock.release();
  };
  try {
    return await openHere(root, socketDirectory, cleanUp, options);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function openHere(
  root: string,
  socketDirectory: string,
  cleanUp: () => Promise<void>,
  { idleInTransactionMs = 5000, warn = console.error }: EmbeddedOptions,
): Promise<EmbeddedDatabase> {
  const directory = join(root, 'database');
  await createDataDirectory(directory);
  const socket = join(socketDirectory, SOCKET_NAME);
  const thread = await DatabaseThread.start({ directory, socket, idleInTransactionMs }, warn);
  let stopped: Promise<void> | undefined;
  return {
    connection: { ...CONNECTION, stream: () => thread.connect() },
    attached: false,
    stop: () => (stopped ??= thread.stop().finally(cleanUp)),
  };
}

function attach(socketDirectory: string): EmbeddedDatabase {
  return { connection: { ...CONNECTION, host: socketDirectory, port: 5432 }, attached: true, stop: () => Promise.resolve() };
}

/** Beside the data, or in a private temporary folder when that path is too long for a socket. */
async function socketDirectoryFor(root: string): Promise<string> {
  return join(root, SOCKET_NAME).length <= LONGEST_SOCKET_PATH ? root : mkdtemp(join(tmpdir(), 'meter-'));
}
