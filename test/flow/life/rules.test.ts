import { DeliveriesService } from '../../../src/delivery/deliveries.service';
import { RebuildService } from '../../../src/generation/rebuild.service';
import { newId } from '../../../src/platform/ids';
import { ExplanationsService } from '../../../src/reports/explanations.service';
import { Renewal } from '../../../src/reports/renewal.service';
import { ReportPackage } from '../../../src/reports/report-package.entity';
import { ReportsService } from '../../../src/reports/reports.service';
import { VersionsService } from '../../../src/reports/versions.service';
import { ReviewService } from '../../../src/review/review.service';
import { StandingApprovals } from '../../../src/review/standing-approvals.service';
import { StoredSnapshot } from '../../../src/sources/stored-snapshot.entity';
import {
  aGemeente,
  approve,
  aReport,
  giveLedger,
  giveMapping,
  now,
  ready,
  somebody,
  statusOf,
  type Gemeente,
} from '../../support/builders';
import { House } from '../../support/house';
import { LEDGER, MAPPING, withCell } from '../../support/report-input';

let house: House;
let gemeente: Gemeente;

beforeAll(async () => {
  house = await House.open();
});

beforeEach(async () => {
  gemeente = await aGemeente(house);
});

afterEach(async () => expect(await house.logIsIntact()).toBe(true));
afterAll(() => house.close());

// Interest on a taakveld where it does not belong: legal, but a question that needs an answer.
const SUSPICIOUS = MAPPING.map((line) => line.replace('6.3,4.1.1', '6.3,5.1'));

async function readAgain(report: { id: string; organisationId: string }): Promise<void> {
  const { report: seen } = await now(house, report);
  await house.get(ReportsService).askReading({ organisationId: seen.organisationId, reportId: seen.id, version: seen.version });
  await house.settle();
}

