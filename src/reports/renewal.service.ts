import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SpecsService } from '../specs/specs.service';
import { requireRole, type Acting } from './acting';
import { AssemblyService } from './assembly.service';
import { PackagesService } from './packages.service';
import { Refusal } from './refusal';
import { FROZEN, REPLACEABLE, type MoveName } from './report-status';
import type { Report } from './report.entity';
import { ReportsService } from './reports.service';
import type { ReportVersion } from './report-version.entity';
import { VersionsService } from './versions.service';

/** What a person does when the figures must change. */
@Injectable()
export class Renewal {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly assembly: AssemblyService,
    private readonly packages: PackagesService,
    private readonly specs: SpecsService,
  ) {}

  /** Makes the next version from the same snapshots with the conversietabel of now. */
  async generateAgain(acting: Acting, reportId: string, version: number): Promise<Report> {
    requireRole(acting, ['beoordelaar', 'toewijzer']);
    const report = await this.reports.find(acting, reportId);
    if (!REPLACEABLE.includes(report.status) || report.version === 0)
      throw new Refusal('conflict', 'Opnieuw opbouwen kan alleen zolang de meting niet gereed is gemeld; begin anders een nieuwe versie.');
    return this.again(acting, report, { version, move: 'collect', evenIfSame: false });
  }

  /**
   * Makes the latest proefmeting the version that counts, or a fresh one when there is none. A package and its approval lapse; what was
   * delivered before stays what it is.
   */
  async beginNewVersion(acting: Acting, reportId: string, version: number): Promise<Report> {
    requireRole(acting, ['beoordelaar', 'goedkeurder']);
    const report = await this.reports.find(acting, reportId);
    if (!FROZEN.includes(report.status))
      throw new Refusal(
        'conflict',
        'Een nieuwe versie begint u pas als een meting gereed is gemeld; tot dan vervangt een nieuwe meting de vorige.',
      );
    const [newest] = await this.versions.list(report.organisationId, reportId);
    if (!newest || newest.number <= report.version || newest.problem !== null)
      return this.again(acting, report, { version, move: 'begin-anew', evenIfSame: true });
    if (!newest.validatedAt) throw new Refusal('conflict', 'De nieuwe meting wordt nog opgebouwd; probeer het over een minuut opnieuw.');
    return this.move(acting, { report, version }, newest.errors ? 'begin-with-errors' : 'begin', async (manager) => {
      await this.versions.promote(manager, newest);
      return newest;
    });
  }

  /** Looks again at the step that stopped, after somebody mended what it needed. */
  async tryAgain(acting: Acting, reportId: string): Promise<void> {
    requireRole(acting, ['beoordelaar', 'toewijzer', 'techniek']);
    const { organisationId, id, version } = await this.reports.find(acting, reportId);
    await this.reports.wake({ organisationId, reportId: id, version });
  }

  private async again(acting: Acting, report: Report, how: { version: number; move: MoveName; evenIfSame: boolean }): Promise<Report> {
    const last = await this.versions.get(report.organisationId, report.id, report.version);
    const assembly = await this.assembly.assemble(report, await this.specs.forPeriod(report.specId, report.period), last.inputs);
    return this.move(acting, { report, version: how.version }, how.move, async (manager, locked) => {
      const next = await this.versions.add(manager, locked, { assembly, trial: false, evenIfSame: how.evenIfSame });
      if (!next) throw new Refusal('conflict', 'Er is niets veranderd: dezelfde bron en dezelfde conversietabel geven dezelfde meting.');
      return next;
    });
  }

  private async move(
    acting: Acting,
    at: { report: Report; version: number },
    move: MoveName,
    make: (manager: EntityManager, report: Report) => Promise<ReportVersion>,
  ): Promise<Report> {
    const { organisationId, person, channel } = acting;
    const along = async (manager: EntityManager, locked: Report): Promise<{ version: number }> => {
      const before = locked.version > 0 ? await this.versions.find(organisationId, locked.id, locked.version, manager) : undefined;
      // What has left the house stays on record as it was.
      if (before && ['reviewed', 'approved'].includes(locked.status)) await this.packages.drop(manager, organisationId, before.id);
      return { version: (await make(manager, locked)).number };
    };
    return this.reports.move({
      organisationId,
      reportId: at.report.id,
      version: at.version,
      move,
      actor: { userId: person.userId, channel },
      along,
    });
  }
}
