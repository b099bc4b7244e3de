import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseConfig, QueueConfig } from '../../src/platform/config';
import type { Postgres } from '../../src/platform/postgres';
import { openQueue, type Queue, type QueueOptions } from '../../src/platform/queue';
import { FinalFailure, type Job, type RungJob } from '../../src/platform/queue-job';
import { TestProcess } from './processes';

export interface QueueSetUp {
  database: DatabaseConfig;
  queue: QueueConfig;
  prefix: string;
}

/** What every queue must do, whatever it runs on. */
export function queueContract(setUp: () => QueueSetUp & { postgres: Postgres }): void {
  const opened: Queue[] = [];
  const errors: string[] = [];
  let name = '';
  let number = 0;

  beforeEach(() => {
    number += 1;
    name = `steps-${number}`;
    errors.length = 0;
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  });

  async function newQueue(options: QueueOptions = {}): Promise<Queue> {
    const { queue, postgres, prefix } = setUp();
    const made = await openQueue(queue, postgres, { prefix, report: (message) => errors.push(message), backoffMs: 20, ...options });
    opened.push(made);
    return made;
  }

  /** A handler that remembers what it got. */
  function recorder(act: (job: RungJob) => Promise<void> = () => Promise.resolve()): {
    done: RungJob[];
    handle: (job: RungJob) => Promise<void>;
  } {
    const done: RungJob[] = [];
    const handle = async (job: RungJob): Promise<void> => {
      done.push(job);
      await act(job);
    };
    return { done, handle };
  }

  const job = (id: string): Job => ({ id, step: 'generate', ids: { reportId: id, version: '3' } });

  it('hands a job to a worker, with its step and ids', async () => {
    const queue = await newQueue();
    const { done, handle } = recorder();
    await queue.work(name, handle);
    await queue.ring(name, job('report-1'));
    await until(() => done.length === 1);
    expect(done).toEqual([{ ...job('report-1'), attempt: 1, lastAttempt: false }]);
  });

  it('keeps jobs until a worker comes', async () => {
    await (await newQueue()).ring(name, job('report-1'));
    const { done, handle } = recorder();
    await (await newQueue()).work(name, handle);
    await until(() => done.length === 1);
  });

  it('does a job once that is rung twice under the same id', async () => {
    const queue = await newQueue();
    await Promise.all([queue.ring(name, job('report-1')), queue.ring(name, job('report-1'))]);
    const { done, handle } = recorder();
    await queue.work(name, handle);
    await until(() => done.length === 1);
    await queue.ring(name, job('report-1'));
    await queue.ring(name, job('report-2'));
    await until(() => done.some(({ id }) => id === 'report-2'));
    expect(done.map(({ id }) => id)).toEqual(['report-1', 'report-2']);
  });

  it('does every job once when several workers share the work', async () => {
    const queue = await newQueue();
    const [a, b] = [recorder(() => delay(5)), recorder(() => delay(5))];
    await queue.work(name, a.handle, { concurrency: 5 });
    await (await newQueue()).work(name, b.handle, { concurrency: 5 });
    const ids = Array.from({ length: 60 }, (_, at) => `report-${at}`);
    await Promise.all(ids.map((id) => queue.ring(name, job(id))));
    await until(() => a.done.length + b.done.length >= 60);
    expect([...a.done, ...b.done].map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(Math.min(a.done.length, b.done.length)).toBeGreaterThan(0);
  });

  it('never does more at the same time than asked', async () => {
    const queue = await newQueue();
    let [now, most] = [0, 0];
    const { done, handle } = recorder(async () => {
      now += 1;
      most = Math.max(most, now);
      await delay(10);
      now -= 1;
    });
    await queue.work(name, handle, { concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, (_, at) => queue.ring(name, job(`report-${at}`))));
    await until(() => done.length === 20);
    expect(most).toBe(3);
  });

  it('tries a failed job again, and says at the last time that it is the last', async () => {
    const queue = await newQueue({ attempts: 3 });
    const { done, handle } = recorder(() => Promise.reject(new Error('the source is away')));
    await queue.work(name, handle);
    await queue.ring(name, job('report-1'));
    await until(() => done.length === 3);
    await delay(150);
    expect(done.map(({ attempt, lastAttempt }) => [attempt, lastAttempt])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(errors).toHaveLength(3);
  });

  it('does not try again what is final', async () => {
    const queue = await newQueue();
    const { done, handle } = recorder(() => Promise.reject(new FinalFailure('the receiver refuses')));
    await queue.work(name, handle);
    await queue.ring(name, job('report-1'));
    await until(() => errors.length === 1);
    await delay(150);
    expect(done).toHaveLength(1);
  });

  it('gives a job whose process was killed to another worker, and does not count that as a failure', async () => {
    const lockMs = 1000;
    const { database, queue: config, prefix } = setUp();
    const victim = new TestProcess('queue-process.ts', [JSON.stringify({ database, queue: config, prefix, name, lockMs })]);
    await victim.says('listening');
    const queue = await newQueue();
    await queue.ring(name, job('report-1'));
    await victim.says('started');
    await victim.kill();
    const { done, handle } = recorder();
    await queue.work(name, handle, { lockMs });
    await until(() => done.length === 1, 15_000);
    expect(done[0]).toMatchObject({ id: 'report-1', attempt: 1 });
  });

  it('finishes the running job before it closes, and takes no other', async () => {
    const [queue, worker] = [await newQueue(), await newQueue()];
    let finished = 0;
    const { done, handle } = recorder(async () => {
      await delay(200);
      finished += 1;
    });
    await worker.work(name, handle);
    await queue.ring(name, job('report-1'));
    await queue.ring(name, job('report-2'));
    await until(() => done.length === 1);
    await worker.close();
    expect([done.length, finished]).toEqual([1, 1]);
  });

  it('rings by the clock, once for all processes', async () => {
    const [queue, other] = [await newQueue(), await newQueue()];
    const { done, handle } = recorder();
    await queue.schedule(name, job('reconcile'), '* * * * * *');
    await other.schedule(name, job('reconcile'), '* * * * * *');
    await queue.work(name, handle);
    await other.work(name, handle);
    await until(() => done.length >= 2);
    const seconds = done.map(({ id }) => id);
    expect(new Set(seconds).size).toBe(seconds.length);
    expect(done[0]).toMatchObject({ step: 'generate', ids: job('reconcile').ids });
  });

  it.each<[string, Job]>([
    ['a colon in the id', { id: 'a:b', step: 'generate', ids: {} }],
    ['an id of digits alone', { id: '12', step: 'generate', ids: {} }],
    ['a name', { id: 'a', step: 'generate', ids: { who: 'Jan de Vries' } }],
    ['an amount', { id: 'a', step: 'generate', ids: { amount: '1234.50' } }],
  ])('refuses a job with %s', async (_what, wrong) => {
    await expect((await newQueue()).ring(name, wrong)).rejects.toThrow(/cannot be|ids only/);
  });
}

async function until(condition: () => boolean, milliseconds = 8000): Promise<void> {
  const start = Date.now();
  while (!condition()) {
    if (Date.now() - start > milliseconds) throw new Error('waited in vain');
    await delay(10);
  }
}
