import { UnrecoverableError, type Job as BullJob, type JobsOptions, type WorkerOptions } from 'bullmq';
import type { QueueConfig } from './config';
import type { Postgres } from './postgres';
import { openPostgresEngine, openRedisEngine, type BullQueue, type BullWorker, type QueueEngine } from './queue-engine';
import { FinalFailure, refusedJob, type Job, type JobHandler } from './queue-job';

export interface WorkOptions {
  /** How many jobs this process does at the same time. */
  concurrency?: number;
  /** How long a job may be silent before another process takes it over. A living worker reports well within this. */
  lockMs?: number;
}

export interface QueueOptions {
  /** Told about every error that has no caller: a lost connection, a failed job. */
  report?: (message: string, error: Error) => void;
  /** Keys in Redis start with this. */
  prefix?: string;
  /** How often a failed job is tried in all, and the pause before the second time, which doubles each time. */
  attempts?: number;
  backoffMs?: number;
}

type Payload = Pick<Job, 'ids'>;

const LIVE = ['waiting', 'active', 'delayed', 'prioritized', 'waiting-children'];
const DAY = 24 * 60 * 60;
const TIME_ZONE = 'Europe/Amsterdam';

/**
 * The bell between processes. It may lose everything at any moment: what has to be done follows from the database, and
 * housekeeping rings again. That also makes every handler one that may be called twice.
 */
export class Queue {
  private readonly queues = new Map<string, BullQueue>();
  private readonly workers: BullWorker[] = [];
  private readonly report: (message: string, error: Error) => void;
  private readonly jobOptions: JobsOptions;
  private closed: Promise<void> | undefined;

  constructor(
    private readonly engine: QueueEngine,
    { report = console.error, attempts = 6, backoffMs = 5000 }: QueueOptions,
  ) {
    this.report = report;
    this.jobOptions = {
      attempts,
      backoff: { type: 'exponential', delay: backoffMs },
      // Kept for a while so that the same ring is recognised, and to look at; the log of the service is in the database.
      // By age alone: counting them as well halves the speed of the queue in PostgreSQL.
      removeOnComplete: { age: DAY },
      removeOnFail: { age: 30 * DAY },
    };
  }

  /** Rings. Fails at once when the bell cannot be reached; the caller may ignore that, for housekeeping rings again. */
  async ring(queue: string, job: Job, { delayMs }: { delayMs?: number } = {}): Promise<void> {
    refuse(job);
    if (!this.engine.reachable()) throw new Error('the queue cannot be reached');
    await this.queueNamed(queue).add(job.step, { ids: job.ids }, { ...this.jobOptions, jobId: job.id, delay: delayMs });
  }

  /** True while this job waits or runs; ringing for the same thing again would only do it twice. */
  async live(queue: string, id: string): Promise<boolean> {
    if (!this.engine.reachable()) throw new Error('the queue cannot be reached');
    return LIVE.includes(await this.queueNamed(queue).getJobState(id));
  }

  /** Rings by the clock of the Netherlands, in cron notation; the same id replaces the former schedule. One ring for all processes together. */
  async schedule(queue: string, job: Job, cron: string): Promise<void> {
    refuse(job);
    const template = { name: job.step, data: { ids: job.ids }, opts: this.jobOptions };
    await this.queueNamed(queue).upsertJobScheduler(job.id, { pattern: cron, tz: TIME_ZONE }, template);
  }

  /** Starts to do the jobs of a queue in this process; resolves when it listens. */
  async work(queue: string, handler: JobHandler, { concurrency = 1, lockMs = 30_000 }: WorkOptions = {}): Promise<void> {
    const options: Omit<WorkerOptions, 'connection'> = {
      concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      // A job whose process is killed is not to blame; it is given up only when that keeps happening.
      maxStalledCount: 5,
    };
    const worker = this.engine.worker(queue, (job) => run(handler, job as BullJob<Payload>), options);
    worker.on('error', (error) => this.report(`queue ${queue}`, error));
    worker.on('failed', (job, error) => this.report(`queue ${queue}: job ${job?.id ?? 'unknown'} failed`, error));
    this.workers.push(worker);
    await worker.waitUntilReady();
  }

  /** Lets the running jobs finish, takes no new ones and lets go of all connections. */
  close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
    await this.engine.close();
  }

  private queueNamed(name: string): BullQueue {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.engine.queue(name);
    queue.on('error', (error) => this.report(`queue ${name}`, error));
    this.queues.set(name, queue);
    return queue;
  }
}

/** Opens the bell that the configuration names: in the database itself, or in Redis. */
export async function openQueue(config: QueueConfig, postgres: Postgres, options: QueueOptions = {}): Promise<Queue> {
  const report = options.report ?? console.error;
  const engine =
    config.kind === 'redis' ? await openRedisEngine(config.url, options.prefix, report) : await openPostgresEngine(postgres, report);
  return new Queue(engine, options);
}

async function run(handler: JobHandler, job: BullJob<Payload>): Promise<void> {
  const attempt = job.attemptsMade + 1;
  const rung = { id: job.id ?? '', step: job.name, ids: job.data.ids, attempt, lastAttempt: attempt >= (job.opts.attempts ?? 1) };
  try {
    await handler(rung);
  } catch (error) {
    if (error instanceof FinalFailure) throw new UnrecoverableError(error.message);
    throw error;
  }
}

function refuse(job: Job): void {
  const reason = refusedJob(job);
  if (reason) throw new Error(reason);
}
