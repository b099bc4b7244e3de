import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireMember, requireRole, type Acting } from '../reports/acting';
import { PackagesService } from '../reports/packages.service';
import { Outdated, Refusal } from '../reports/refusal';
import type { Report } from '../reports/report.entity';
import { ReportsService } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import type { DeliveryAttempt } from './delivery-attempt.entity';
import { DeliveryRecords } from './delivery-records.service';
import { DeliveryRoutes } from './delivery-routes.service';
import type { Delivery } from './delivery.entity';

export interface Handover {
  version: number;
  receiptNumber?: string;
}

export interface Verdict {
  version: number;
  verdict: 'accepted' | 'rejected';
  /** The receiver's words, or its number for them. */
  text?: string;
}

/** What people do with zendingen: bring one by hand, register what came of it, try again. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly packages: PackagesService,
    private readonly routes: DeliveryRoutes,
    private readonly records: DeliveryRecords,
  ) {}

  /** The zendingen of a report with their attempts, the newest first. */
  async list(acting: Acting, reportId: string): Promise<{ delivery: Delivery; attempts: DeliveryAttempt[] }[]> {
    await this.reports.find(acting, reportId);
    return this.records.list(acting.organisationId, reportId);
  }

  /** What to do to hand a report over: the channel, and the steps of the spec where a person must act. */
  async instructions(
    acting: Acting,
    reportId: string,
  ): Promise<{ channel: string; byHand: boolean; steps?: string; receiptRequired: boolean }> {
    const { channel, steps, receiptRequired } = await this.routes.of(await this.reports.find(acting, reportId));
    return { channel: channel.kind, byHand: channel.byHand === true, steps, receiptRequired };
  }

  /** The approved bytes of a file; before the approval there is nothing that may leave the house. */
  async download(acting: Acting, reportId: string, name: string): Promise<Buffer> {
    requireMember(acting);
    const report = await this.reports.find(acting, reportId);
    if (!['approved', 'delivered', 'accepted', 'rejected'].includes(report.status))
      throw new Refusal('conflict', 'De levering is nog niet goedgekeurd.');
    const version = await this.versions.get(acting.organisationId, reportId, report.version);
    const found = await this.packages.current(acting.organisationId, version.id);
    if (!found) throw new Refusal('not-found', 'Deze levering heeft geen bestanden.');
    return this.packages.content(found, name);
  }

  /** «Geüpload»: a person has brought the file to the receiver. */
  async registerHandover(acting: Acting, reportId: string, { version, receiptNumber }: Handover): Promise<Report> {
    requireRole(acting, ['beoordelaar', 'goedkeurder']);
    const report = await this.reports.find(acting, reportId);
    const { channel, receiptRequired } = await this.routes.of(report);
    if (!channel.byHand) throw new Refusal('conflict', 'Deze levering wordt automatisch verzonden.');
    const number = receiptNumber?.trim() || undefined;
    if (receiptRequired && number === undefined) throw new Refusal('invalid', 'Vul het ontvangstnummer in dat de ontvanger heeft gegeven.');
    const seen = await this.versions.get(acting.organisationId, reportId, version);
    return this.move(acting, { reportId, version }, 'deliver', async (manager, locked) => {
      const found = await this.packages.current(acting.organisationId, seen.id, manager);
      const approval = found && (await this.packages.approval(acting.organisationId, found.id, manager));
      if (!found || approval?.fingerprint !== found.fingerprint) throw new Outdated();
      const delivery = await this.records.open(manager, locked, found, channel);
      await this.records.change(manager, delivery, { state: 'delivered', receiptNumber: number ?? null, deliveredAt: this.records.now() });
    });
  }

  /** What the receiver made of it. */
  async registerVerdict(acting: Acting, reportId: string, { version, verdict, text }: Verdict): Promise<Report> {
    requireRole(acting, ['beoordelaar', 'goedkeurder']);
    return this.move(acting, { reportId, version }, verdict === 'accepted' ? 'accept' : 'reject', async (manager) => {
      const delivery = await this.records.last(acting.organisationId, reportId, manager);
      if (!delivery) throw new Outdated();
      await this.records.change(manager, delivery, { verdict, verdictText: text?.trim() || null, verdictAt: this.records.now() });
    });
  }

  /** «Opnieuw verzenden»: the same approved package with the same key, after attempts that stopped. */
  async sendAgain(acting: Acting, reportId: string, version: number): Promise<void> {
    requireRole(acting, ['beoordelaar', 'goedkeurder']);
    const ref = { organisationId: acting.organisationId, reportId, version };
    await this.reports.note(ref, async (report, manager) => {
      if (report.status !== 'approved' || report.version !== version) throw new Outdated();
      const delivery = await this.records.last(acting.organisationId, reportId, manager);
      if (delivery && ['stopped', 'retry'].includes(delivery.state))
        await this.records.change(manager, delivery, { state: 'retry', nextAttemptAt: null });
      return { waits: false, notBefore: null, problem: null };
    });
    await this.reports.wake(ref);
  }

  private async move(
    acting: Acting,
    seen: { reportId: string; version: number },
    move: 'deliver' | 'accept' | 'reject',
    write: (manager: EntityManager, report: Report) => Promise<void>,
  ): Promise<Report> {
    const { organisationId, person, channel } = acting;
    const along = async (manager: EntityManager, report: Report) => void (await write(manager, report));
    return this.reports.move({ ...seen, organisationId, move, actor: { userId: person.userId, channel }, along });
  }
}
