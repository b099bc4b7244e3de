import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { Clock } from '../platform/clock';
import type { Due } from './bell.service';
import { STEP_OF, type ReportStatus } from './report-status';
import { Report } from './report.entity';
import { ReportVersion } from './report-version.entity';

/** Everything that a worker has to do at this moment, from the tables alone. All of the recovery there is rests on this. */
@Injectable()
export class DueReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<Due[]> {
    return [...(await this.readings()), ...(await this.steps()), ...(await this.trials())];
  }

  private async readings(): Promise<Due[]> {
    const passed = this.passed();
    const wanted = [{ status: 'planned' as const }, { readingAskedAt: Not(IsNull()) }];
    const found = await this.reports(wanted.flatMap((where) => passed.map((readNotBefore) => ({ ...where, readNotBefore }))));
    return found.map(({ id, version }) => ({ reportId: id, version, step: 'collect' }));
  }

  private async steps(): Promise<Due[]> {
    const statuses = (Object.keys(STEP_OF) as ReportStatus[]).filter((status) => status !== 'planned');
    const found = await this.reports(this.passed().map((notBefore) => ({ status: In(statuses), waits: false, notBefore })));
    return found.flatMap(({ id, version, status }) => {
      const step = STEP_OF[status];
      return step ? [{ reportId: id, version, step }] : [];
    });
  }

  private async trials(): Promise<Due[]> {
    const found = await this.dataSource.getRepository(ReportVersion).find({
      where: { trial: true, validatedAt: IsNull(), problem: IsNull() },
      select: { reportId: true, number: true, generatedAt: true },
    });
    return found.map(({ reportId, number, generatedAt }) => ({ reportId, version: number, step: generatedAt ? 'validate' : 'generate' }));
  }

  private async reports(where: object[]): Promise<Pick<Report, 'id' | 'version' | 'status'>[]> {
    return this.dataSource
      .getRepository(Report)
      .find({ where, select: { id: true, version: true, status: true }, order: { dueAt: 'ASC', id: 'ASC' } });
  }

  private passed(): [ReturnType<typeof IsNull>, ReturnType<typeof LessThanOrEqual<Date>>] {
    return [IsNull(), LessThanOrEqual(this.clock.now())];
  }
}
