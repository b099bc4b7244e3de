import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bell } from '../reports/bell.service';
import { PackagesService } from '../reports/packages.service';
import { Outdated } from '../reports/refusal';
import type { ReportPackage } from '../reports/report-package.entity';
import type { Report } from '../reports/report.entity';
import { ReportsService, type ReportRef } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import { NotDelivered, type DeliverableFile, type Receipt } from './channel';
import { DeliveryRecords, type Claim, type Outcome } from './delivery-records.service';
import { DeliveryRoutes, type Route } from './delivery-routes.service';
import { MOST_ATTEMPTS, pauseAfter, retryAfterMs } from './retry';

/** What was approved and is about to be sent, read again and compared with the approval. */
interface Approved {
  found: ReportPackage;
  files: DeliverableFile[];
}

/** The step `deliver`: hands over exactly the bytes that were approved, once. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly packages: PackagesService,
    private readonly routes: DeliveryRoutes,
    private readonly records: DeliveryRecords,
    private readonly bell: Bell,
  ) {}

  /** Harmless to repeat: a package that is on its way, handed over or refused is not sent again, and every attempt has the same key. */
  async deliver(reportId: string, number: number): Promise<void> {
    const report = await this.reports.locate(reportId);
    if (report?.status !== 'approved' || report.version !== number || report.waits) return;
    const approved = await this.approved(report);
    if (!approved)
      return this.stop(
        report,
        'De opgeslagen levering is niet meer wat is goedgekeurd; er is niets verzonden. Stuur de levering terug en meld haar opnieuw gereed.',
      );
    const route = await this.routes.of(report);
    const claim = await this.claim(report, approved.found, route);
    if (!claim) return;
    try {
      await this.delivered(report, claim, await this.send(approved.files, claim, route));
    } catch (error) {
      if (error instanceof NotDelivered) await this.notDelivered(report, claim, error);
      else if (!(error instanceof Outdated)) throw error;
    }
  }

  /** The package with its bytes, or undefined when anything differs from what the approver saw. */
  private async approved(report: Report): Promise<Approved | undefined> {
    const version = await this.versions.get(report.organisationId, report.id, report.version);
    const found = await this.packages.current(report.organisationId, version.id);
    const approval = found && (await this.packages.approval(report.organisationId, found.id));
    if (!found || !approval || (await this.packages.fingerprint(report, version, found)) !== approval.fingerprint) return undefined;
    const files: DeliverableFile[] = [];
    for (const { name } of found.files) {
      const content = await this.packages.content(found, name).catch(() => undefined);
      if (!content) return undefined;
      files.push({ name, content });
    }
    return { found, files };
  }

  private async claim(seen: Report, found: ReportPackage, { channel, settings }: Route): Promise<Claim | undefined> {
    let claim: Claim | undefined;
    await this.reports.note(refOf(seen), async (report, manager) => {
      if (report.status !== 'approved' || report.version !== seen.version) return undefined;
      const delivery = await this.records.open(manager, report, found, channel);
      if (!['retry', 'sending'].includes(delivery.state)) return { waits: true };
      claim = await this.records.claim(manager, report, delivery, { endpoint: channel.endpoint(settings), files: found.files.length });
      return claim && { sendingUntil: claim.until };
    });
    return claim;
  }

  /** A package of several files is handed over when all of them are; each has a key of its own. */
  private async send(files: DeliverableFile[], { delivery }: Claim, { channel, settings, secret }: Route): Promise<Receipt> {
    const receipts: Receipt[] = [];
    for (const [index, file] of files.entries()) {
      const idempotencyKey = index === 0 ? delivery.idempotencyKey : `${delivery.idempotencyKey}-${index}`;
      receipts.push(await asNotDelivered(() => channel.send(file, { settings, secret, idempotencyKey })));
    }
    const [first] = receipts;
    return first ?? { response: '' };
  }

  private async delivered(report: Report, claim: Claim, { number, statusCode, response }: Receipt): Promise<void> {
    const outcome: Outcome = { result: 'delivered', statusCode, response };
    const changes = { state: 'delivered' as const, receiptNumber: number ?? null, deliveredAt: this.records.now(), nextAttemptAt: null };
    const along = async (manager: EntityManager) => void (await this.records.finish(manager, claim, outcome, changes));
    await this.reports.move({ ...refOf(report), move: 'deliver', actor: { channel: 'worker' }, details: detailsOf(claim), along });
  }

  private async notDelivered(report: Report, claim: Claim, error: NotDelivered): Promise<void> {
    const { statusCode, response, retryAfter } = error.answer;
    const kind = error.kind === 'later' && claim.attempt.number >= MOST_ATTEMPTS ? 'stopped' : error.kind;
    const outcome: Outcome = { result: kind, statusCode, response: response || error.message };
    if (kind === 'refused') {
      const along = async (manager: EntityManager) => void (await this.records.finish(manager, claim, outcome, { state: 'refused' }));
      await this.reports.move({ ...refOf(report), move: 'refuse', actor: { channel: 'worker' }, details: detailsOf(claim), along });
      return;
    }
    const now = this.records.now();
    const pause = pauseAfter(claim.attempt.number, retryAfterMs(retryAfter ?? null, now), this.records.firstPauseMs);
    const next = kind === 'later' ? new Date(now.getTime() + pause) : null;
    await this.reports.note(refOf(report), async (locked, manager) => {
      const last = await this.records.finish(manager, claim, outcome, {
        state: kind === 'later' ? 'retry' : 'stopped',
        nextAttemptAt: next,
      });
      if (!last || locked.status !== 'approved' || locked.version !== report.version) return undefined;
      return {
        sendingUntil: null,
        notBefore: next,
        waits: kind !== 'later',
        problem: { step: 'deliver', message: error.message, at: now.toISOString() },
      };
    });
    if (next) await this.bell.ringSoftly({ reportId: report.id, version: report.version, step: 'deliver' }, pause);
  }

  private async stop(report: Report, message: string): Promise<void> {
    await this.reports.fail(refOf(report), 'deliver', { message, final: true });
  }
}

function refOf({ organisationId, id, version }: Report): ReportRef {
  return { organisationId, reportId: id, version };
}

function detailsOf({ delivery, attempt }: Claim): Record<string, string> {
  return { deliveryId: delivery.id, attempt: String(attempt.number), fingerprint: delivery.fingerprint };
}

/** What a channel throws beside its own refusals is something that may pass. */
async function asNotDelivered(send: () => Promise<Receipt>): Promise<Receipt> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof NotDelivered) throw error;
    if (error instanceof Error && error.name === 'ConfigError')
      throw new NotDelivered('stopped', 'Het geheim voor de aanlevering is op deze server niet ingesteld.');
    throw new NotDelivered('later', 'De aanlevering is afgebroken.', { response: error instanceof Error ? error.name : 'onbekend' });
  }
}
