import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Manifest } from '../../../src/reports/manifest';
import { describeWithReference } from '../../support/reference-data';

const CLI = join(__dirname, '../../../dist/cli.js');

function meter(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** The published demo files are older than any version of a spec: the same postings, in another year. */
function inYear(xml: string, from: string, to: string): string {
  return xml.replaceAll(
    new RegExp(`(<(?:fiscalYear|startDate|endDate|trDt|effDate|opBalDate|startDatePeriod|endDatePeriod)>)${from}`, 'g'),
    `$1${to}`,
  );
}

/** Balance accounts to cash, all others to one cell of the lasten: every document then closes in the matrix. */
function mappingOf(xml: string): string {
  const accounts = [...xml.matchAll(/<ledgerAccount>[\s\S]*?<accID>([^<]*)<\/accID>[\s\S]*?<accTp>([^<]*)<\/accTp>/g)];
  const rows = accounts.map(([, id, type]) => (type === 'B' ? `${id},,,balans,,6.1,A23,netto,` : `${id},,,lasten,0.4,3.8,,,`));
  return `grootboekrekening,kostenplaats,kostensoort,zijde,taakveld,categorie,balanscode,saldering,toelichting\n${rows.join('\n')}\n`;
}

describe.each([
  ['xaf/banana-2018-xaf32.xaf', '2018'],
  ['xaf/exactonline-2016-xaf32.xml', '2016'],
])('the auditfile %s', (name, year) => {
  jest.setTimeout(120_000);
  describeWithReference('through every command', [name], ([path = '']) => {
    const dir = mkdtempSync(join(tmpdir(), 'meter-xaf-'));
    const spec = ['--spec', 'rijk/cbs-iv3-gemeente', '--period', '2026-Q4'];
    const source = join(dir, basename(path));
    const manifest = join(dir, 'out', 'manifest.json');
    beforeAll(async () => {
      const xml = inYear(readFileSync(path, 'utf8'), year, '2026');
      writeFileSync(source, xml);
      writeFileSync(join(dir, 'map.csv'), mappingOf(xml));
      writeFileSync(
        join(dir, 'org.yaml'),
        'code: GM9999\nnaam: Voorbeeldstad\noverheidslaag: Gemeente\noverheidsnummer: "069999"\ncontact: { naam: A. Afzender, email: iv3@voorbeeldstad.nl, telefoon: "0101234567" }\nfinancieelPakket: Voorbeeldpakket\ndetailsOpenbaar: false\n',
      );
      const { code, stderr } = await meter(
        'generate',
        ...spec,
        '--organisation',
        join(dir, 'org.yaml'),
        '--source',
        source,
        '--mapping',
        join(dir, 'map.csv'),
        '--out',
        join(dir, 'out'),
      );
      expect([code, stderr]).toEqual([expect.any(Number), expect.stringContaining('Controleren')]);
      expect(code).toBeLessThan(2);
    });
    afterAll(() => rmSync(dir, { recursive: true, force: true }));

    it('is read to the cent, and its matrix closes', () => {
      const { inputs, controls } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
      expect(inputs[0]?.debit).toBe(inputs[0]?.credit);
      expect(controls.find(({ id }) => id === 'AANSLUITING')).toMatchObject({ passed: true });
      expect(controls.find(({ id }) => id === 'PF001')).toMatchObject({ passed: true });
    });

    it('opens into bookings, is rebuilt byte for byte and validates', async () => {
      const traced = await meter('trace', manifest, '--part', 'lasten', '--key', 'taakveld=0.4,categorie=3.8');
      expect([traced.code, traced.stderr]).toEqual([0, '']);
      expect(traced.stdout).toContain('afronding');
      expect((await meter('rebuild', manifest)).code).toBe(0);
      const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
      expect((await meter('validate', ...spec, join(dir, 'out', files[0]?.name ?? ''))).code).toBeLessThan(2);
    });
  });
});
