import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import { forOrganisation } from '../identity/for-organisation';
import { Membership } from '../identity/membership.entity';
import { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { requireRole, type Acting } from '../reports/acting';
import { Refusal } from '../reports/refusal';
import type { Report } from '../reports/report.entity';
import { ReportsService } from '../reports/reports.service';
import { StandingApproval } from './standing-approval.entity';
import type { StandingLimits } from './standing-limits';

export interface NewStandingApproval {
  obligationId: string;
  /** Where the mandate is written down. */
  reference: string;
  until: Date;
  limits: StandingLimits;
}

const LONGEST_YEARS = 2;

/** Approvals that named persons gave beforehand. */
@Injectable()
export class StandingApprovals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async grant(acting: Acting, { obligationId, reference, until, limits }: NewStandingApproval): Promise<StandingApproval> {
    requireRole(acting, ['goedkeurder']);
    this.refuse(until, limits);
    const { organisationId, person, channel } = acting;
    const own = (await this.reports.list(acting)).filter((report) => report.obligationId === obligationId);
    const standing = await this.dataSource.transaction(async (manager) => {
      const rows = forOrganisation(manager.getRepository(StandingApproval), organisationId);
      const made = await rows.insert({
        id: newId(),
        obligationId,
        grantedById: person.userId,
        reference,
        until,
        limits,
        withdrawnAt: null,
      });
      const details = { obligationId, until: until.toISOString().slice(0, 10), review: String(limits.review) };
      await this.audit.append(manager, {
        action: 'standing-approval.granted',
        subject: 'standing-approval',
        subjectId: made.id,
        organisationId,
        userId: person.userId,
        channel,
        details,
      });
      return made;
    });
    for (const report of own)
      if (['in-review', 'reviewed'].includes(report.status))
        await this.reports.wake({ organisationId, reportId: report.id, version: report.version });
    return standing;
  }

  async withdraw(acting: Acting, id: string): Promise<void> {
    requireRole(acting, ['goedkeurder']);
    const { organisationId, person, channel } = acting;
    await this.dataSource.transaction(async (manager) => {
      const changed = await forOrganisation(manager.getRepository(StandingApproval), organisationId).update(
        { id, withdrawnAt: IsNull() },
        { withdrawnAt: this.clock.now() },
      );
      if (changed === 0) return;
      await this.audit.append(manager, {
        action: 'standing-approval.withdrawn',
        subject: 'standing-approval',
        subjectId: id,
        organisationId,
        userId: person.userId,
        channel,
      });
    });
  }

  /** The approval that may speak for this report now: not withdrawn, not run out, and its giver may still approve. */
  async holding(report: Report, delivery: string): Promise<StandingApproval | undefined> {
    const { organisationId, obligationId } = report;
    const rows = forOrganisation(this.dataSource.getRepository(StandingApproval), organisationId);
    const found = await rows.find({
      where: { obligationId, withdrawnAt: IsNull(), until: MoreThan(this.clock.now()) },
      order: { id: 'DESC' },
    });
    for (const standing of found) {
      if (standing.limits.deliveries && !standing.limits.deliveries.includes(delivery)) continue;
      const giver = { organisationId, userId: standing.grantedById, role: 'goedkeurder' as const, user: { active: true } };
      if (await this.dataSource.getRepository(Membership).existsBy(giver)) return standing;
    }
    return undefined;
  }

  private refuse(until: Date, { maxDeviationPercent }: StandingLimits): void {
    const now = this.clock.now();
    const longest = new Date(now);
    longest.setUTCFullYear(longest.getUTCFullYear() + LONGEST_YEARS);
    if (until <= now || until > longest) throw new Refusal('invalid', `Een doorlopende goedkeuring loopt af binnen ${LONGEST_YEARS} jaar.`);
    if (maxDeviationPercent !== undefined && !/^\d{1,4}(\.\d)?$/.test(maxDeviationPercent))
      throw new Refusal('invalid', 'De grens voor de afwijking is een percentage met hoogstens een decimaal.');
  }
}