describe('a version with errors', () => {
  it('is blocked, and comes through as version 2 when the conversietabel is mended', async () => {
    const report = await aReport(house, gemeente, { mapping: MAPPING.filter((line) => !line.startsWith('2*')) });
    await house.settle();
    expect(await statusOf(house, report)).toBe('blocked');
    await expect(house.get(ReviewService).reportReady(gemeente.reviewer, report.id, { version: 1 })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(house.get(Renewal).generateAgain(gemeente.mapper, report.id, 1)).rejects.toThrow('niets veranderd');
    await giveMapping(house, gemeente, MAPPING);
    await house.get(Renewal).generateAgain(gemeente.mapper, report.id, 1);
    expect(await house.settle()).toEqual(['generate', 'validate', 'consider']);
    const { version } = await now(house, report);
    expect(version).toMatchObject({ number: 2, errors: 0, difference: { with: 1, newErrors: [] } });
    expect(version.difference?.cells).toBeGreaterThan(0);
    expect(await statusOf(house, report)).toBe('in-review');
  });
});

describe('a warning', () => {
  it('asks for an explanation before the version is ready, and the explanation goes with the file', async () => {
    const report = await aReport(house, gemeente, { mapping: SUSPICIOUS });
    await house.settle();
    const review = house.get(ReviewService);
    await expect(review.reportReady(gemeente.reviewer, report.id, { version: 1 })).rejects.toMatchObject({
      kind: 'invalid',
      reasons: expect.arrayContaining([expect.stringContaining('VT07')]),
    });
    await expect(house.get(ExplanationsService).explain(gemeente.mapper, report.id, 'x', 'lang genoeg hoor')).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(house.get(ExplanationsService).explain(gemeente.reviewer, report.id, 'x', 'kort')).rejects.toMatchObject({
      kind: 'invalid',
    });
    await expect(house.get(ExplanationsService).explain(gemeente.reviewer, report.id, 'x', 'lang genoeg hoor')).rejects.toMatchObject({
      kind: 'not-found',
    });
    await ready(house, gemeente, report);
    await approve(house, gemeente, report);
    const file = (await house.get(DeliveriesService).download(gemeente.reviewer, report.id, 'iv3263069999.json')).toString('utf8');
    expect(file).toContain('Dit klopt: het is zo besloten door de raad.');
    expect(file).toContain(gemeente.reviewer.person.name);
    const { report: seen, version } = await now(house, report);
    expect(await house.get(RebuildService).rebuild(seen, version)).toEqual({
      figures: true,
      files: [{ name: 'iv3263069999.json', same: true }],
    });
    await expect(house.get(ExplanationsService).explain(gemeente.reviewer, report.id, 'x', 'lang genoeg hoor')).rejects.toThrow();
  });

  it('keeps its explanation in the next version, to be looked at again where the amount changed', async () => {
    const report = await aReport(house, gemeente, { mapping: SUSPICIOUS });
    await house.settle();
    const explanations = house.get(ExplanationsService);
    const { version: first } = await now(house, report);
    for (const { finding } of await explanations.explained(first))
      if (finding.severity === 'warning') await explanations.explain(gemeente.reviewer, report.id, finding.place, 'Dit is zo afgesproken.');
    await giveLedger(house, gemeente, withCell(6, 'debet', '200.49', withCell(7, 'credit', '200.49')));
    await readAgain(report);
    const { version } = await now(house, report);
    expect(version.number).toBe(2);
    const warnings = (await explanations.explained(version)).filter(({ finding }) => finding.severity === 'warning');
    expect(warnings.length).toBeGreaterThan(0);
    expect(warnings.every(({ explanation }) => explanation?.text === 'Dit is zo afgesproken.')).toBe(true);
    expect(warnings.find(({ finding }) => finding.code === 'VT07')?.lookAgain).toBe(true);
    await expect(house.get(ReviewService).reportReady(gemeente.reviewer, report.id, { version: 2 })).rejects.toMatchObject({
      reasons: expect.arrayContaining([expect.stringContaining('Na te kijken')]),
    });
    await ready(house, gemeente, report);
    expect(await statusOf(house, report)).toBe('reviewed');
  });
});

describe('a reading', () => {
  it('of the same bytes stores nothing and makes no version', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    await giveLedger(house, gemeente, LEDGER);
    await readAgain(report);
    expect((await now(house, report)).version.number).toBe(1);
    expect(await house.platform.dataSource.getRepository(StoredSnapshot).countBy({ organisationId: gemeente.id })).toBe(1);
    expect(await statusOf(house, report)).toBe('in-review');
  });

  it('stands beside a version that was reported ready, until a person begins it', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    await ready(house, gemeente, report);
    const approved = await approve(house, gemeente, report);
    await giveLedger(house, gemeente, withCell(6, 'debet', '200.49', withCell(7, 'credit', '200.49')));
    await readAgain(report);
    expect(await statusOf(house, report)).toBe('approved');
    const [trial] = await house.get(VersionsService).list(gemeente.id, report.id);
    expect(trial).toMatchObject({
      number: 2,
      trial: true,
      errors: 0,
      difference: { with: 1, amount: expect.stringMatching(/^[1-9]/), newErrors: [] },
    });
    expect((await now(house, report)).found?.fingerprint).toBe(approved.found?.fingerprint);

    await house.get(Renewal).beginNewVersion(gemeente.reviewer, report.id, 1);
    const begun = await now(house, report);
    expect(begun).toMatchObject({ report: { status: 'in-review', version: 2 }, version: { trial: false } });
    expect(begun.found).toBeUndefined();
    await ready(house, gemeente, report);
    await expect(
      house.get(ReviewService).approve(gemeente.approver, report.id, { version: 1, fingerprint: approved.found?.fingerprint ?? '' }),
    ).rejects.toMatchObject({ kind: 'conflict' });
    await approve(house, gemeente, report);
    expect(await statusOf(house, report)).toBe('approved');
  });

  it('that fails shows on the report and is tried again an hour later', async () => {
    const report = await aReport(house, gemeente, { ledger: ['dit is', 'geen grootboek'] });
    expect(await house.settle()).toContain('collect');
    const shown = await house.get(ReportsService).find(gemeente.reviewer, report.id);
    expect(shown).toMatchObject({ status: 'planned', problem: { step: 'collect', message: expect.stringContaining('kopregel') } });
    expect(shown.problem?.message).not.toContain('/');
    await giveLedger(house, gemeente, LEDGER);
    expect(await house.settle()).toEqual([]);
    house.clock.advance(61 * 60_000);
    await house.settle();
    expect(await house.get(ReportsService).find(gemeente.reviewer, report.id)).toMatchObject({ status: 'in-review', problem: null });
  });
});

