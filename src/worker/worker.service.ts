import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from '../platform/queue';
import { STEP_QUEUE } from '../reports/bell.service';
import { Housekeeping } from './housekeeping.processor';
import { ReportStepProcessor } from './report-step.processor';

export interface WorkerOptions {
  /** Reports at the same time in this process. */
  concurrency?: number;
  /** How long a step may be silent before another process takes it over. */
  lockMs?: number;
  /** Told when the clockwork itself fails; steps show their own failures. */
  report?: (message: string, error: Error) => void;
}

const HOUSEKEEPING_QUEUE = 'housekeeping';
const EVERY_MINUTE = '* * * * *';
const RESCHEDULE_MS = 60_000;

/** The part of a process that does the work. */
@Injectable()
export class WorkerService implements OnApplicationShutdown {
  private clockwork?: NodeJS.Timeout;

  constructor(
    private readonly queue: Queue,
    private readonly steps: ReportStepProcessor,
    private readonly housekeeping: Housekeeping,
  ) {}

  /** Starts to listen, and picks up what was left lying. The platform closes the queue, which lets running steps finish. */
  async start({ concurrency = 2, lockMs, report = console.error }: WorkerOptions = {}): Promise<void> {
    await this.queue.work(STEP_QUEUE, (job) => this.steps.process(job), { concurrency, lockMs });
    await this.queue.work(HOUSEKEEPING_QUEUE, async () => void (await this.housekeeping.run()));
    await this.schedule();
    await this.housekeeping.run();
    // An emptied Redis has lost the schedule too.
    this.clockwork = setInterval(() => void this.schedule().catch((error: Error) => report('housekeeping', error)), RESCHEDULE_MS);
    this.clockwork.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.clockwork);
  }

  private async schedule(): Promise<void> {
    await this.queue.schedule(HOUSEKEEPING_QUEUE, { id: 'ring-again', step: 'ring-again', ids: {} }, EVERY_MINUTE);
  }
}
