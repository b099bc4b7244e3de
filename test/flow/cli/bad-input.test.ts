import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Desk, HEADER, LEDGER, MAPPING, withCell, type Given } from '../../support/report-input';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});

afterAll(() => desk.close());

const COLUMNS = HEADER.split(',');
const without = (name: string, lines: string[]): string[] => {
  const index = COLUMNS.indexOf(name);
  return lines.map((line) =>
    line
      .split(',')
      .filter((_, at) => at !== index)
      .join(','),
  );
};
const amounts = (change: (text: string) => string): string[] =>
  LEDGER.map((line, at) =>
    at === 0
      ? line.replaceAll(',', ';')
      : line
          .split(',')
          .map((cell, index) => (index >= 9 ? change(cell) : cell))
          .join(';'),
  );
const whole = (text: string): string => text.replace(/\.\d\d$/, '');

const REFUSED: [string, Given, string | RegExp][] = [
  ['an empty file', { ledger: '' }, 'ledger.csv: Het bestand is leeg; maak de export opnieuw.'],
  [
    'a file of only empty lines',
    { ledger: '\n\n\n' },
    /^ledger\.csv, regel 1: De kopregel is niet herkend: nodig zijn de kolommen boekjaar, .*komma, puntkomma of tab\.$/,
  ],
  [
    'a delimiter that is not known',
    { ledger: LEDGER.map((line) => line.replaceAll(',', '|')) },
    /^ledger\.csv, regel 1: De kopregel is niet herkend/,
  ],
  ['another delimiter than the one that was given', { options: { delimiter: ';' } }, /^ledger\.csv, regel 1: De kopregel is niet herkend/],
  [
    'a missing column',
    { ledger: without('debet', LEDGER) },
    /^ledger\.csv, regel 1: De kolom debet ontbreekt in de kopregel; gevonden: boekjaar, .*credit\.$/,
  ],
  [
    'two missing columns',
    { ledger: without('debet', LEDGER).map((line) => line.replace('boekstuk', 'stuk')) },
    /^ledger\.csv, regel 1: De kolommen boekstuk, debet ontbreken in de kopregel; gevonden: /,
  ],
  [
    'a column that occurs twice',
    { ledger: LEDGER.map((line, at) => `${line},${at === 0 ? 'Debet' : ''}`) },
    'ledger.csv, regel 1, kolom 12: De kolom "debet" staat twee keer in de kopregel; maak de namen uniek.',
  ],
  [
    'amounts that are ambiguous throughout',
    { ledger: amounts((text) => text && '1.234') },
    'ledger.csv: Uit de bedragen blijkt niet of punt of komma het decimaalteken is (1.234 kan twee dingen betekenen); geef --decimal op.',
  ],
  [
    'amounts with both decimal signs',
    { ledger: withCell(7, 'credit', '"100,49"') },
    'ledger.csv, regel 8, kolom 11: De bedragen gebruiken zowel punt (1000.00, regel 2) als komma (100,49, regel 8) als decimaalteken; geef --decimal op of verbeter de export.',
  ],
  [
    'text in an amount',
    { ledger: withCell(6, 'debet', 'n.v.t.') },
    'ledger.csv, regel 7, kolom 10: "n.v.t." in de kolom debet is geen bedrag met hoogstens twee decimalen (decimaalteken punt).',
  ],
  [
    'text in an amount of a file with only whole euros',
    { ledger: amounts(whole).map((line, at) => (at === 6 ? line.replace('100', 'n.v.t.') : line)) },
    /^ledger\.csv, regel 7, kolom 10: "n\.v\.t\." in de kolom debet is geen bedrag/,
  ],
  [
    'three decimals',
    { ledger: withCell(6, 'debet', '100.495') },
    'ledger.csv, regel 7, kolom 10: "100.495" in de kolom debet is geen bedrag met hoogstens twee decimalen (decimaalteken punt).',
  ],
  [
    'a formula in an amount',
    { ledger: withCell(6, 'debet', '1e5') },
    /^ledger\.csv, regel 7, kolom 10: "1e5" in de kolom debet is geen bedrag/,
  ],
  [
    'nineteen digits before the point',
    { ledger: withCell(6, 'debet', '1234567890123456789.00') },
    /^ledger\.csv, regel 7, kolom 10: "1234567890123456789\.00" in de kolom debet heeft meer dan 18 cijfers voor het decimaalteken/,
  ],
  [
    'a row with a field too few',
    { ledger: [...LEDGER, '2026,9,2026-09-30,B4,1,1000,,,kort,10.00'] },
    'ledger.csv, regel 11: De regel heeft 10 velden waar de kopregel er 11 heeft; controleer scheidingstekens en aanhalingstekens.',
  ],
  [
    'a row with a field too many',
    { ledger: withCell(5, 'omschrijving', 'bank, mei') },
    /^ledger\.csv, regel 6: De regel heeft 12 velden waar de kopregel er 11 heeft/,
  ],
  [
    'a row with a field too many of which the last is empty',
    { ledger: withCell(4, 'omschrijving', 'salaris, mei') },
    /^ledger\.csv, regel 5, kolom 10: " mei" in de kolom debet is geen bedrag/,
  ],
  [
    'a ragged row below a quoted line break',
    { ledger: [...withCell(2, 'omschrijving', '"begin\nbalans"'), '2026,9'] },
    /^ledger\.csv, regel 12: De regel heeft 2 velden/,
  ],
  [
    'text in an amount below a quoted line break and an empty line',
    {
      ledger: withCell(6, 'debet', 'tien', withCell(2, 'omschrijving', '"begin\nbalans"')).flatMap((line, at) =>
        at === 4 ? ['', line] : [line],
      ),
    },
    /^ledger\.csv, regel 9, kolom 10: "tien" in de kolom debet/,
  ],
  [
    'a quote that is never closed',
    { ledger: withCell(3, 'omschrijving', '"begin') },
    'ledger.csv, regel 4: Een aanhalingsteken wordt niet gesloten of staat op een verkeerde plaats; verbeter de export.',
  ],
  ['a NUL byte', { ledger: withCell(3, 'omschrijving', 'be\0gin') }, /^ledger\.csv, regel 4: Het bestand bevat een NUL-teken \(byte \d+\)/],
  [
    'UTF-16',
    { ledger: Buffer.from(`\uFEFF${LEDGER.join('\r\n')}`, 'utf16le') },
    'ledger.csv, regel 1: Het bestand is opgeslagen als UTF-16; sla het op als UTF-8 en bied het opnieuw aan.',
  ],
  [
    'a line of more than 10 MB',
    { ledger: withCell(3, 'omschrijving', 'x'.repeat(10_100_000)) },
    'ledger.csv, regel 4: Een regel is langer dan 10 MB; controleer of het bestand regeleinden heeft en maak de export opnieuw.',
  ],
  ['a file of 11 MB without line breaks', { ledger: 'x'.repeat(11_000_000) }, /^ledger\.csv, regel 1: Een regel is langer dan 10 MB/],
  [
    'no line of the asked book year',
    { ledger: LEDGER.map((line, at) => (at < 3 ? line.replace('2026', '2024') : line.replace('2026', '2025'))) },
    'ledger.csv: Er is geen enkele regel van boekjaar 2026; gelezen: 2 van 2024, 7 van 2025.',
  ],
  ['only a header', { ledger: [HEADER] }, 'ledger.csv: Er is geen enkele regel van boekjaar 2026; het bestand bevat alleen een kopregel.'],
  [
    'a ledger that does not exist',
    { options: { source: ['/nergens/ledger.csv'] } },
    '/nergens/ledger.csv: Het bestand bestaat niet; controleer de naam en de map.',
  ],
  [
    'a packed file that is broken off',
    { ledger: gzipSync(LEDGER.join('\n')).subarray(0, 100) },
    'ledger.csv: Het ingepakte bestand is beschadigd of afgebroken; maak het opnieuw of lever het onverpakt aan.',
  ],
  ['an unknown decimal sign', { options: { decimal: 'x' } }, '--decimal moet . of , zijn.'],
  ['an unknown encoding', { options: { encoding: 'ebcdic' } }, '--encoding moet utf-8 of windows-1252 zijn.'],
  [
    'a conversietabel that does not exist',
    { options: { mapping: '/nergens/map.csv' } },
    '/nergens/map.csv: De conversietabel bestaat niet of is niet leesbaar; controleer de naam en de map.',
  ],
  ['an empty conversietabel', { mapping: '' }, 'map.csv: De conversietabel is leeg.'],
  [
    'a conversietabel without a column',
    { mapping: MAPPING.map((line) => line.replace('categorie', 'cat')) },
    /^map\.csv, regel 1: In de kopregel van de conversietabel ontbreken: categorie; gevonden: /,
  ],
  [
    'a ledger given as conversietabel',
    { mapping: LEDGER },
    /^map\.csv, regel 1: In de kopregel van de conversietabel ontbreken: zijde, taakveld, categorie, balanscode; gevonden: /,
  ],
  [
    'an open quote in the conversietabel',
    { mapping: [...MAPPING, '7000,,,lasten,0.4,1.1,,,"toelichting'] },
    'map.csv, regel 9: In de conversietabel wordt een aanhalingsteken niet gesloten.',
  ],
  [
    'two rows for the same key',
    { mapping: [...MAPPING, '4*,,,lasten,0.4,1.1,,,'] },
    'map.csv, regel 9: De regels 3 en 9 van de conversietabel gelden voor dezelfde sleutel (4* / (alles) / (alles)); verwijder een van beide of geef ze een geldigheid die niet overlapt.',
  ],
  [
    'two rows that both match everything',
    { mapping: [...MAPPING, ',,,lasten,0.4,1.1,,,', '*,*,,lasten,0.4,3.8,,,'] },
    /^map\.csv, regel 10: De regels 9 en 10 van de conversietabel gelden voor dezelfde sleutel \(\(alles\)/,
  ],
];

describe('input that cannot be used is refused with one sentence and nothing is written', () => {
  it.each(REFUSED)('%s', async (_, given, sentence) => {
    const outcome = await desk.generate(given);
    expect(outcome.sentence).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
    expect(outcome.sentence).not.toContain('\n');
    expect({ code: outcome.code, written: outcome.written }).toEqual({ code: 2, written: [] });
  });

  it.each<[string, string[], string]>([
    [
      'text in an amount',
      withCell(6, 'debet', 'tien', withCell(2, 'omschrijving', '"begin\nbalans"')),
      'ledger.csv, regel 8, kolom 10: "tien" in de kolom debet is geen bedrag met hoogstens twee decimalen (decimaalteken punt).',
    ],
    [
      'a ragged row',
      [...LEDGER, '2026,9'],
      'ledger.csv, regel 11: De regel heeft 2 velden waar de kopregel er 11 heeft; controleer scheidingstekens en aanhalingstekens.',
    ],
  ])('%s in a file that is archived', async (_, ledger, sentence) => {
    expect(await desk.generate({ ledger, options: { archive: true } })).toMatchObject({ code: 2, written: [], sentence });
  });

  it('a folder given as ledger', async () => {
    await mkdir(desk.path('map'), { recursive: true });
    const outcome = await desk.generate({ options: { source: [desk.path('map')] } });
    expect(outcome.sentence).toBe(
      `${desk.path('map').replace(`${desk.folder}/`, '')}: Dit is een map en geen bestand; geef de naam van het bestand zelf op.`,
    );
  });

  it('a workbook', async () => {
    const outcome = await desk.generate({ options: { source: [await desk.write('boek.xlsx', Buffer.from('PK\u0003\u0004'))] } });
    expect(outcome.sentence).toBe('boek.xlsx: Dit is een rekenblad van Excel; sla het op als CSV (UTF-8) en bied dat bestand aan.');
  });

  it('a file that changes while it is read', async () => {
    const rows = Array.from({ length: 60_000 }, () => LEDGER.slice(4).join('\n'));
    const options = await desk.options({ ledger: [...LEDGER, ...rows] });
    const [path = ''] = options.source;
    const timer = setInterval(() => appendFileSync(path, `${LEDGER[4]}\n`), 5);
    try {
      const outcome = await desk.generate({ options });
      expect(outcome).toMatchObject({
        code: 2,
        written: [],
        sentence: 'ledger.csv: Het bestand veranderde terwijl het werd gelezen; wacht tot de export klaar is en begin opnieuw.',
      });
    } finally {
      clearInterval(timer);
    }
  });
});

describe('the command as a process', () => {
  const meter = (args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [join(__dirname, '../../../dist/cli.js'), ...args], { env: { ...process.env, ...env } });
      const texts = { stdout: '', stderr: '' };
      child.stdout.on('data', (text: Buffer) => (texts.stdout += text.toString()));
      child.stderr.on('data', (text: Buffer) => (texts.stderr += text.toString()));
      child.on('close', (code) => resolve({ code, ...texts }));
    });

  async function run(given: Given, env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const { spec, period, organisation, source, mapping = '', out } = await desk.options(given);
    return meter(
      [
        'generate',
        '--spec',
        spec,
        '--period',
        period,
        '--organisation',
        organisation,
        '--source',
        source[0] ?? '',
        '--mapping',
        mapping,
        '--out',
        out,
      ],
      env,
    );
  }

  it('ends with 2 and prints the place and the sentence on standard error', async () => {
    const { code, stdout, stderr } = await run({ ledger: withCell(6, 'debet', 'tien'), options: { out: desk.path('none') } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const lines = stderr
      .trimEnd()
      .split('\n')
      .filter((line) => !line.endsWith('…'));
    expect(lines).toEqual([
      `${desk.path('ledger.csv')}, regel 7, kolom 10: "tien" in de kolom debet is geen bedrag met hoogstens twee decimalen (decimaalteken punt).`,
    ]);
    expect(await readdir(desk.folder)).not.toContain('none');
  });

  it('ends with 1 when the report was built but has errors', async () => {
    const { code, stdout } = await run({ mapping: MAPPING.slice(0, -1), options: { out: desk.path('errors') } });
    expect(code).toBe(1);
    expect(stdout).toContain('TOEWIJZING-ONTBREEKT');
    expect(await readdir(desk.path('errors'))).toEqual(expect.arrayContaining(['findings.json', 'manifest.json']));
  });

  it('says that the disk is full and leaves nothing behind', async () => {
    await onSmallDisk('4k', async (disk) => {
      const { code, stderr } = await run({ options: { out: disk } });
      expect(stderr).toContain(`${disk}: De schijf is vol; er is niets geschreven.`);
      expect({ code, left: await readdir(disk) }).toEqual({ code: 2, left: [] });
    });
  });

  it('says so too when the disk with its temporary files is full', async () => {
    await onSmallDisk('512k', async (disk) => {
      const rows = Array.from({ length: 4000 }, () => LEDGER.slice(4).join('\n').replace('salaris', 'salaris café'));
      const { code, stderr } = await run(
        { ledger: Buffer.from([...LEDGER, ...rows].join('\n'), 'latin1'), options: { out: desk.path('unwritten') } },
        { TMPDIR: disk },
      );
      expect(stderr).toContain('ledger.csv: Er is te weinig schijfruimte om het bestand te verwerken; maak ruimte vrij en begin opnieuw.');
      expect({ code, left: await readdir(disk) }).toEqual({ code: 2, left: [] });
      expect(await readdir(desk.folder)).not.toContain('unwritten');
    });
  });

  /** A disk of this size. Only root may mount one: without it there is nothing to test here. */
  async function onSmallDisk(size: string, work: (disk: string) => Promise<void>): Promise<void> {
    const disk = desk.path(`disk-${size}`);
    await mkdir(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status !== 0) {
      process.stderr.write('not tested: a full disk, because no small disk can be mounted here\n');
      return;
    }
    try {
      await work(disk);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  }
});
