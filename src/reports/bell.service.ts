import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { Queue } from '../platform/queue';
import { Ring } from './ring.entity';
import type { Step } from './report-status';

export const STEP_QUEUE = 'report-steps';

/** What is to be looked at: a report, its version, and the step. */
export interface Due {
  reportId: string;
  version: number;
  step: Step;
}

/** Rings for a step. Nothing is lost when a ring is: what is due follows from the tables, and housekeeping rings again. */
@Injectable()
export class Bell {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: Queue,
    private readonly clock: Clock,
  ) {}

  /** Rings under a new number, because a queue ignores a number that it still knows. */
  async ring(due: Due, delayMs?: number): Promise<void> {
    const rows: { number: number }[] = await this.dataSource.query(
      `INSERT INTO ring (id, report_id, version, step, number, rung_at) VALUES ($1, $2, $3, $4, 1, $5)
       ON CONFLICT (report_id, version, step) DO UPDATE SET number = ring.number + 1, rung_at = $5 RETURNING number`,
      [newId(), due.reportId, due.version, due.step, this.clock.now()],
    );
    const ids = { reportId: due.reportId, version: String(due.version) };
    await this.queue.ring(STEP_QUEUE, { id: jobId(due, rows[0]?.number ?? 0), step: due.step, ids }, { delayMs });
  }

  /** Rings after a commit: when the queue is away, what was committed stands all the same. */
  async ringSoftly(due: Due, delayMs?: number): Promise<void> {
    await this.ring(due, delayMs).catch(() => undefined);
  }

  /** True when the job of the last ring still waits or runs. */
  async isLive({ reportId, version, step }: Due): Promise<boolean> {
    const ring = await this.dataSource.getRepository(Ring).findOneBy({ reportId, version, step });
    return ring !== null && this.queue.live(STEP_QUEUE, jobId({ reportId, version, step }, ring.number));
  }
}

function jobId({ reportId, version, step }: Due, number: number): string {
  return `${reportId}-${version}-${step}-${number}`;
}
