import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, renameSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../../src/specs/finding';
import type { Manifest } from '../../../src/reports/manifest';

const CLI = join(__dirname, '../../../dist/cli.js');

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function meter(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const ORGANISATION = `code: GM9999
naam: Voorbeeldstad
overheidslaag: Gemeente
overheidsnummer: "069999"
oin: "00000001999999999000"
contact: { naam: A. Afzender, email: iv3@voorbeeldstad.nl, telefoon: "0101234567" }
financieelPakket: Voorbeeldpakket
detailsOpenbaar: false
`;

const MAPPING = `grootboekrekening,kostenplaats,kostensoort,zijde,taakveld,categorie,balanscode,saldering,toelichting
4000,,,lasten,0.4,1.1,,,
4*,,,lasten,6.3,4.1.1,,,
4*,K1*,,lasten,6.1,3.8,,,
8*,,,baten,0.7,4.3.1,,,
0100,,,balans,,3.2,A123,,
1*,,,balans,,6.1,A23,,
2*,,,balans,,6.1,P213,,
0900,,,balans,,7.1,P111,,
`;

const HEADER = 'boekjaar,periode,boekdatum,boekstuk,regelnr,grootboekrekening,kostenplaats,kostensoort,omschrijving,debet,credit';
const LEDGER = `${HEADER}
2026,0,2025-12-31,OB,1,0100,,,beginbalans,1000000.00,
2026,0,2025-12-31,OB,2,1000,,,beginbalans,500000.00,
2026,0,2025-12-31,OB,3,0900,,,beginbalans,,1500000.00
2026,1,2026-01-15,B1,1,4000,K200,,salaris,1234.50,
2026,1,2026-01-15,B1,2,1000,,,bank,,1234.50
2026,2,2026-02-15,B2,1,4500,K101,,inkoop,100.49,
2026,2,2026-02-15,B2,2,2000,,,crediteuren,,100.49
2026,9,2026-09-30,B3,1,1000,,,uitkering,1335.00,
2026,9,2026-09-30,B3,2,8000,,,uitkering,,1335.00
2026,11,2026-11-30,B4,1,1000,,,later,10.00,
2026,11,2026-11-30,B4,2,8000,,,later,,10.00
`;

describe('the command line contract', () => {
  jest.setTimeout(120_000);
  const dir = mkdtempSync(join(tmpdir(), 'meter-contract-'));
  const at = (name: string) => join(dir, name);
  const spec = ['--spec', 'rijk/cbs-iv3-gemeente', '--period', '2026-Q3'];
  const generate = (out: string, ...more: string[]) =>
    meter(
      'generate',
      ...spec,
      '--organisation',
      at('org.yaml'),
      '--source',
      at('ledger.csv'),
      '--mapping',
      at('map.csv'),
      '--out',
      at(out),
      '--datum',
      '2026-10-20T09:30:00+02:00',
      ...more,
    );
  const manifest = (out: string) => JSON.parse(readFileSync(join(at(out), 'manifest.json'), 'utf8')) as Manifest;
  const findings = (out: string) => JSON.parse(readFileSync(join(at(out), 'findings.json'), 'utf8')) as Finding[];

  beforeAll(async () => {
    writeFileSync(at('org.yaml'), ORGANISATION);
    writeFileSync(at('map.csv'), MAPPING);
    writeFileSync(at('ledger.csv'), LEDGER);
    expect((await generate('out')).code).toBe(0);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('writes the file of the receiver, findings and manifest, and a Dutch summary', async () => {
    const { stdout, stderr } = await generate('same');
    expect(readdirSync(at('same')).sort()).toEqual(['findings.json', 'iv3263069999.json', 'manifest.json']);
    expect(stdout).toContain('0 fouten, 0 waarschuwingen');
    expect(stderr).toContain('Brongegevens lezen');
    expect(manifest('same').inputs.map(({ role }) => role)).toEqual(['source', 'organisation', 'mapping']);
    expect(manifest('same').inputs[0]).toMatchObject({ lines: 11, debit: '1502679.99', credit: '1502679.99' });
  });

  it('gives the same bytes for the same inputs', async () => {
    await generate('again');
    for (const name of ['iv3263069999.json', 'findings.json', 'manifest.json'])
      expect(readFileSync(join(at('again'), name), 'utf8')).toBe(readFileSync(join(at('out'), name), 'utf8'));
  });

  it('writes integers in whole euros, half away from zero, without zero cells', () => {
    const { data } = JSON.parse(readFileSync(join(at('out'), 'iv3263069999.json'), 'utf8')) as {
      data: Record<string, { bedrag: number }[]>;
    };
    expect(data.lasten).toEqual([
      { taakveld: '0.4', categorie: '1.1', bedrag: 1235 },
      { taakveld: '6.1', categorie: '3.8', bedrag: 100 },
    ]);
    expect(data.baten).toEqual([{ taakveld: '0.7', categorie: '4.3.1', bedrag: 1335 }]);
    for (const rows of Object.values(data)) for (const { bedrag } of rows) expect(bedrag).not.toBe(0);
  });

  it('ends with 1 and still writes the file when an account is not mapped, and names it as the cause', async () => {
    writeFileSync(at('map-short.csv'), MAPPING.replace('2*,,,balans,,6.1,P213,,\n', ''));
    const { code, stdout } = await meter(
      'generate',
      ...spec,
      '--organisation',
      at('org.yaml'),
      '--source',
      at('ledger.csv'),
      '--mapping',
      at('map-short.csv'),
      '--out',
      at('short'),
    );
    expect(code).toBe(1);
    expect(stdout).toContain('TOEWIJZING-ONTBREEKT');
    expect(existsSync(join(at('short'), 'iv3263069999.json'))).toBe(true);
    const found = findings('short');
    expect(found[0]?.severity).toBe('error');
    expect(found.find(({ id }) => id === 'TOEWIJZING-ONTBREEKT')).toMatchObject({
      key: { grootboekrekening: '2000' },
      value: '-100.49',
      rows: { count: 1 },
    });
    expect(found.find(({ id }) => id === 'AANSLUITING')?.causes?.[0]).toMatchObject({ kind: 'niet-toegewezen', accounts: ['2000'] });
    expect(found.find(({ id }) => id === 'PF001')?.causes?.[0]).toMatchObject({
      kind: 'niet-toegewezen',
      amount: '-100.49',
      accounts: ['2000'],
    });
  });

  it.each([
    ['an unknown spec', ['--spec', 'rijk/bestaat-niet', '--period', '2026-Q3'], 'bestaat niet'],
    ['an unknown period', ['--spec', 'rijk/cbs-iv3-gemeente', '--period', '2026-Q7'], '2026-Q7'],
    ['a year without a version', ['--spec', 'rijk/cbs-iv3-gemeente', '--period', '2019-Q1'], 'geen versie'],
  ])('ends with 2 and writes nothing for %s', async (_, options, words) => {
    const { code, stderr } = await meter(
      'generate',
      ...options,
      '--organisation',
      at('org.yaml'),
      '--source',
      at('ledger.csv'),
      '--mapping',
      at('map.csv'),
      '--out',
      at('nothing'),
    );
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(existsSync(at('nothing'))).toBe(false);
  });

  it('ends with 2 on wrong usage and 0 on --help', async () => {
    expect((await meter('generate', '--spec', 'x')).code).toBe(2);
    expect((await meter('unknown')).code).toBe(2);
    expect((await meter('--help')).code).toBe(0);
  });

  it('validates the file that it made, and finds another period in it', async () => {
    const file = join(at('out'), 'iv3263069999.json');
    expect((await meter('validate', ...spec, file)).code).toBe(0);
    const other = await meter('validate', '--spec', 'rijk/cbs-iv3-gemeente', '--period', '2026-Q2', file, '--findings', at('other.json'));
    expect(other.code).toBe(1);
    expect((JSON.parse(readFileSync(at('other.json'), 'utf8')) as Finding[]).map(({ id }) => id)).toEqual(['LEVERING-PERIODE']);
  });

  it("reports the receiver's codes in the receiver's order: form before codes before plausibility", async () => {
    const document = JSON.parse(readFileSync(join(at('out'), 'iv3263069999.json'), 'utf8')) as {
      metadata: Record<string, unknown>;
      data: Record<string, Record<string, unknown>[]>;
    };
    document.data.lasten?.push({ taakveld: '0.', categorie: '1.1', bedrag: 900000 });
    writeFileSync(at('code.json'), JSON.stringify(document));
    const code = await meter('validate', ...spec, at('code.json'));
    expect([code.code, code.stdout.includes('DF001'), code.stdout.includes('PF001')]).toEqual([1, true, false]);
    delete document.metadata.boekjaar;
    writeFileSync(at('form.json'), JSON.stringify(document));
    const form = await meter('validate', ...spec, at('form.json'));
    expect([form.code, form.stdout.includes('SF002'), form.stdout.includes('DF001')]).toEqual([1, true, false]);
    writeFileSync(at('not.json'), '{ "metadata": ');
    expect((await meter('validate', ...spec, at('not.json'))).code).toBe(2);
  });

  it('opens every figure into bookings whose sum and rounding give the figure', async () => {
    const { data } = JSON.parse(readFileSync(join(at('out'), 'iv3263069999.json'), 'utf8')) as {
      data: Record<string, Record<string, string | number>[]>;
    };
    const cells = Object.entries(data).flatMap(([part, rows]) =>
      rows.map(({ bedrag, ...key }) => ({
        part,
        bedrag,
        key: Object.entries(key)
          .map(([name, code]) => `${name}=${code}`)
          .join(','),
      })),
    );
    expect(cells).toHaveLength(13);
    for (const { part, bedrag, key } of cells) {
      const { code, stdout } = await meter('trace', join(at('out'), 'manifest.json'), '--part', part, '--key', key, '--csv');
      expect(code).toBe(0);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => line.split(','));
      const cents = (text: string | undefined) => Math.round(Number(text) * 100);
      const [sum, rounding] = [lines.at(-2)?.at(-1), lines.at(-1)?.at(-1)];
      expect(lines.slice(1, -2).reduce((total, line) => total + cents(line.at(-1)), 0)).toBe(cents(sum));
      expect(cents(sum) + cents(rounding)).toBe(Number(bedrag) * 100);
      expect(lines.slice(1, -2).length).toBeGreaterThan(0);
    }
    expect((await meter('trace', join(at('out'), 'manifest.json'), '--part', 'lasten', '--key', 'taakveld=0.1,categorie=1.1')).code).toBe(
      2,
    );
  });

  it('rebuilds byte for byte, from the archive when the source is gone, and stops when an input changed', async () => {
    expect((await generate('archived', '--archive')).code).toBe(0);
    expect(readdirSync(join(at('archived'), 'snapshot'))).toEqual([
      `${manifest('archived').inputs[0]?.sha256}.parquet`,
      `${manifest('archived').inputs[0]?.sha256}.parquet.json`,
    ]);
    expect((await meter('rebuild', join(at('archived'), 'manifest.json'))).code).toBe(0);
    renameSync(at('ledger.csv'), at('gone.csv'));
    expect((await meter('rebuild', join(at('archived'), 'manifest.json'))).code).toBe(0);
    expect((await meter('rebuild', join(at('out'), 'manifest.json'))).code).toBe(2);
    writeFileSync(at('ledger.csv'), LEDGER.replace('1234.50', '1234.51').replace('1234.50', '1234.51'));
    expect((await meter('rebuild', join(at('out'), 'manifest.json'))).code).toBe(2);
    renameSync(at('gone.csv'), at('ledger.csv'));
    writeFileSync(join(at('archived'), 'iv3263069999.json'), '{}');
    expect((await meter('rebuild', join(at('archived'), 'manifest.json'))).code).toBe(1);
  });
});