describe('an approval', () => {
  it('holds only for what was seen', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    const { found } = await ready(house, gemeente, report);
    const review = house.get(ReviewService);
    await expect(review.approve(gemeente.approver, report.id, { version: 1, fingerprint: '0'.repeat(64) })).rejects.toThrow('vingerafdruk');
    await expect(review.approve(gemeente.mapper, report.id, { version: 1, fingerprint: found?.fingerprint ?? '' })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await approve(house, gemeente, report);
    await expect(approve(house, gemeente, report)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('cannot be given by who reviewed, whatever roles that person has', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    const both = { ...gemeente, reviewer: gemeente.approver };
    await ready(house, both, report);
    await expect(approve(house, gemeente, report)).rejects.toThrow('zelf beoordeeld');
    const third = await somebody(house, gemeente.id, ['goedkeurder']);
    await approve(house, { ...gemeente, approver: third }, report);
    expect(await statusOf(house, report)).toBe('approved');
  });

  it('lapses when the version is sent back, and the figures stay', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    const first = await ready(house, gemeente, report);
    await approve(house, gemeente, report);
    const review = house.get(ReviewService);
    await expect(review.sendBack(gemeente.approver, report.id, { version: 1, remark: ' ' })).rejects.toMatchObject({ kind: 'invalid' });
    await review.sendBack(gemeente.approver, report.id, { version: 1, remark: 'De contactpersoon klopt niet.' });
    expect(await now(house, report)).toMatchObject({
      report: { status: 'in-review' },
      version: { number: 1, figures: first.version.figures },
      found: undefined,
    });
    const again = await ready(house, gemeente, report, '2026-10-16T09:00:00+02:00');
    expect(again.found?.fingerprint).not.toBe(first.found?.fingerprint);
    await review.sendBack(gemeente.reviewer, report.id, { version: 1, remark: 'Toch niet.' });
    await review.sendBack(gemeente.reviewer, report.id, { version: 1, remark: 'De bron moet over.' });
    expect(await statusOf(house, report)).toBe('blocked');
  });
});

describe('the same package', () => {
  it('has the same fingerprint when it is built again from the same', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    const first = await ready(house, gemeente, report);
    await house.get(ReviewService).sendBack(gemeente.reviewer, report.id, { version: 1, remark: 'Nog eens kijken.' });
    const again = await ready(house, gemeente, report);
    expect(again.found?.fingerprint).toBe(first.found?.fingerprint);
    expect(again.found?.id).not.toBe(first.found?.id);
  });

  it('is not delivered when anything in it was changed after the approval', async () => {
    const report = await aReport(house, gemeente, {
      route: { channel: 'https-post', channelOptions: { url: 'http://127.0.0.1:1/nergens' } },
    });
    await house.settle();
    await ready(house, gemeente, report);
    const { found } = await approve(house, gemeente, report);
    const packages = house.platform.dataSource.getRepository(ReportPackage);
    await packages.update({ id: found?.id }, { explanations: [{ place: 'x', text: 'achteraf', author: 'iemand' }] });
    await house.settle();
    expect(await house.get(ReportsService).find(gemeente.reviewer, report.id)).toMatchObject({
      status: 'approved',
      waits: true,
      problem: { message: expect.stringContaining('niet meer wat is goedgekeurd') },
    });
    expect(await house.get(DeliveriesService).list(gemeente.reviewer, report.id)).toEqual([]);
  });
});

