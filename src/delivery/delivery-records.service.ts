import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import type { ReportPackage } from '../reports/report-package.entity';
import type { Report } from '../reports/report.entity';
import type { Channel } from './channel';
import { DeliveryAttempt, type AttemptResult } from './delivery-attempt.entity';
import { Delivery } from './delivery.entity';
import { DeliveryTiming } from './delivery-timing';

/** An attempt that may begin: nobody else sends this package until `until`. */
export interface Claim {
  delivery: Delivery;
  attempt: DeliveryAttempt;
  until: Date;
}

export interface Outcome {
  result: AttemptResult;
  statusCode?: number;
  response: string;
}

/** The record of zendingen and attempts. Its writing methods are called with the row of the report locked. */
@Injectable()
export class DeliveryRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly timing: DeliveryTiming,
  ) {}

  /** The zending of a package; made at the first look. */
  async open(manager: EntityManager, report: Report, { id: packageId, fingerprint }: ReportPackage, channel: Channel): Promise<Delivery> {
    const rows = this.deliveries(report.organisationId, manager);
    const known = await rows.findOne({ where: { packageId } });
    if (known && known.channel === channel.kind) return known;
    const state = channel.byHand ? ('handover' as const) : ('retry' as const);
    if (known) {
      if (!['handover', 'retry'].includes(known.state)) return known;
      await rows.update({ id: known.id }, { channel: channel.kind, state });
      return { ...known, channel: channel.kind, state };
    }
    const values = { id: newId(), reportId: report.id, packageId, fingerprint, channel: channel.kind, idempotencyKey: packageId, state };
    return rows.insert({
      ...values,
      attempts: 0,
      nextAttemptAt: null,
      receiptNumber: null,
      deliveredAt: null,
      verdict: null,
      verdictText: null,
      verdictAt: null,
    });
  }

  /** Begins an attempt, unless it is too early or another is under way. */
  async claim(
    manager: EntityManager,
    report: Report,
    delivery: Delivery,
    { endpoint, files }: { endpoint: string; files: number },
  ): Promise<Claim | undefined> {
    const now = this.clock.now();
    if (!['retry', 'sending'].includes(delivery.state)) return undefined;
    if ((report.sendingUntil && report.sendingUntil > now) || (delivery.nextAttemptAt && delivery.nextAttemptAt > now)) return undefined;
    const { organisationId } = report;
    await this.attempts(organisationId, manager).update({ deliveryId: delivery.id, result: IsNull() }, { result: 'interrupted' });
    const number = delivery.attempts + 1;
    const values = { id: newId(), deliveryId: delivery.id, number, endpoint, startedAt: now };
    const attempt = await this.attempts(organisationId, manager).insert({
      ...values,
      durationMs: null,
      result: null,
      statusCode: null,
      response: null,
    });
    const sending = { state: 'sending' as const, attempts: number };
    await this.deliveries(organisationId, manager).update({ id: delivery.id }, sending);
    return { delivery: { ...delivery, ...sending }, attempt, until: new Date(now.getTime() + this.timing.claimMs * files) };
  }

  /** Writes how an attempt ended. False when a later attempt has begun meanwhile: then that one decides. */
  async finish(manager: EntityManager, { delivery, attempt }: Claim, outcome: Outcome, changes: Partial<Delivery>): Promise<boolean> {
    const { organisationId } = delivery;
    const durationMs = this.clock.now().getTime() - attempt.startedAt.getTime();
    await this.attempts(organisationId, manager).update(
      { id: attempt.id },
      { ...outcome, statusCode: outcome.statusCode ?? null, durationMs },
    );
    return (await this.deliveries(organisationId, manager).update({ id: delivery.id, attempts: attempt.number }, changes)) === 1;
  }

  async change(manager: EntityManager, { organisationId, id }: Delivery, changes: Partial<Delivery>): Promise<void> {
    await this.deliveries(organisationId, manager).update({ id }, changes);
  }

  /** The zendingen of a report, the newest first. */
  async list(organisationId: string, reportId: string): Promise<{ delivery: Delivery; attempts: DeliveryAttempt[] }[]> {
    const found = await this.deliveries(organisationId).find({ where: { reportId }, order: { id: 'DESC' } });
    return Promise.all(
      found.map(async (delivery) => ({
        delivery,
        attempts: await this.attempts(organisationId).find({ where: { deliveryId: delivery.id }, order: { number: 'ASC' } }),
      })),
    );
  }

  async last(organisationId: string, reportId: string, manager?: EntityManager): Promise<Delivery | undefined> {
    return this.deliveries(organisationId, manager).findOne({ where: { reportId }, order: { id: 'DESC' } });
  }

  now(): Date {
    return this.clock.now();
  }

  get firstPauseMs(): number {
    return this.timing.firstPauseMs;
  }

  private deliveries(organisationId: string, manager: EntityManager = this.dataSource.manager): OrganisationRows<Delivery> {
    return forOrganisation(manager.getRepository(Delivery), organisationId);
  }

  private attempts(organisationId: string, manager: EntityManager = this.dataSource.manager): OrganisationRows<DeliveryAttempt> {
    return forOrganisation(manager.getRepository(DeliveryAttempt), organisationId);
  }
}
