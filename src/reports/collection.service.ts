import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock';
import { SpecsService } from '../specs/specs.service';
import { AssemblyService, type Assembly } from './assembly.service';
import { Outdated } from './refusal';
import { REPLACEABLE } from './report-status';
import type { Report } from './report.entity';
import { ReportsService } from './reports.service';
import { SourceReadingService } from './source-reading.service';
import { VersionsService } from './versions.service';

/** The newest version was made from exactly this. */
class SameAsBefore extends Error {}

/** The step `collect`: reads the sources of a report and freezes what its next version is made from. */
@Injectable()
export class CollectionService {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly assembly: AssemblyService,
    private readonly sources: SourceReadingService,
    private readonly specs: SpecsService,
    private readonly clock: Clock,
  ) {}

  /** Harmless to repeat: a reading that was done already, or that gives nothing new, changes nothing. */
  async collect(reportId: string): Promise<void> {
    const report = await this.reports.locate(reportId);
    if (!report || (report.status !== 'planned' && !report.readingAskedAt)) return;
    const loaded = await this.specs.forPeriod(report.specId, report.period);
    const inputs = await this.sources.read(report, loaded.spec);
    const assembly = await this.assembly.assemble(report, loaded, inputs);
    if (REPLACEABLE.includes(report.status)) await this.replace(report, assembly);
    else await this.standBeside(report, assembly);
  }

  /** Up to in-review the new version takes over. */
  private async replace(seen: Report, assembly: Assembly): Promise<void> {
    const along = async (manager: EntityManager, report: Report) => {
      const version = await this.versions.add(manager, report, { assembly, trial: false });
      if (!version) throw new SameAsBefore();
      return { version: version.number, ...this.answered(report, seen) };
    };
    try {
      await this.reports.move({ ...refOf(seen), move: 'collect', actor: { channel: 'worker' }, along });
    } catch (error) {
      if (!(error instanceof SameAsBefore)) throw error;
      await this.reports.note(refOf(seen), async (report) => this.answered(report, seen));
    }
  }

  /** From reviewed on a new version only shows the difference, until a person begins it. */
  private async standBeside(seen: Report, assembly: Assembly): Promise<void> {
    let trial: number | undefined;
    await this.reports.note(refOf(seen), async (report, manager) => {
      if (report.version !== seen.version || report.status !== seen.status) throw new Outdated();
      trial = (await this.versions.add(manager, report, { assembly, trial: true }))?.number;
      return this.answered(report, seen);
    });
    if (trial !== undefined) await this.reports.ringTrial(seen.id, trial);
  }

  /** A reading that somebody asked for while this one ran is still to be done. */
  private answered(report: Report, seen: Report): Pick<Report, 'readAt' | 'readNotBefore'> & Partial<Pick<Report, 'readingAskedAt'>> {
    const answered = report.readingAskedAt?.getTime() === seen.readingAskedAt?.getTime();
    return { readAt: this.clock.now(), readNotBefore: null, ...(answered ? { readingAskedAt: null } : {}) };
  }
}

function refOf({ organisationId, id, version }: Report): { organisationId: string; reportId: string; version: number } {
  return { organisationId, reportId: id, version };
}
