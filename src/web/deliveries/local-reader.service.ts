import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Organisation } from '../../identity/organisation.entity';
import type { Acting } from '../../reports/acting';
import { Refusal } from '../../reports/refusal';
import type { Report } from '../../reports/report.entity';
import { ReportsService } from '../../reports/reports.service';

/**
 * Until there is a login the pages are read by whoever sits at this machine, and the server listens nowhere else. That reader sees
 * every organisation and can change nothing: there is no user behind it, and its one role is to look.
 */
@Injectable()
export class LocalReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ReportsService,
  ) {}

  async organisations(): Promise<Organisation[]> {
    return this.dataSource.getRepository(Organisation).find({ order: { name: 'ASC' } });
  }

  async allReports(): Promise<Report[]> {
    const lists = await Promise.all((await this.organisations()).map(({ id }) => this.reports.list(asReader(id))));
    return lists.flat();
  }

  async report(id: string): Promise<Report> {
    const found = await this.reports.locate(id);
    if (!found) throw new Refusal('not-found', 'Deze levering bestaat niet.');
    return this.reports.find(asReader(found.organisationId), id);
  }
}

function asReader(organisationId: string): Acting {
  const memberships = [{ organisationId, role: 'accountant' as const }];
  return { person: { userId: '', name: '', memberships }, channel: 'web', organisationId };
}
