import { setTimeout as delay } from 'node:timers/promises';
import { DeliveriesService } from '../../../src/delivery/deliveries.service';
import { DeliveryService } from '../../../src/delivery/delivery.service';
import type { Report } from '../../../src/reports/report.entity';
import { Renewal } from '../../../src/reports/renewal.service';
import { ReportsService } from '../../../src/reports/reports.service';
import { WorkerService } from '../../../src/worker/worker.service';
import { aGemeente, approve, aReport, now, ready, statusOf, type Gemeente } from '../../support/builders';
import { House } from '../../support/house';
import { Receiver } from '../../support/receiver';
import { SettableClock } from '../../support/settable-clock';

let house: House;
let gemeente: Gemeente;
let receiver: Receiver;
let report: Report;

beforeAll(async () => {
  house = await House.open({ environment: { METER_SECRET_ONTVANGER: 'zeer-geheim-token' } });
});

beforeEach(async () => {
  receiver = await Receiver.open();
  gemeente = await aGemeente(house);
  report = await aReport(house, gemeente, {
    route: { channel: 'https-post', channelOptions: { url: receiver.url, timeoutMs: '400', bearerSecret: 'ontvanger' } },
  });
  await house.settle();
  await ready(house, gemeente, report);
});

afterEach(async () => {
  await receiver.close();
  expect(await house.logIsIntact()).toBe(true);
});

afterAll(() => house.close());

async function attempts(): Promise<(string | null)[]> {
  const [last] = await house.get(DeliveriesService).list(gemeente.reviewer, report.id);
  return (last?.attempts ?? []).map(({ result }) => result);
}

async function zending() {
  const [last] = await house.get(DeliveriesService).list(gemeente.reviewer, report.id);
  return last?.delivery;
}

