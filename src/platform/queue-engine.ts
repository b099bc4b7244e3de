import { Queue, withBackend, Worker, type Processor, type WorkerOptions } from 'bullmq';
import { createPostgresBackend, runMigrations } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { Postgres } from './postgres';

export type BullQueue = Pick<Queue, 'add' | 'getJobState' | 'upsertJobScheduler' | 'close'> & ErrorSource;
export type BullWorker = Pick<Worker, 'waitUntilReady' | 'close'> &
  ErrorSource & { on(event: 'failed', listener: (job: { id?: string } | undefined, error: Error) => void): unknown };

interface ErrorSource {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Makes the queues and workers of BullMQ on one of its two back ends. */
export interface QueueEngine {
  queue(name: string): BullQueue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): BullWorker;
  /** False when a ring now would not be heard; BullMQ itself would wait for it without end. */
  reachable(): boolean;
  close(): Promise<void>;
}

type Report = (message: string, error: Error) => void;

const CONNECTIONS = 20;

/** The queue inside PostgreSQL, in tables of its own in the schema `bullmq`. */
export async function openPostgresEngine(postgres: Postgres, report: Report): Promise<QueueEngine> {
  const options = '-c search_path=bullmq';
  const pool = new Pool({ ...postgres.connection, options, max: CONNECTIONS, keepAlive: true, application_name: 'meter-queue' });
  // Every queue and worker listens to the pool they share.
  pool.setMaxListeners(50);
  pool.on('error', (error) => report('queue connection', error));
  await migrate(pool);
  const bull = withBackend(createPostgresBackend);
  return {
    queue: (name) => new bull.Queue(name, { connection: pool }),
    worker: (name, processor, workerOptions) => new bull.Worker(name, processor, { ...workerOptions, connection: pool }),
    reachable: () => true,
    close: () => pool.end(),
  };
}

async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}

/** The queue in Redis. */
export async function openRedisEngine(url: string, prefix = 'meter', report: Report): Promise<QueueEngine> {
  // Who rings wants to know at once that nobody hears it; who works waits until the bell is back.
  const ringing = await connect(new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true }), report);
  const working = await connect(new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true }), report);
  return {
    queue: (name) => new Queue(name, { connection: ringing, prefix }),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, connection: working, prefix }),
    reachable: () => ringing.status === 'ready',
    close: () => {
      ringing.disconnect();
      working.disconnect();
      return Promise.resolve();
    },
  };
}

async function connect(redis: Redis, report: Report): Promise<Redis> {
  let lastError: Error | undefined;
  const remember = (error: Error): void => void (lastError = error);
  redis.on('error', remember);
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new Error(`REDIS_URL: Redis cannot be reached (${lastError?.message ?? String(error)}).`, { cause: error });
  }
  redis.off('error', remember);
  return redis.on('error', (error) => report('queue connection', error));
}
