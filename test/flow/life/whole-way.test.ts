import { AuditEntry } from '../../../src/audit/audit-entry.entity';
import { DeliveriesService } from '../../../src/delivery/deliveries.service';
import { ReviewService } from '../../../src/review/review.service';
import { ReportsService } from '../../../src/reports/reports.service';
import { aGemeente, approve, aReport, now, ready, statusOf, type Gemeente } from '../../support/builders';
import { House } from '../../support/house';

let house: House;
let gemeente: Gemeente;

beforeAll(async () => {
  house = await House.open();
  gemeente = await aGemeente(house);
});

afterAll(() => house.close());

describe('a report', () => {
  it('goes from source file to accepted delivery in the hands of two people', async () => {
    const report = await aReport(house, gemeente);
    expect(report).toMatchObject({ status: 'planned', version: 0 });
    expect(report.dueAt?.toISOString()).toBe('2026-10-30T22:59:59.000Z');
    expect(await house.settle()).toEqual(['collect', 'generate', 'validate', 'consider']);
    const { version } = await now(house, report);
    expect(version).toMatchObject({ number: 1, errors: 0, trial: false });
    expect(await statusOf(house, report)).toBe('in-review');

    const { found } = await ready(house, gemeente, report);
    expect(found?.files.map(({ name }) => name)).toEqual(['iv3263069999.json']);
    const review = house.get(ReviewService);
    await expect(review.approve(gemeente.reviewer, report.id, { version: 1, fingerprint: found?.fingerprint ?? '' })).rejects.toMatchObject(
      { kind: 'forbidden' },
    );
    await approve(house, gemeente, report);
    expect(await house.settle()).toEqual(['deliver']);

    const deliveries = house.get(DeliveriesService);
    expect(await deliveries.instructions(gemeente.approver, report.id)).toMatchObject({
      channel: 'download',
      byHand: true,
      receiptRequired: true,
      steps: expect.stringContaining('Zo levert u'),
    });
    const bytes = await deliveries.download(gemeente.approver, report.id, 'iv3263069999.json');
    expect(bytes.toString('utf8')).toContain('"datum": "2026-10-15T12:00:00+02:00"');
    await expect(deliveries.registerHandover(gemeente.reviewer, report.id, { version: 1 })).rejects.toThrow('ontvangstnummer');
    await deliveries.registerHandover(gemeente.reviewer, report.id, { version: 1, receiptNumber: '2026-1234' });
    await deliveries.registerVerdict(gemeente.reviewer, report.id, { version: 1, verdict: 'accepted' });
    expect(await statusOf(house, report)).toBe('accepted');
    expect((await deliveries.list(gemeente.reviewer, report.id))[0]?.delivery).toMatchObject({
      state: 'delivered',
      receiptNumber: '2026-1234',
      verdict: 'accepted',
    });
    expect(await house.due()).toEqual([]);
  });

  it('leaves every move in a log that is intact', async () => {
    const [report] = await house.get(ReportsService).list(gemeente.reviewer);
    const entries = await house.platform.dataSource
      .getRepository(AuditEntry)
      .find({ where: { subject: 'report', subjectId: report?.id }, order: { position: 'ASC' } });
    expect(entries.map(({ action }) => action)).toEqual(
      ['opened', 'collect', 'generate', 'present', 'review', 'approve', 'deliver', 'accept'].map((move) => `report.${move}`),
    );
    expect(entries.map(({ userId }) => userId !== null)).toEqual([false, false, false, false, true, true, true, true]);
    expect(await house.logIsIntact()).toBe(true);
  });
});
