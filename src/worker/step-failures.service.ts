import { Injectable } from '@nestjs/common';
import { FinalFailure } from '../platform/queue-job';
import type { Due } from '../reports/bell.service';
import { Outdated, Refusal } from '../reports/refusal';
import { ReportsService } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import { UnusableInput } from '../specs/unusable-input';

/** Turns what a step throws into what the report shows and what the queue does next. */
@Injectable()
export class StepFailures {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
  ) {}

  /** Resolves when there is nothing more to do for this job; throws when the queue must know that it failed. */
  async record(due: Due, error: unknown, lastAttempt: boolean): Promise<void> {
    // Somebody was first, or a person changed course: what is due now has a ring of its own.
    if (error instanceof Outdated) return;
    const sentence = sentenceOf(error);
    if (sentence !== undefined) {
      await this.show(due, sentence, true);
      throw new FinalFailure(sentence, { cause: error });
    }
    if (lastAttempt) await this.show(due, 'Er is een technische storing; de stap wordt vanzelf opnieuw geprobeerd.', false);
    throw error;
  }

  private async show({ reportId, version, step }: Due, message: string, final: boolean): Promise<void> {
    const report = await this.reports.locate(reportId);
    if (!report) return;
    const own = step === 'collect' ? undefined : await this.versions.find(report.organisationId, reportId, version);
    if (own?.trial) {
      if (final) await this.versions.failTrial(own, message);
      return;
    }
    await this.reports.fail({ organisationId: report.organisationId, reportId, version }, step, { message, final });
  }
}

/** The Dutch sentence of an error that trying again will not mend. The place says which file, without the folders of this server. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof Refusal) return [error.message, ...error.reasons].join(' ');
  if (!(error instanceof UnusableInput)) return undefined;
  const { file, line, column } = error.place;
  return new UnusableInput(error.message, { file: file?.split(/[\\/]/).at(-1), line, column }).describe();
}
