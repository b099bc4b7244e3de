import type { DataSource } from 'typeorm';
import { Clock } from './clock';
import type { Config } from './config';
import { openDatabase } from './database';
import { openFileStore, type FileStore } from './file-store';
import { openPostgres } from './postgres';
import { openQueue, type Queue, type QueueOptions } from './queue';

/** Everything of our own that a process opens, in one piece so that it is closed in the right order. */
export interface Platform {
  config: Config;
  clock: Clock;
  files: FileStore;
  dataSource: DataSource;
  queue: Queue;
  /** Lets running jobs finish and closes everything. Call it after `app.close()`. */
  close(): Promise<void>;
}

export interface PlatformOptions {
  /** The server refuses a data directory that another process has open; a command works in that process. */
  whenRunning?: 'attach' | 'refuse';
  /** Told about everything that goes wrong without a caller. */
  report?: (message: string, error?: Error) => void;
  clock?: Clock;
  queue?: QueueOptions;
}

/** Opens database, queue and file store as configured, and brings the tables up to date. */
export async function openPlatform(config: Config, options: PlatformOptions = {}): Promise<Platform> {
  const { report = console.error, whenRunning, clock = new Clock() } = options;
  const files = openFileStore(config.files);
  const postgres = await openPostgres(config.database, { whenRunning, warn: report });
  const closers: (() => Promise<void>)[] = [() => postgres.stop()];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const dataSource = await openDatabase(postgres);
    closers.push(async () => void (dataSource.isInitialized && (await dataSource.destroy())));
    const queue = await openQueue(config.queue, postgres, { report, ...options.queue });
    closers.push(() => queue.close());
    return { config, clock, files, dataSource, queue, close };
  } catch (error) {
    await close();
    throw error;
  }
}
