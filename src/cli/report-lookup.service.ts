import { Injectable } from '@nestjs/common';
import { organisationsOf, type Person } from '../identity/person';
import type { Acting } from '../reports/acting';
import type { Report } from '../reports/report.entity';
import { ReportsService } from '../reports/reports.service';
import { UnusableInput } from '../specs/unusable-input';

/** Finds the report that somebody means: by its id, or by its period when that says enough. */
@Injectable()
export class ReportLookup {
  constructor(private readonly reports: ReportsService) {}

  /** All reports of the organisations of the person, the first deadline first. */
  async list(person: Person): Promise<Report[]> {
    const lists = await Promise.all(
      organisationsOf(person).map((organisationId) => this.reports.list({ person, channel: 'cli', organisationId })),
    );
    return lists.flat();
  }

  async find(person: Person, named: string): Promise<{ acting: Acting; report: Report }> {
    const found = (await this.list(person)).filter(({ id, period }) => id === named || period.toLowerCase() === named.toLowerCase());
    const [report] = found;
    if (!report) throw new UnusableInput(`U hebt geen levering "${named}"; "meter report list" toont uw leveringen.`);
    if (found.length > 1)
      throw new UnusableInput(
        `Er zijn ${found.length} leveringen voor ${named}; noem het nummer: ${found.map(({ id }) => id).join(', ')}.`,
      );
    return { report, acting: { person, channel: 'cli', organisationId: report.organisationId } };
  }
}
