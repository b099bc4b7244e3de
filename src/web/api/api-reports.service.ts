import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Organisation } from '../../identity/organisation.entity';
import { organisationsOf, type Person } from '../../identity/person';
import { amsterdamDate } from '../../platform/clock';
import type { Acting } from '../../reports/acting';
import type { Report } from '../../reports/report.entity';
import { ReportsService } from '../../reports/reports.service';
import { ReportReader, type ReportDossier } from '../deliveries/report-reader.service';
import { reportResource, summaryOf, type ReportSummary } from './report-resource';

/** Reports as the API shows them. */
@Injectable()
export class ApiReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
    private readonly reader: ReportReader,
  ) {}

  /** The reports of all organisations of the person, or of one of them. */
  async list(person: Person, code?: string): Promise<ReportSummary[]> {
    const ids = organisationsOf(person);
    const organisations = await this.dataSource
      .getRepository(Organisation)
      .find({ where: { id: In(ids), ...(code === undefined ? {} : { code }) }, order: { code: 'ASC' } });
    const summaries: ReportSummary[] = [];
    for (const { id, code: own } of organisations)
      for (const report of await this.reports.list({ person, channel: 'api', organisationId: id }))
        summaries.push(summaryOf(await this.reader.read(report), own, dueDateOf(report)));
    return summaries;
  }

  async show(acting: Acting, id: string): Promise<ReportSummary & Record<string, unknown>> {
    const report = await this.reports.find(acting, id);
    const { code } = await this.dataSource.getRepository(Organisation).findOneByOrFail({ id: report.organisationId });
    return reportResource(await this.reader.read(report), code, dueDateOf(report));
  }

  async dossier(acting: Acting, id: string): Promise<ReportDossier> {
    return this.reader.read(await this.reports.find(acting, id));
  }
}

function dueDateOf({ dueAt }: Report): string | null {
  return dueAt && amsterdamDate(dueAt);
}
