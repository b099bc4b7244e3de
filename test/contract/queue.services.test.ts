import { setTimeout as delay } from 'node:timers/promises';
import { openPostgres, type Postgres } from '../../src/platform/postgres';
import { openQueue } from '../../src/platform/queue';
import { BreakableLine } from '../support/breakable-line';
import { queueContract } from '../support/queue-contract';
import { createServiceDatabase, dropRedisPrefix, newRedisPrefix, TEST_REDIS_URL, type ServiceDatabase } from '../support/services';

let database: ServiceDatabase;
let postgres: Postgres;
const prefix = newRedisPrefix();

beforeAll(async () => {
  database = await createServiceDatabase();
  postgres = await openPostgres({ kind: 'postgres', url: database.url });
});

afterAll(async () => {
  await database.drop();
  await dropRedisPrefix(prefix);
});

describe('the queue in PostgreSQL', () => {
  queueContract(() => ({ database: { kind: 'postgres', url: database.url }, queue: { kind: 'postgres' }, prefix, postgres }));
});

describe('the queue in Redis', () => {
  queueContract(() => ({
    database: { kind: 'postgres', url: database.url },
    queue: { kind: 'redis', url: TEST_REDIS_URL },
    prefix,
    postgres,
  }));

  it('says at once that Redis cannot be reached', async () => {
    await expect(openQueue({ kind: 'redis', url: 'redis://127.0.0.1:1' }, postgres)).rejects.toThrow('Redis cannot be reached');
  });

  it('fails a ring at once while Redis is away, and works again when it is back', async () => {
    const line = await BreakableLine.to(TEST_REDIS_URL);
    const errors: string[] = [];
    const queue = await openQueue({ kind: 'redis', url: line.url }, postgres, { prefix, report: (message) => errors.push(message) });
    const done: string[] = [];
    await queue.work('outage', ({ id }) => Promise.resolve(void done.push(id)));
    await queue.ring('outage', { id: 'before', step: 'generate', ids: {} });
    while (done.length === 0) await delay(10);
    line.break();
    while (errors.length === 0) await delay(10);
    const start = Date.now();
    await expect(queue.ring('outage', { id: 'during', step: 'generate', ids: {} })).rejects.toThrow();
    expect(Date.now() - start).toBeLessThan(2000);
    line.mend();
    while (!done.includes('after')) {
      await delay(100);
      await queue.ring('outage', { id: 'after', step: 'generate', ids: {} }).catch(() => undefined);
    }
    expect(done).toEqual(['before', 'after']);
    expect(errors.length).toBeGreaterThan(0);
    await queue.close();
    await line.close();
  });
});
