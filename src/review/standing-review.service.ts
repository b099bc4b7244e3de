import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PackagesService } from '../reports/packages.service';
import { Outdated, Refusal } from '../reports/refusal';
import type { Report } from '../reports/report.entity';
import { ReportsService } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import { splitPeriodId } from '../specs/period';
import { DeviationService } from './deviation.service';
import { PackageBuilder } from './package-builder.service';
import type { StandingApproval } from './standing-approval.entity';
import { StandingApprovals } from './standing-approvals.service';

/** The step `consider`: lets a spotless version go on by itself where a standing approval reaches that far; otherwise it waits for a person. */
@Injectable()
export class StandingReview {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly packages: PackagesService,
    private readonly builder: PackageBuilder,
    private readonly standing: StandingApprovals,
    private readonly deviation: DeviationService,
  ) {}

  /** Harmless to repeat. */
  async consider(reportId: string, number: number): Promise<void> {
    const report = await this.reports.locate(reportId);
    if (!report || report.version !== number || report.waits || !['in-review', 'reviewed'].includes(report.status)) return;
    const standing = await this.standing.holding(report, splitPeriodId(report.period)?.delivery ?? '');
    const gone = standing && (await this.deviation.within(report, standing.limits)) && (await this.letGo(report, standing));
    if (!gone)
      await this.reports.note(refOf(report), async (now) =>
        now.status === report.status && now.version === number ? { waits: true } : undefined,
      );
  }

  private async letGo(report: Report, standing: StandingApproval): Promise<boolean> {
    return report.status === 'in-review' ? this.review(report, standing) : this.approve(report, standing);
  }

  private async review(report: Report, standing: StandingApproval): Promise<boolean> {
    if (!standing.limits.review) return false;
    const version = await this.versions.get(report.organisationId, report.id, report.version);
    try {
      const built = await this.builder.build(report, version);
      const along = async (manager: EntityManager) => void (await this.builder.freeze(manager, version, built, null));
      await this.reports.move({
        ...refOf(report),
        move: 'review',
        actor: { channel: 'worker' },
        details: { standingApproval: standing.id, fingerprint: built.fingerprint },
        along,
      });
      return true;
    } catch (error) {
      if (error instanceof Refusal && !(error instanceof Outdated)) return false;
      throw error;
    }
  }

  private async approve(report: Report, standing: StandingApproval): Promise<boolean> {
    const { organisationId } = report;
    const version = await this.versions.get(organisationId, report.id, report.version);
    const found = await this.packages.current(organisationId, version.id);
    // Four eyes: who gave the approval beforehand and who reviewed are two people.
    if (!found || found.reviewerId === standing.grantedById) return false;
    const { fingerprint } = found;
    const along = async (manager: EntityManager) => {
      await this.packages.decide(manager, organisationId, {
        versionId: version.id,
        kind: 'approved',
        packageId: found.id,
        fingerprint,
        userId: standing.grantedById,
        standingApprovalId: standing.id,
        remark: null,
      });
      return undefined;
    };
    await this.reports.move({
      ...refOf(report),
      move: 'approve',
      actor: { channel: 'worker' },
      details: { standingApproval: standing.id, fingerprint },
      along,
    });
    return true;
  }
}

function refOf({ organisationId, id, version }: Report): { organisationId: string; reportId: string; version: number } {
  return { organisationId, reportId: id, version };
}
