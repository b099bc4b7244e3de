import { DeliveriesService } from '../delivery/deliveries.service';
import { join, writeTogether } from '../platform/files';
import type { Acting } from '../reports/acting';
import { PackagesService } from '../reports/packages.service';
import type { Report } from '../reports/report.entity';
import { VersionsService } from '../reports/versions.service';
import { ReviewService } from '../review/review.service';
import { UnusableInput } from '../specs/unusable-input';
import type { AsOption } from './report.command';
import { ReportLookup } from './report-lookup.service';
import { withService, type ServiceSession } from './service-session.service';
import { statusText } from './status-text';

/** Reports ready, which builds and freezes what will be delivered; or gives back with the reason. */
export async function reviewReport(named: string, options: AsOption & { back?: string }): Promise<number> {
  return decide(named, options, async (session, { acting, report }) => {
    const review = session.get(ReviewService);
    if (options.back !== undefined) return review.sendBack(acting, report.id, { version: report.version, remark: options.back });
    const ready = await review.reportReady(acting, report.id, { version: report.version });
    process.stdout.write(`Vingerafdruk ${await fingerprintOf(session, ready)}\n`);
    return ready;
  });
}

/** Approves what has the given fingerprint; or gives back with the reason. */
export async function approveReport(
  named: string,
  options: AsOption & { fingerprint?: string; back?: string; remark?: string },
): Promise<number> {
  return decide(named, options, async (session, { acting, report }) => {
    const review = session.get(ReviewService);
    if (options.back !== undefined) return review.sendBack(acting, report.id, { version: report.version, remark: options.back });
    const { fingerprint } = options;
    if (fingerprint === undefined)
      throw new UnusableInput(`Geef met --fingerprint aan wat u goedkeurt; "meter report show ${named}" toont de vingerafdruk.`);
    return review.approve(acting, report.id, { version: report.version, fingerprint, remark: options.remark });
  });
}

/** By hand: writes the approved files and says how to bring them. Otherwise: sends once more after attempts that stopped. */
export async function deliverReport(named: string, options: AsOption & { out?: string }): Promise<number> {
  return decide(named, options, async (session, { acting, report }) => {
    const deliveries = session.get(DeliveriesService);
    const { byHand, steps } = await deliveries.instructions(acting, report.id);
    if (!byHand) {
      await deliveries.sendAgain(acting, report.id, report.version);
      return report;
    }
    if (options.out === undefined)
      throw new UnusableInput('Geef met --out een map voor de bestanden; u biedt ze zelf aan bij de ontvanger.');
    const version = await session.get(VersionsService).get(report.organisationId, report.id, report.version);
    const names = ((await session.get(PackagesService).current(report.organisationId, version.id))?.files ?? []).map(({ name }) => name);
    if (names.length === 0) throw new UnusableInput('De levering is nog niet goedgekeurd; er is niets om te verzenden.');
    const files = await Promise.all(names.map(async (name) => ({ name, content: await deliveries.download(acting, report.id, name) })));
    await writeTogether(options.out, files);
    process.stdout.write(
      `${names.map((name) => `Geschreven: ${join(options.out ?? '', name)}`).join('\n')}\n${steps ? `\n${steps.trim()}\n\n` : ''}`,
    );
    return report;
  });
}

/** Registers what the receiver answered. */
export async function registerReceipt(
  named: string,
  options: AsOption & { number?: string; verdict?: string; text?: string },
): Promise<number> {
  const verdicts: Record<string, 'accepted' | 'rejected'> = { geaccepteerd: 'accepted', teruggestuurd: 'rejected' };
  const verdict = options.verdict === undefined ? undefined : verdicts[options.verdict];
  if (options.verdict !== undefined && !verdict) throw new UnusableInput('--verdict moet geaccepteerd of teruggestuurd zijn.');
  return decide(named, options, async (session, { acting, report }) => {
    const deliveries = session.get(DeliveriesService);
    const { version } = report;
    const handed =
      report.status === 'approved'
        ? await deliveries.registerHandover(acting, report.id, { version, receiptNumber: options.number })
        : report;
    return verdict ? deliveries.registerVerdict(acting, report.id, { version, verdict, text: options.text }) : handed;
  });
}

export async function withdrawReport(named: string, options: AsOption): Promise<number> {
  return decide(named, options, (session, { acting, report }) =>
    session.get(ReviewService).withdraw(acting, report.id, { version: report.version }),
  );
}

type Deciding = (session: ServiceSession, on: { acting: Acting; report: Report }) => Promise<Report>;

async function decide(named: string, { as }: AsOption, deciding: Deciding): Promise<number> {
  return withService(async (session) => {
    const on = await session.get(ReportLookup).find(await session.person(as), named);
    const { period, status } = await deciding(session, on);
    process.stdout.write(`${period}: ${statusText(status)}.\n`);
    return 0;
  });
}

async function fingerprintOf(session: ServiceSession, { organisationId, id, version: number }: Report): Promise<string> {
  const version = await session.get(VersionsService).get(organisationId, id, number);
  return (await session.get(PackagesService).current(organisationId, version.id))?.fingerprint ?? '';
}
