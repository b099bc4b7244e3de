import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/identity.service';
import { endOfAmsterdamDay } from '../platform/clock';
import type { Report } from '../reports/report.entity';
import { ObligationsService } from '../reports/obligations.service';
import { ReportsService } from '../reports/reports.service';
import { resolvePeriod } from '../specs/period';
import { SpecsService } from '../specs/specs.service';
import { addDays } from './holidays';
import { dueDates, type DueDates } from './due-dates';

/** What is due when. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly specs: SpecsService,
    private readonly obligations: ObligationsService,
    private readonly reports: ReportsService,
  ) {}

  /** The days of one delivery. @throws UnusableInput for a spec or period that does not exist. */
  async days(specId: string, period: string): Promise<DueDates> {
    const { spec } = await this.specs.forPeriod(specId, period);
    return dueDates(spec, resolvePeriod(spec, period));
  }

  /** Opens the report of an organisation for a period, and rings for its first reading; harmless to repeat. */
  async open(actor: Actor, organisationId: string, specId: string, period: string): Promise<Report> {
    const { opens, due } = await this.days(specId, period);
    const obligation = await this.obligations.takeOn(actor, organisationId, specId);
    const opensAt = new Date(endOfAmsterdamDay(addDays(opens, -1)).getTime() + 1000);
    return this.reports.open(actor, {
      organisationId,
      obligationId: obligation.id,
      specId,
      period,
      opensAt,
      dueAt: endOfAmsterdamDay(due),
    });
  }
}
