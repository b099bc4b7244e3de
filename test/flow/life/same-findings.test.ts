import { buffer } from 'node:stream/consumers';
import { FileStore } from '../../../src/platform/file-store';
import { RebuildService } from '../../../src/generation/rebuild.service';
import { VersionsService } from '../../../src/reports/versions.service';
import { aGemeente, aReport, now, ready } from '../../support/builders';
import { House } from '../../support/house';
import { Desk, HEADER, LEDGER, MAPPING, withCell } from '../../support/report-input';

let house: House;
let desk: Desk;

beforeAll(async () => {
  [house, desk] = [await House.open(), await Desk.open()];
});

afterAll(async () => {
  await house.close();
  await desk.close();
});

const semicolons = (lines: string[]): string[] =>
  lines.map((line) => line.replaceAll('.', ';').replaceAll(',', '#').replaceAll(';', ',').replaceAll('#', ';'));

describe('the service finds what the command line finds', () => {
  it.each([
    ['in a ledger without faults', LEDGER, MAPPING],
    [
      'with accounts that are not mapped',
      [...LEDGER, '2026,3,2026-03-01,B9,1,9999,,,onbekend,10.00,', '2026,3,2026-03-01,B9,2,9998,,,onbekend,,10.00'],
      MAPPING,
    ],
    ['in a ledger out of balance', withCell(4, 'debet', '1234.51'), MAPPING],
    ['with lines that occur twice', [...LEDGER, ...LEDGER.slice(5, 7)], MAPPING],
    ['with a byte order mark, semicolons and commas', [`\uFEFF${semicolons([HEADER])[0]}`, ...semicolons(LEDGER.slice(1))], MAPPING],
    [
      'with other years and odd dates',
      [
        ...LEDGER,
        '2025,3,2025-03-01,C1,1,4500,,,oud,5.00,',
        '2026,3,2026-12-31,C2,1,4500,,,later,5.00,',
        '2026,3,2026-12-31,C2,2,1000,,,later,,5.00',
      ],
      MAPPING,
    ],
    [
      'with refused and suspicious rules',
      LEDGER,
      [...MAPPING.map((line) => line.replace('6.3,4.1.1', '6.3,5.1')), '7*,,,lasten,99.9,1.1,,,'],
    ],
  ])('%s', async (_title, ledger, mapping) => {
    const outcome = await desk.generate({ ledger, mapping });
    const report = await aReport(house, await aGemeente(house), { ledger, mapping });
    await house.settle();
    const { version } = await now(house, report);
    const found = await house.get(VersionsService).findings(version);
    expect(JSON.parse(JSON.stringify(found.map(({ body }) => body)))).toEqual(outcome.findings);
    expect(version.controls).toEqual(outcome.manifest?.controls);
    const [file] = version.concept ?? [];
    expect((await buffer(await house.get(FileStore).get(file?.key ?? ''))).toString('utf8')).toBe(outcome.text);
    expect(await house.get(RebuildService).rebuild(report, version)).toEqual({ figures: true, files: [{ name: file?.name, same: true }] });
  });

  it('when an earlier report is there to compare with', async () => {
    const million = (debit: string, credit: string, month: number, document: string): string[] => [
      `2026,${month},2026-0${month}-10,${document},1,4500,,,groot werk,${debit},${credit}`,
      `2026,${month},2026-0${month}-10,${document},2,2000,,,groot werk,${credit},${debit}`,
    ];
    const income = ['2026,4,2026-04-10,U1,1,1000,,,uitkering,10.00,', '2026,4,2026-04-10,U1,2,8000,,,uitkering,,10.00'];
    const ledger = [...LEDGER, ...income, ...million('5000000.00', '', 5, 'G1'), ...million('', '3000000.00', 8, 'G2')];
    await desk.generate({ ledger, options: { period: '2026-Q2', out: desk.path('q2') } });
    const outcome = await desk.generate({ ledger, options: { previous: [desk.path('q2/manifest.json')] } });
    expect(outcome.sentence).toBeUndefined();
    expect(outcome.findings.map(({ id }) => id)).toContain('VT03');

    const gemeente = await aGemeente(house);
    const before = await aReport(house, gemeente, { ledger, period: '2026-Q2' });
    await house.settle();
    await ready(house, gemeente, before);
    const report = await aReport(house, gemeente, { ledger });
    await house.settle();
    const { version } = await now(house, report);
    expect(version.earlier.length).toBeGreaterThan(0);
    const found = await house.get(VersionsService).findings(version);
    expect(JSON.parse(JSON.stringify(found.map(({ body }) => body)))).toEqual(outcome.findings);
  });
});