describe('an approved package', () => {
  it('reaches the receiver exactly as it was approved, and only once however often the bell rings', async () => {
    const { found } = await approve(house, gemeente, report);
    const due = { reportId: report.id, version: 1, step: 'deliver' as const };
    await Promise.all([house.step(due), house.step(due), house.step(due)]);
    await house.step(due);
    expect(receiver.requests).toHaveLength(1);
    expect(receiver.requests[0]?.body).toEqual(
      await house.get(DeliveriesService).download(gemeente.reviewer, report.id, 'iv3263069999.json'),
    );
    expect(receiver.requests[0]?.headers.authorization).toBe('Bearer zeer-geheim-token');
    expect(await zending()).toMatchObject({ state: 'delivered', receiptNumber: 'R-1', fingerprint: found?.fingerprint, attempts: 1 });
    expect(await statusOf(house, report)).toBe('delivered');
  });

  it('is tried again with the same key when the receiver fails or its answer is lost', async () => {
    await approve(house, gemeente, report);
    receiver.next({ status: 500 }, 'silent', 'hang-up');
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await house.settle();
      house.clock.advance(10_000);
    }
    expect(await attempts()).toEqual(['later', 'later', 'later', 'delivered']);
    expect(new Set(receiver.requests.map(({ key }) => key)).size).toBe(1);
    expect(receiver.taken.size).toBe(1);
    expect(await statusOf(house, report)).toBe('delivered');
  });

  it('waits as long as the receiver asks', async () => {
    await approve(house, gemeente, report);
    receiver.next({ status: 429, headers: { 'Retry-After': '600' } });
    await house.settle();
    house.clock.advance(9 * 60_000);
    await house.step({ reportId: report.id, version: 1, step: 'deliver' });
    expect(receiver.requests).toHaveLength(1);
    house.clock.advance(61_000);
    await house.settle();
    expect(await statusOf(house, report)).toBe('delivered');
  });

  it('is not sent again after a refusal; a new version is', async () => {
    await approve(house, gemeente, report);
    receiver.next({ status: 400, body: 'schema' });
    await house.settle();
    house.clock.advance(24 * 3_600_000);
    await house.settle();
    expect(receiver.requests).toHaveLength(1);
    expect(await statusOf(house, report)).toBe('rejected');
    expect(await zending()).toMatchObject({ state: 'refused' });
    await house.get(Renewal).beginNewVersion(gemeente.reviewer, report.id, 1);
    await house.settle();
    await ready(house, gemeente, report);
    await approve(house, gemeente, report);
    await house.settle();
    expect(await statusOf(house, report)).toBe('delivered');
    expect(new Set(receiver.requests.map(({ key }) => key)).size).toBe(2);
  });

  it('waits for a person when the receiver does not let us in, and is then sent with the same key', async () => {
    await approve(house, gemeente, report);
    receiver.next({ status: 401 });
    await house.settle();
    expect(await house.get(ReportsService).find(gemeente.reviewer, report.id)).toMatchObject({
      status: 'approved',
      waits: true,
      problem: { message: expect.stringContaining('toegang') },
    });
    await house.get(DeliveriesService).sendAgain(gemeente.approver, report.id, 1);
    await house.settle();
    expect(await attempts()).toEqual(['stopped', 'delivered']);
    expect(new Set(receiver.requests.map(({ key }) => key)).size).toBe(1);
  });

  it('cannot be taken back while it is on its way', async () => {
    await approve(house, gemeente, report);
    receiver.next('silent');
    const sending = house.step({ reportId: report.id, version: 1, step: 'deliver' });
    while (receiver.requests.length === 0) await delay(10);
    await expect(house.get(Renewal).beginNewVersion(gemeente.approver, report.id, 1)).rejects.toThrow('op dit moment verzonden');
    await sending;
    await house.get(Renewal).beginNewVersion(gemeente.approver, report.id, 1);
    house.clock.advance(60_000);
    await house.step({ reportId: report.id, version: 1, step: 'deliver' });
    expect(receiver.requests).toHaveLength(1);
  });

  it('is picked up when the process ended while it was sending', async () => {
    await approve(house, gemeente, report);
    const service = house.get(DeliveryService) as unknown as { delivered: () => Promise<void> };
    const spy = jest.spyOn(service, 'delivered').mockImplementationOnce(() => Promise.reject(new Error('the process is gone')));
    await expect(house.step({ reportId: report.id, version: 1, step: 'deliver' })).rejects.toThrow('gone');
    spy.mockRestore();
    await house.settleOnce();
    expect(receiver.requests).toHaveLength(1);
    house.clock.advance(3_000);
    await house.settle();
    expect(await attempts()).toEqual(['interrupted', 'delivered']);
    expect(receiver.taken.size).toBe(1);
    expect(await now(house, report)).toMatchObject({ report: { status: 'delivered', sendingUntil: null } });
  });
});

describe('with a worker that listens to the bell', () => {
  it('everything from the first reading to the receipt happens without a hand, but for two people', async () => {
    const living = await House.open({ clock: new LivingClock('2026-10-15T10:00:00Z'), environment: { METER_SECRET_ONTVANGER: 'x' } });
    try {
      await living.get(WorkerService).start();
      const own = await aGemeente(living);
      receiver.next({ status: 503 }, 'silent');
      const opened = await aReport(living, own, {
        route: { channel: 'https-post', channelOptions: { url: receiver.url, timeoutMs: '300' } },
      });
      await until(living, opened, 'in-review');
      await ready(living, own, opened);
      await approve(living, own, opened);
      await until(living, opened, 'delivered');
      expect(receiver.taken.size).toBe(1);
    } finally {
      await living.close();
    }
  });
});

/** Begins at a fixed moment and then runs. */
class LivingClock extends SettableClock {
  private readonly started = Date.now();

  override now(): Date {
    return new Date(super.now().getTime() + Date.now() - this.started);
  }
}

async function until(living: House, { id }: Report, status: string): Promise<void> {
  for (let waited = 0; (await statusOf(living, { id })) !== status; waited += 20) {
    if (waited > 30_000) throw new Error(`still ${await statusOf(living, { id })}: ${living.errors.join('; ')}`);
    await delay(20);
  }
}
