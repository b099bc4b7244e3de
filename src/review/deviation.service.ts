import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { forOrganisation } from '../identity/for-organisation';
import { deviationPercent } from '../reports/difference';
import { Report } from '../reports/report.entity';
import { VersionsService } from '../reports/versions.service';
import { compare, decimal } from '../specs/exact-decimal';
import { previousPeriod, resolvePeriod } from '../specs/period';
import { SpecsService } from '../specs/specs.service';
import type { StandingLimits } from './standing-limits';

/** Measures how far a report is from the one before it. */
@Injectable()
export class DeviationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly versions: VersionsService,
    private readonly specs: SpecsService,
  ) {}

  /** Without a delivered report to compare with, a limit is not met: then a person must look. */
  async within(report: Report, { maxDeviationPercent }: StandingLimits): Promise<boolean> {
    if (maxDeviationPercent === undefined) return true;
    const { spec } = await this.specs.forPeriod(report.specId, report.period);
    const { organisationId, specId } = report;
    const rows = forOrganisation(this.dataSource.getRepository(Report), organisationId);
    const before = await rows.findOne({ where: { specId, period: previousPeriod(spec, resolvePeriod(spec, report.period)) } });
    if (!before || !['delivered', 'accepted'].includes(before.status)) return false;
    const [was, becomes] = await Promise.all([this.figures(before), this.figures(report)]);
    const found = was && becomes && deviationPercent(was, becomes);
    return found !== undefined && compare(decimal(found), decimal(maxDeviationPercent)) <= 0;
  }

  private async figures({ organisationId, id, version }: Report) {
    const { figures } = await this.versions.get(organisationId, id, version);
    return figures ? (await this.versions.figures(figures)).figures : undefined;
  }
}
