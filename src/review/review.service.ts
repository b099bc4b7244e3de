import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireRole, type Acting } from '../reports/acting';
import { PackagesService } from '../reports/packages.service';
import { Outdated, Refusal } from '../reports/refusal';
import type { Report } from '../reports/report.entity';
import { ReportsService, type MoveRequest } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import { SpecsService } from '../specs/specs.service';
import { PackageBuilder } from './package-builder.service';

export interface Seen {
  /** The version that the person looked at. */
  version: number;
}

/** What people decide about a version. Nobody decides about what was not seen: version and fingerprint must still be the same. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly packages: PackagesService,
    private readonly builder: PackageBuilder,
    private readonly specs: SpecsService,
  ) {}

  /** «Gereed melden»: the reviewer judges the version sound, and what will be delivered is built and frozen. */
  async reportReady(acting: Acting, reportId: string, { version: number, datum }: Seen & { datum?: string }): Promise<Report> {
    requireRole(acting, ['beoordelaar']);
    const report = await this.reports.find(acting, reportId);
    if (report.status !== 'in-review' || report.version !== number) throw new Outdated();
    const version = await this.versions.get(acting.organisationId, reportId, number);
    const built = await this.builder.build(report, version, datum);
    const along = async (manager: EntityManager) => void (await this.builder.freeze(manager, version, built, acting.person.userId));
    return this.reports.move({ ...request(acting, reportId, number), move: 'review', details: { fingerprint: built.fingerprint }, along });
  }

  /** A second person lets exactly this package go out. */
  async approve(acting: Acting, reportId: string, seen: Seen & { fingerprint: string; remark?: string }): Promise<Report> {
    requireRole(acting, ['goedkeurder']);
    const { organisationId, person } = acting;
    const report = await this.reports.find(acting, reportId);
    const fourEyes = (await this.specs.forPeriod(report.specId, report.period)).spec.review.fourEyes !== 'false';
    const version = await this.versions.get(organisationId, reportId, seen.version);
    const along = async (manager: EntityManager) => {
      const found = await this.packages.current(organisationId, version.id, manager);
      if (!found || found.fingerprint !== seen.fingerprint)
        throw new Outdated('De levering is niet meer wat u hebt gezien: de vingerafdruk is anders. Bekijk haar opnieuw.');
      if (fourEyes && found.reviewerId === person.userId)
        throw new Refusal('forbidden', 'U heeft deze levering zelf beoordeeld. Een andere goedkeurder moet dit doen.');
      await this.packages.decide(manager, organisationId, {
        userId: person.userId,
        standingApprovalId: null,
        versionId: version.id,
        kind: 'approved',
        packageId: found.id,
        fingerprint: found.fingerprint,
        remark: seen.remark ?? null,
      });
      return undefined;
    };
    return this.reports.move({
      ...request(acting, reportId, seen.version),
      move: 'approve',
      details: { fingerprint: seen.fingerprint },
      along,
    });
  }

  /** Back, with the reason: before it was reported ready to who keeps the source or the mapping, after that to the reviewer. */
  async sendBack(acting: Acting, reportId: string, { version: number, remark }: Seen & { remark: string }): Promise<Report> {
    requireRole(acting, ['beoordelaar', 'goedkeurder']);
    if (remark.trim() === '') throw new Refusal('invalid', 'Schrijf erbij waarom u de levering terugstuurt.');
    const report = await this.reports.find(acting, reportId);
    const version = await this.versions.get(acting.organisationId, reportId, number);
    const move = report.status === 'in-review' ? 'send-back' : 'return';
    const along = async (manager: EntityManager) => {
      const found = await this.packages.current(acting.organisationId, version.id, manager);
      await this.packages.drop(manager, acting.organisationId, version.id);
      await this.packages.decide(manager, acting.organisationId, {
        userId: acting.person.userId,
        standingApprovalId: null,
        versionId: version.id,
        kind: 'returned',
        packageId: found?.id ?? null,
        fingerprint: found?.fingerprint ?? null,
        remark,
      });
      return undefined;
    };
    return this.reports.move({ ...request(acting, reportId, number), move, along });
  }

  /** The report is no longer due. */
  async withdraw(acting: Acting, reportId: string, { version }: Seen): Promise<Report> {
    requireRole(acting, ['goedkeurder']);
    return this.reports.move({ ...request(acting, reportId, version), move: 'withdraw' });
  }
}

function request(
  { organisationId, person, channel }: Acting,
  reportId: string,
  version: number,
): Pick<MoveRequest, 'organisationId' | 'reportId' | 'version' | 'actor'> {
  return { organisationId, reportId, version, actor: { userId: person.userId, channel } };
}
