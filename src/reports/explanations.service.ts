import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import { forOrganisation } from '../identity/for-organisation';
import { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { requireRole, type Acting } from './acting';
import { Explanation } from './explanation.entity';
import { Refusal } from './refusal';
import { REPLACEABLE } from './report-status';
import { ReportsService } from './reports.service';
import type { StoredFinding } from './stored-finding.entity';
import { VersionsService } from './versions.service';

/** A finding with what was written about it. */
export interface ExplainedFinding {
  finding: StoredFinding;
  explanation?: { text: string; authorId: string; author: string; version: number; at: Date };
  /** The amount is not the one that the author looked at (nakijken). */
  lookAgain: boolean;
}

const SHORTEST = 10;
const LONGEST = 2000;

/** What people wrote about findings. It belongs to the place, so it moves along with every new version. */
@Injectable()
export class ExplanationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Writes or confirms an explanation of a finding of the current version. */
  async explain(acting: Acting, reportId: string, place: string, text: string): Promise<void> {
    requireRole(acting, ['beoordelaar']);
    const { organisationId, person, channel } = acting;
    const report = await this.reports.find(acting, reportId);
    const words = text.trim();
    if (words.length < SHORTEST || words.length > LONGEST)
      throw new Refusal('invalid', `Een toelichting heeft ${SHORTEST} tot ${LONGEST} tekens.`);
    const version = await this.versions.get(organisationId, reportId, report.version);
    const finding = (await this.versions.findings(version)).find((candidate) => candidate.place === place);
    if (!finding) throw new Refusal('not-found', 'Deze bevinding komt in de huidige meting niet voor.');
    await this.reports.note({ organisationId, reportId, version: report.version }, async (locked, manager) => {
      if (!REPLACEABLE.includes(locked.status))
        throw new Refusal('conflict', 'Deze meting is al gereed gemeld; de toelichtingen staan vast.');
      const values = {
        id: newId(),
        reportId,
        place,
        text: words,
        valueSeen: finding.value,
        version: version.number,
        authorId: person.userId,
        at: this.clock.now(),
      };
      await forOrganisation(manager.getRepository(Explanation), organisationId).insert(values);
      const details = { version: String(version.number), finding: finding.code };
      await this.audit.append(manager, {
        action: 'report.explained',
        subject: 'report',
        subjectId: reportId,
        organisationId,
        userId: person.userId,
        channel,
        details,
      });
      return undefined;
    });
  }

  /** All findings of a version, in their order, with the last explanation of each. */
  async explained(
    version: { organisationId: string; id: string; reportId: string },
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ExplainedFinding[]> {
    const { organisationId, reportId } = version;
    const rows = await forOrganisation(manager.getRepository(Explanation), organisationId).find({
      where: { reportId },
      relations: { author: true },
      order: { id: 'ASC' },
    });
    const latest = new Map(rows.map((row) => [row.place, row]));
    return (await this.versions.findings(version, manager)).map((finding) => {
      const row = latest.get(finding.place);
      if (!row) return { finding, lookAgain: false };
      const { text, authorId, version: number, at, author, valueSeen } = row;
      return {
        finding,
        explanation: { text, authorId, author: author?.name ?? '', version: number, at },
        lookAgain: valueSeen !== finding.value,
      };
    });
  }
}
