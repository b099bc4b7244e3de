import { setTimeout as delay } from 'node:timers/promises';
import { STEPS, type Step } from '../../../src/reports/report-status';
import { VersionsService } from '../../../src/reports/versions.service';
import { Housekeeping } from '../../../src/worker/housekeeping.processor';
import { WorkerService } from '../../../src/worker/worker.service';
import { aGemeente, approve, aReport, now, ready, statusOf, type Gemeente } from '../../support/builders';
import { House } from '../../support/house';
import { TestProcess } from '../../support/processes';
import { Receiver } from '../../support/receiver';

let house: House;
let gemeente: Gemeente;

beforeEach(async () => {
  house = await House.open();
  gemeente = await aGemeente(house);
});

afterEach(async () => {
  expect(await house.logIsIntact()).toBe(true);
  await house.close();
});

describe('a step', () => {
  it('that is run twice does its work once', async () => {
    const report = await aReport(house, gemeente);
    for (const step of STEPS) {
      const version = step === 'collect' ? 0 : 1;
      await Promise.all([house.step({ reportId: report.id, version, step }), house.step({ reportId: report.id, version, step })]);
      await house.step({ reportId: report.id, version, step });
    }
    expect(await statusOf(house, report)).toBe('in-review');
    const { version } = await now(house, report);
    expect(version.number).toBe(1);
    const findings = await house.get(VersionsService).findings(version);
    expect(new Set(findings.map(({ position }) => position)).size).toBe(findings.length);
  });

  it('of a version that is no longer the current one changes nothing', async () => {
    const report = await aReport(house, gemeente);
    await house.settle();
    for (const step of STEPS) await house.step({ reportId: report.id, version: 7, step });
    for (const step of STEPS) await house.step({ reportId: '01990000-0000-7000-8000-000000000000', version: 1, step });
    expect(await now(house, report)).toMatchObject({ report: { status: 'in-review', version: 1 } });
  });
});

describe('housekeeping', () => {
  it('rings for what has no live job, and leaves alone what has', async () => {
    await aReport(house, gemeente);
    const housekeeping = house.get(Housekeeping);
    expect(await housekeeping.run()).toBe(0);
    await house.loseBell();
    expect(await housekeeping.run()).toBe(1);
    expect(await housekeeping.run()).toBe(0);
    await house.settle();
    await house.loseBell();
    expect(await housekeeping.run()).toBe(0);
  });
});

describe('a worker that is killed', () => {
  it.each<Step | `after:${Step}`>(['collect', 'after:collect', 'generate', 'after:generate', 'validate'])(
    'at %s loses nothing: another one goes on',
    async (where) => {
      const report = await aReport(house, gemeente);
      const victim = await aWorkerThatHangs(where);
      await victim.says(`hangs at ${where}`);
      await victim.kill();
      await house.loseBell();
      await house.get(WorkerService).start({ lockMs: 1000 });
      await until(() => statusOf(house, report), 'in-review');
      expect((await now(house, report)).version.number).toBe(1);
    },
  );

  it('after the receiver took the package does not make it deliver twice', async () => {
    const receiver = await Receiver.open();
    receiver.next('silent');
    const report = await aReport(house, gemeente, {
      route: { channel: 'https-post', channelOptions: { url: receiver.url, timeoutMs: '60000' } },
    });
    await house.settle();
    await ready(house, gemeente, report);
    const victim = await aWorkerThatHangs('nowhere');
    await victim.says('listening');
    await approve(house, gemeente, report);
    while (receiver.taken.size === 0) await delay(20);
    await victim.kill();
    await house.settleOnce();
    expect(receiver.requests).toHaveLength(1);
    house.clock.advance(180_000);
    await house.settle();
    expect(await statusOf(house, report)).toBe('delivered');
    expect([receiver.requests.length, receiver.taken.size]).toEqual([2, 1]);
    await receiver.close();
  });
});

async function aWorkerThatHangs(where: string): Promise<TestProcess> {
  return new TestProcess('worker-process.ts', [JSON.stringify(house.address), where]);
}

async function until(look: () => Promise<string>, wanted: string): Promise<void> {
  for (let waited = 0; (await look()) !== wanted; waited += 50) {
    if (waited > 40_000) throw new Error(`still ${await look()}: ${house.errors.join('; ')}`);
    await delay(50);
  }
}
