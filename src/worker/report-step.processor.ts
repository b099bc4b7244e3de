import { Injectable } from '@nestjs/common';
import { DeliveryService } from '../delivery/delivery.service';
import { StoredGenerationService } from '../generation/stored-generation.service';
import { FinalFailure, type RungJob } from '../platform/queue-job';
import { CollectionService } from '../reports/collection.service';
import { tableProblems, type Step } from '../reports/report-status';
import { StandingReview } from '../review/standing-review.service';
import { StoredValidationService } from '../validation/stored-validation.service';
import { StepFailures } from './step-failures.service';

type StepHandler = (reportId: string, version: number) => Promise<void>;

/** Every step of the status table, and who does it. */
@Injectable()
export class ReportStepProcessor {
  private readonly handlers: Record<Step, StepHandler>;

  constructor(
    collection: CollectionService,
    generation: StoredGenerationService,
    validation: StoredValidationService,
    standing: StandingReview,
    delivery: DeliveryService,
    private readonly failures: StepFailures,
  ) {
    this.handlers = {
      collect: (reportId) => collection.collect(reportId),
      generate: (reportId, version) => generation.generate(reportId, version),
      validate: (reportId, version) => validation.validate(reportId, version),
      consider: (reportId, version) => standing.consider(reportId, version),
      deliver: (reportId, version) => delivery.deliver(reportId, version),
    };
    const problems = tableProblems(Object.keys(this.handlers));
    if (problems.length > 0) throw new Error(`The status table is not sound: ${problems.join('; ')}.`);
  }

  /** Does one job. What cannot be done is shown on the report; what may pass is tried again by the queue. */
  async process(job: RungJob): Promise<void> {
    const { reportId = '', version = '' } = job.ids;
    const handler = Object.entries(this.handlers).find(([step]) => step === job.step);
    if (!handler || !/^\d+$/.test(version)) throw new FinalFailure(`no handler for the job ${job.id}`);
    const due = { reportId, version: Number(version), step: handler[0] as Step };
    try {
      await handler[1](reportId, due.version);
    } catch (error) {
      await this.failures.record(due, error, job.lastAttempt);
    }
  }
}
