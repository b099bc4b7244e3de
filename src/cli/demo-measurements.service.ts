import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CalendarService } from '../calendar/calendar.service';
import { DeliveriesService } from '../delivery/deliveries.service';
import type { Acting } from '../reports/acting';
import { PackagesService } from '../reports/packages.service';
import type { Report } from '../reports/report.entity';
import { ReportsService } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import { ReviewService } from '../review/review.service';
import type { DemoPlayers } from './demo-installation.service';

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 50;

/** Measures the periods of the demo through the queue and the worker, and lets its two people decide as people would. */
@Injectable()
export class DemoMeasurements {
  constructor(
    private readonly calendar: CalendarService,
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly review: ReviewService,
    private readonly packages: PackagesService,
    private readonly deliveries: DeliveriesService,
  ) {}

  /** One after the other, because a later report is compared with an earlier one that was judged. The last is left as it was measured; the one before it waits for its approval unless it is long due. */
  async measure(players: DemoPlayers, told: (sentence: string) => void): Promise<void> {
    const { demo, organisation, reviewer } = players;
    const last = demo.periods.length - 1;
    for (const [index, period] of demo.periods.entries()) {
      told(`${period.title} ${period.year} meten …`);
      const { id } = await this.calendar.open({ userId: reviewer.userId, channel: 'cli' }, organisation.id, demo.spec.id, period.id);
      const report = await this.until(id, (now) => now.problem !== null || !['planned', 'collected', 'generated'].includes(now.status));
      if (report.status === 'in-review' && index < last)
        await this.judge(players, report, index < last - 1 || (report.dueAt ?? report.statusAt) < report.statusAt);
    }
  }

  private async judge({ organisation, reviewer, approver }: DemoPlayers, report: Report, deliver: boolean): Promise<void> {
    const organisationId = organisation.id;
    const acting = (person: Acting['person']): Acting => ({ person, channel: 'cli', organisationId });
    const version = await this.versions.get(organisationId, report.id, report.version);
    if ((version.warnings ?? 0) > 0) return;
    await this.review.reportReady(acting(reviewer), report.id, { version: version.number });
    const built = await this.packages.current(organisationId, version.id);
    if (!deliver || !built) return;
    await this.review.approve(acting(approver), report.id, { version: version.number, fingerprint: built.fingerprint });
    const ready = await this.until(report.id, (now) => now.status !== 'approved' || now.waits);
    const handover = { version: version.number, receiptNumber: `DEMO-${report.period}` };
    if (ready.status === 'approved') await this.deliveries.registerHandover(acting(approver), report.id, handover);
  }

  private async until(reportId: string, holds: (report: Report) => boolean): Promise<Report> {
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
      const report = await this.reports.locate(reportId);
      if (report && holds(report)) return report;
      await delay(LOOK_EVERY_MS);
    }
    throw new Error('the demo was not measured in time');
  }
}
