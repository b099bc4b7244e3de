import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';

// Suites that need these services fail when they are absent; they never skip.
const POSTGRES = process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres';
export const TEST_REDIS_URL = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

export interface ServiceDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own on the PostgreSQL of TEST_DATABASE_URL. */
export async function createServiceDatabase(): Promise<ServiceDatabase> {
  const name = `meter_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(POSTGRES);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** A prefix of its own in the Redis of TEST_REDIS_URL. */
export function newRedisPrefix(): string {
  return `meter-test-${randomUUID()}`;
}

/** Removes the keys of one prefix and leaves all others alone. */
export async function dropRedisPrefix(prefix: string): Promise<void> {
  const redis = new Redis(TEST_REDIS_URL);
  for await (const keys of redis.scanStream({ match: `${prefix}:*` }) as AsyncIterable<string[]>)
    if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}

async function onServer(sql: string): Promise<void> {
  const client = new Client({ connectionString: POSTGRES });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