describe('another organisation', () => {
  it('cannot see a report, nor do anything with it', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    const stranger = await aGemeente(house);
    const intruder = await somebody(house, stranger.id, ['beoordelaar', 'goedkeurder', 'toewijzer']);
    const there = { ...intruder, organisationId: gemeente.id };
    const [reports, review, deliveries] = [house.get(ReportsService), house.get(ReviewService), house.get(DeliveriesService)];
    expect(await reports.list(stranger.reviewer)).toEqual([]);
    for (const acting of [intruder, there]) {
      await expect(reports.find(acting, report.id)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(review.reportReady(acting, report.id, { version: 1 })).rejects.toMatchObject({ kind: 'not-found' });
      await expect(review.sendBack(acting, report.id, { version: 1, remark: 'van mij' })).rejects.toMatchObject({ kind: 'not-found' });
      await expect(review.approve(acting, report.id, { version: 1, fingerprint: 'x' })).rejects.toMatchObject({ kind: 'not-found' });
      await expect(review.withdraw(acting, report.id, { version: 1 })).rejects.toMatchObject({ kind: 'not-found' });
      await expect(deliveries.list(acting, report.id)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(deliveries.download(acting, report.id, 'iv3263069999.json')).rejects.toMatchObject({ kind: 'not-found' });
      await expect(deliveries.sendAgain(acting, report.id, 1)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(house.get(Renewal).beginNewVersion(acting, report.id, 1)).rejects.toMatchObject({ kind: 'not-found' });
      await expect(house.get(ExplanationsService).explain(acting, report.id, 'x', 'een lange toelichting')).rejects.toMatchObject({
        kind: 'not-found',
      });
    }
    await expect(
      reports.move({
        organisationId: stranger.id,
        reportId: report.id,
        version: 1,
        move: 'withdraw',
        actor: { userId: newId(), channel: 'api' },
      }),
    ).rejects.toMatchObject({ kind: 'not-found' });
    expect(await statusOf(house, report)).toBe('in-review');
  });
});

describe('a standing approval', () => {
  const until = new Date('2027-01-31T00:00:00Z');

  it('takes the place of the approver, when somebody else reviewed', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    await house
      .get(StandingApprovals)
      .grant(gemeente.approver, { obligationId: report.obligationId, reference: 'Mandaat 12', until, limits: { review: false } });
    expect(await house.settle()).toEqual(['consider']);
    expect(await statusOf(house, report)).toBe('in-review');
    await ready(house, gemeente, report);
    await house.settle();
    expect(await statusOf(house, report)).toBe('approved');
  });

  it('does not let its giver review alone', async () => {
    const report = await aReport(house, gemeente);
    await house
      .get(StandingApprovals)
      .grant(gemeente.approver, { obligationId: report.obligationId, reference: 'Mandaat 12', until, limits: { review: false } });
    await house.settle();
    await ready(house, { ...gemeente, reviewer: gemeente.approver }, report);
    await house.settle();
    expect(await statusOf(house, report)).toBe('reviewed');
  });

  it('lets a spotless version go by itself, and stops one with an unexplained warning', async () => {
    const spotless = await aReport(house, gemeente);
    await house
      .get(StandingApprovals)
      .grant(gemeente.approver, { obligationId: spotless.obligationId, reference: 'Mandaat 12', until, limits: { review: true } });
    await house.settle();
    expect(await now(house, spotless)).toMatchObject({ report: { status: 'approved' }, found: { reviewerId: null } });

    const other = await aGemeente(house);
    const doubtful = await aReport(house, other, { mapping: SUSPICIOUS });
    await house
      .get(StandingApprovals)
      .grant(other.approver, { obligationId: doubtful.obligationId, reference: 'Mandaat 13', until, limits: { review: true } });
    await house.settle();
    expect(await statusOf(house, doubtful)).toBe('in-review');
  });

  it('ends with its date, its withdrawal, the role of its giver, and its limits', async () => {
    const standing = house.get(StandingApprovals);
    const report = await aReport(house, gemeente);
    const give = (limits: object, end = until) =>
      standing.grant(gemeente.approver, {
        obligationId: report.obligationId,
        reference: 'M',
        until: end,
        limits: { review: true, ...limits },
      });
    await give({ deliveries: ['Q4'] });
    await give({ maxDeviationPercent: '10.0' });
    const withdrawn = await give({});
    await standing.withdraw(gemeente.approver, withdrawn.id);
    await expect(give({}, new Date('2026-10-01T00:00:00Z'))).rejects.toMatchObject({ kind: 'invalid' });
    await expect(
      standing.grant(gemeente.reviewer, { obligationId: report.obligationId, reference: 'M', until, limits: { review: true } }),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await house.settle();
    expect(await statusOf(house, report)).toBe('in-review');
  });
});
