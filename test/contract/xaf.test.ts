import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { XafConnector } from '../../src/sources/connectors/xaf.connector';
import { UnusableInput } from '../../src/specs/unusable-input';
import type { Finding } from '../../src/specs/finding';
import { describeWithReference } from '../support/reference-data';
import { TWO_LINES, XAF_32, XAF_321, XAF_40, xafFile, xafJournal, xafLine, xafTransaction } from '../support/xaf-files';
import { zipOf } from '../support/zip-files';

interface Read {
  rows: Record<string, string>[];
  findings: Finding[];
  ids: string[];
  sha256: string;
  bytes: number;
}

let folder: string;
let workDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xaf-'));
  workDir = mkdtempSync(join(folder, 'work-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A small reader of quoted text, so that the table is judged by something else than what wrote it. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, , quoted, plain = '', end] of text.matchAll(/((?:"((?:[^"]|"")*)")|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\n') rows.push([]);
    if (end === '') break;
  }
  const [header = [], ...lines] = rows;
  return lines.filter((line) => line.length > 1).map((line) => Object.fromEntries(header.map((name, i) => [name, line[i] ?? ''])));
}

async function readPath(path: string): Promise<Read> {
  const reading = await new XafConnector().read(path, { workDir });
  const { sha256, bytes } = await reading.received;
  const rows = parseCsv(readFileSync(reading.table.path, 'utf8'));
  await reading.dispose();
  expect(readdirSync(workDir)).toEqual([]);
  return { rows, findings: reading.findings, ids: reading.findings.map(({ id }) => id), sha256, bytes };
}

async function read(content: string | Buffer, name = 'boekingen.xaf'): Promise<Read> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readPath(path);
}

async function refusal(content: string | Buffer, name = 'boekingen.xaf'): Promise<UnusableInput> {
  const error: unknown = await read(content, name).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UnusableInput);
  expect(readdirSync(workDir)).toEqual([]);
  return error as UnusableInput;
}

function sum(rows: Record<string, string>[], column: string): bigint {
  return rows.reduce((total, row) => total + BigInt((row[column] ?? '').replace('.', '')), 0n);
}

describeWithReference('the published example files', ['xaf/banana-2018-xaf32.xaf', 'xaf/exactonline-2016-xaf32.xml'], (paths) => {
  const blocks = (xml: string, name: string): string[] => xml.match(new RegExp(`<${name}>[\\s\\S]*?</${name}>`, 'g')) ?? [];
  const counted = (lines: string[], side: string): bigint =>
    lines
      .filter((line) => line.includes(`<amntTp>${side}<`))
      .reduce((total, line) => total + BigInt((/<amnt>([-\d.]+)</.exec(line)?.[1] ?? '').replace('.', '')), 0n);

  it.each(paths.map((path) => [basename(path), path]))(
    'every line of %s is a row and the totals agree with a count over the raw text',
    async (_, path) => {
      const xml = readFileSync(path, 'utf8');
      const { rows, sha256, bytes } = await readPath(path);
      const lines = [...blocks(xml, 'obLine'), ...blocks(xml, 'trLine')];
      expect(rows).toHaveLength(lines.length);
      expect(sum(rows, 'debet')).toBe(counted(lines, 'D'));
      expect(sum(rows, 'credit')).toBe(counted(lines, 'C'));
      expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
      expect(bytes).toBe(readFileSync(path).length);
      expect(new Set(rows.map(({ boekstuk, regelnr }) => `${boekstuk}|${regelnr}`)).size).toBe(rows.length);
    },
  );

  it('a count of transactions instead of lines is a warning that says so', async () => {
    const { findings } = await readPath(paths[0] as string);
    expect(findings).toMatchObject([{ id: 'BRON-XAF-TELLING', severity: 'warning', value: '121', bound: '44' }]);
    expect(findings[0]?.message).toContain('aantal boekingen');
  });

  it('a file with a byte order mark and empty elements gives nothing to remark', async () => {
    expect((await readPath(paths[1] as string)).findings).toEqual([]);
  });
});

describe('versions', () => {
  it.each([
    ['3.1', 'http://www.auditfiles.nl/XAF/3.1'],
    ['3.2', XAF_32],
    ['3.2.1', XAF_321],
    ['4.0', XAF_40],
  ])('%s is read without remark', async (_, namespace) => {
    const { rows, findings } = await read(xafFile({ namespace }));
    expect(findings).toEqual([]);
    expect(rows[0]).toEqual({
      boekjaar: '2026',
      periode: '3',
      boekdatum: '2026-03-01',
      boekstuk: '70/1',
      regelnr: '1',
      grootboekrekening: '4000',
      kostenplaats: '',
      kostensoort: '',
      omschrijving: 'Boeking',
      debet: '10.00',
      credit: '0.00',
      dagboek: '70',
      relatie: '',
    });
  });

  it.each([
    'http://www.odb.belastingdienst.nl/XAF/4.0',
    'http://www.auditfiles.nl/XAF/4.0',
    'http://www.auditfiles.nl/XAF/3.0',
    'urn:onbekend',
    '',
  ])('namespace "%s" is read with a warning', async (namespace) => {
    const { rows, ids } = await read(xafFile({ namespace }));
    expect(rows).toHaveLength(2);
    expect(ids).toEqual(['BRON-XAF-VERSIE']);
  });

  it('version 4.0 has other names and another case for the same fields', async () => {
    const line = xafLine({ more: '<custSupID>K1</custSupID><cost>6001 - Wegen</cost><product>P</product>' });
    const master =
      '<Commercenr>1</Commercenr><customersSuppliers><customerSupplier><custSupID>K1</custSupID></customerSupplier></customersSuppliers>' +
      '<generalLedger><ledgerAccount><accID>4000</accID><RGScode>WBed</RGScode></ledgerAccount><ledgerAccount><ACCID>1000</ACCID></ledgerAccount></generalLedger>';
    const transaction = xafTransaction(line + xafLine({ nr: '2', accID: '1000', amntTp: 'C' })).replace(
      '</trDt>',
      '</trDt><Source>x</Source><User>y</User>',
    );
    const { rows, findings } = await read(xafFile({ namespace: XAF_40, master, journals: xafJournal(transaction) }));
    expect(findings).toEqual([]);
    expect(rows[0]).toMatchObject({ kostenplaats: '6001 - Wegen', relatie: 'K1' });
  });

  it('a namespace prefix changes nothing', async () => {
    const xml = xafFile()
      .replace(/<(\/?)(?=[a-z])/gi, '<$1x:')
      .replace('xmlns=', 'xmlns:x=');
    const { rows, findings } = await read(xml);
    expect(rows).toHaveLength(2);
    expect(findings).toEqual([]);
  });

  it('the old CLAIR format is refused by name', async () => {
    const xml = '<auditfile><header><auditfileVersion>CLAIR2.00.00</auditfileVersion></header><transactions/></auditfile>';
    expect((await refusal(xml)).message).toContain('CLAIR2.00.00');
  });

  it.each(['<factuur><regel/></factuur>', '<auditfile><iets/></auditfile>'])('%s is no auditfile', async (xml) => {
    expect((await refusal(xml)).message).toMatch(/geen auditfile|onbekende indeling/);
  });
});

describe('lines', () => {
  it('text with commas, quotes and line breaks comes through unharmed', async () => {
    const desc = 'a, "b"\nc &amp; d';
    const { rows } = await read(xafFile({ journals: xafJournal(xafTransaction(xafLine({ desc }) + xafLine({ nr: '2', amntTp: 'C' }))) }));
    expect(rows[0]?.omschrijving).toBe('a, "b"\nc & d');
    expect(rows).toHaveLength(2);
  });

  it('a negative amount keeps its written side', async () => {
    const lines = xafLine({ amnt: '-10' }) + xafLine({ nr: '2', amntTp: 'C', amnt: '-10.0' });
    const totals = '<linesCount>2</linesCount><totalDebit>-10.00</totalDebit><totalCredit>-10</totalCredit>';
    const { rows, findings } = await read(xafFile({ totals, journals: xafJournal(xafTransaction(lines)) }));
    expect(rows.map(({ debet, credit }) => [debet, credit])).toEqual([
      ['-10.00', '0.00'],
      ['0.00', '-10.00'],
    ]);
    expect(findings).toEqual([]);
  });

  it('a document total and amounts of tax or currency are not the amount of the line', async () => {
    const more =
      '<vat><vatID>1</vatID><vatAmnt>2.10</vatAmnt><vatAmntTp>D</vatAmntTp></vat><currency><curCode>USD</curCode><curAmnt>99</curAmnt></currency>';
    const transaction = xafTransaction(xafLine({ more })).replace('</trDt>', '</trDt><amnt>77.00</amnt><amntTp>C</amntTp>');
    const { rows, findings } = await read(xafFile({ journals: xafJournal(transaction) }));
    expect(rows).toMatchObject([{ debet: '10.00', credit: '0.00' }]);
    expect(findings).toEqual([]);
  });

  it('subledgers repeat lines and are left out', async () => {
    const behind = '<subledgers><subledger><sbType>CS</sbType><sbLine><nr>1</nr><amnt>10.00</amnt></sbLine></subledger></subledgers>';
    expect((await read(xafFile({ behind }))).rows).toHaveLength(2);
  });

  it('a number that repeats gets an ordinal', async () => {
    const journals =
      xafJournal(xafTransaction(xafLine() + xafLine()) + xafTransaction(TWO_LINES)) + xafJournal(xafTransaction(TWO_LINES), { id: '80' });
    const { rows } = await read(xafFile({ journals }));
    expect(rows.map(({ boekstuk, regelnr }) => `${boekstuk} ${regelnr}`)).toEqual([
      '70/1 1',
      '70/1 1#2',
      '70/1#2 1',
      '70/1#2 2',
      '80/1 1',
      '80/1 2',
    ]);
  });

  it('a transaction that names its number after its lines still gets it', async () => {
    const journals = xafJournal(`<transaction>${TWO_LINES}<periodNumber>2</periodNumber><trDt>2026-02-01</trDt><nr>9</nr></transaction>`);
    const { rows } = await read(xafFile({ journals }));
    expect(rows.map(({ boekstuk, periode }) => `${boekstuk} ${periode}`)).toEqual(['70/9 2', '70/9 2']);
  });

  it('periods with another name are read as their month, with a warning', async () => {
    const master =
      '<periods><period><periodNumber>501</periodNumber><startDatePeriod>2026-05-01</startDatePeriod><endDatePeriod>2026-05-31</endDatePeriod></period></periods>';
    const journals = xafJournal(
      xafTransaction(TWO_LINES, { period: '501' }) +
        xafTransaction(TWO_LINES, { nr: '2', period: '', date: '2026-04-02+02:00' }) +
        xafTransaction(TWO_LINES, { nr: '3', period: '01' }),
    );
    const { rows, ids } = await read(xafFile({ master, journals }));
    expect(rows.filter((_, i) => i % 2 === 0).map(({ periode, boekdatum }) => `${periode} ${boekdatum}`)).toEqual([
      '5 2026-03-01',
      '4 2026-04-02',
      '1 2026-03-01',
    ]);
    expect(ids).toEqual(['BRON-XAF-VERWIJZING', 'BRON-XAF-PERIODE']);
  });

  it('a reference to nowhere is a warning with row numbers', async () => {
    const master =
      '<customersSuppliers><customerSupplier><custSupID>K1</custSupID></customerSupplier></customersSuppliers>' +
      '<generalLedger><ledgerAccount><accID>4000</accID></ledgerAccount></generalLedger>';
    const lines = xafLine({ more: '<custSupID>K2</custSupID>' }) + xafLine({ nr: '2', accID: '1000', amntTp: 'C' });
    const { findings } = await read(xafFile({ master, journals: xafJournal(xafTransaction(lines)) }));
    expect(findings.map(({ id, rows }) => [id, rows])).toEqual([
      ['BRON-XAF-VERWIJZING', { count: 1, first: [2] }],
      ['BRON-XAF-VERWIJZING', { count: 1, first: [1] }],
    ]);
  });

  it('totals that differ are warnings with both values', async () => {
    const totals = '<linesCount>3</linesCount><totalDebit>11.00</totalDebit><totalCredit>10.00</totalCredit>';
    const { findings } = await read(xafFile({ totals }));
    expect(findings.map(({ id, severity, value, bound }) => [id, severity, value, bound])).toEqual([
      ['BRON-XAF-TELLING', 'warning', '2', '3'],
      ['BRON-XAF-TELLING', 'warning', '10.00', '11.00'],
    ]);
  });

  it('unknown elements are counted and shift nothing', async () => {
    const more = '<kleur>rood</kleur><e:amnt xmlns:e="urn:e">9.99</e:amnt><amnt xmlns="urn:e">8.88</amnt>';
    const { rows, findings } = await read(xafFile({ journals: xafJournal(xafTransaction(xafLine({ more }))) }));
    expect(rows).toMatchObject([{ debet: '10.00' }]);
    expect(findings).toMatchObject([{ id: 'BRON-XAF-OVERIG', severity: 'info' }]);
    expect(findings[0]?.message).toContain('3 onbekende elementen');
  });

  it('RGS codes of zeros, repeated accounts and foreign currency are warnings', async () => {
    const account = '<ledgerAccount><accID>4000</accID><RGScode>0000</RGScode></ledgerAccount>';
    const master = `<generalLedger>${account}${account}<ledgerAccount><accID>1000</accID></ledgerAccount></generalLedger>`;
    const header = '<header><fiscalYear>2026</fiscalYear><curCode>USD</curCode></header>';
    const { findings } = await read(xafFile({ header, master }));
    expect(findings.map(({ id, severity }) => `${id} ${severity}`)).toEqual(Array(3).fill('BRON-XAF-OVERIG warning'));
  });

  it('a continuation file without header takes its book year from the dates', async () => {
    const xml = `<?xml version="1.0"?><!-- Vervolgbestand 2 van 3 --><auditfile xmlns="${XAF_40}"><company><transactions>${xafJournal(xafTransaction(TWO_LINES))}</transactions></company></auditfile>`;
    const { rows, findings } = await read(xml);
    expect(rows[0]?.boekjaar).toBe('2026');
    expect(findings).toMatchObject([{ severity: 'info', message: expect.stringContaining('Vervolgbestand 2 van 3') as string }]);
  });
});

describe('the opening balance', () => {
  const element = (amount: string): string =>
    `<openingBalance><opBalDate>2026-01-01</opBalDate><linesCount>2</linesCount><totalDebit>${amount}</totalDebit><totalCredit>${amount}</totalCredit>` +
    `<obLine><nr>1</nr><accID>1000</accID><amnt>${amount}</amnt><amntTp>D</amntTp></obLine><obLine><nr>2</nr><accID>0500</accID><amnt>${amount}</amnt><amntTp>C</amntTp></obLine></openingBalance>`;
  const booked = xafTransaction(xafLine({ accID: '1000' }) + xafLine({ nr: '2', accID: '0500', amntTp: 'C' }), {
    period: '1',
    date: '2025-12-31',
  });

  it('becomes lines of period 0', async () => {
    const { rows, findings } = await read(xafFile({ opening: element('10.00') }));
    expect(findings).toEqual([]);
    expect(rows[0]).toMatchObject({
      boekjaar: '2026',
      periode: '0',
      boekdatum: '2026-01-01',
      boekstuk: 'OB',
      regelnr: '1',
      debet: '10.00',
    });
  });

  it('in a journal of type O is period 0 too', async () => {
    const { rows, findings } = await read(xafFile({ journals: xafJournal(booked, { type: 'O' }) }));
    expect(findings).toEqual([]);
    expect(rows.map(({ periode }) => periode)).toEqual(['0', '0']);
  });

  it.each([
    ['10.00', 'Beide zijn gelijk'],
    ['12.00', 'verschillen op 2 rekeningen (0500, 1000)'],
  ])('of %s that is also booked counts once, with a warning', async (amount, message) => {
    const { rows, findings } = await read(xafFile({ opening: element(amount), journals: xafJournal(booked, { type: 'O' }) }));
    expect(rows.map(({ boekstuk }) => boekstuk)).toEqual(['OB', 'OB']);
    expect(findings).toMatchObject([{ id: 'BRON-XAF-BEGINBALANS', severity: 'warning' }]);
    expect(findings[0]?.message).toContain(message);
  });
});

describe('encodings', () => {
  const xml = (declaration: string): string =>
    xafFile({ declaration, journals: xafJournal(xafTransaction(xafLine({ desc: 'Café € é' }))) });
  const western = (text: string): Buffer => Buffer.from(text.replaceAll('€', '\u0080'), 'latin1');

  it.each([
    ['UTF-8', Buffer.from(xml('<?xml version="1.0" encoding="UTF-8"?>')), []],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${xml('<?xml version="1.0"?>')}`), []],
    ['UTF-8 without declaration', Buffer.from(xml('')), []],
    ['ISO-8859-1 as declared', western(xml('<?xml version="1.0" encoding="ISO-8859-1"?>')), []],
    ['windows-1252 declared as UTF-8', western(xml('<?xml version="1.0" encoding="UTF-8"?>')), ['BRON-CODERING']],
    ['UTF-16', Buffer.from(`\ufeff${xml('<?xml version="1.0" encoding="UTF-16"?>')}`, 'utf16le'), ['BRON-CODERING']],
  ])('%s is read', async (_, bytes, expected) => {
    const { rows, ids, sha256 } = await read(bytes);
    expect(rows[0]?.omschrijving).toBe('Café € é');
    expect(ids).toEqual(expected);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

describe('refused', () => {
  const withLine = (line: string): string => xafFile({ journals: `\n${xafJournal(`\n${xafTransaction(`\n${line}`)}`)}` });

  it.each([
    ['an empty file', '', /leeg/],
    ['a DOCTYPE', `<!DOCTYPE auditfile [<!ENTITY a "aaaa">]>${xafFile({ declaration: '' })}`, /DOCTYPE/],
    ['an unknown entity', withLine(xafLine({ desc: 'a&nbsp;b' })), /&-teken/],
    ['text in an amount', withLine(xafLine({ amnt: 'tien' })), /"tien" is geen getal/],
    ['a decimal comma', withLine(xafLine({ amnt: '10,00' })), /"10,00" is geen getal/],
    ['nineteen digits', withLine(xafLine({ amnt: '1234567890123456789' })), /18 cijfers/],
    ['three decimals', withLine(xafLine({ amnt: '1.005' })), /twee decimalen/],
    ['no amount', withLine(xafLine().replace(/<amnt>.*?<\/amnt>/, '')), /geen bedrag/],
    ['another side', withLine(xafLine({ amntTp: 'X' })), /"X" als kant/],
    ['a control character', withLine(xafLine({ desc: 'a\u0001b' })), /stuurteken/],
    ['a label that does not fit', withLine('<trLine><nr>1</nrr></trLine>'), /sluitend label/],
    ['nesting without end', withLine('<a>'.repeat(40) + '</a>'.repeat(40)), /32 niveaus/],
    ['text behind the end', `${xafFile()}nog wat`, /buiten het auditfile/],
    ['a proprietary container', 'XAC\u0001\u0002', /\.xac/],
  ])('%s', async (title, content, message) => {
    const error = await refusal(content, title.includes('container') ? 'boekjaar.xac' : 'boekingen.xaf');
    expect(error.message).toMatch(message);
    expect(error.place.file).toMatch(/^boek/);
  });

  it('names the line and column', async () => {
    const error = await refusal(withLine(xafLine({ amnt: 'tien' })));
    expect(error.place.line).toBe(7);
    expect(error.place.column).toBeGreaterThan(90);
    expect(error.describe()).toMatch(/^boekingen\.xaf, regel 7, kolom \d+: Het bedrag/);
  });

  it.each([' en nog een; komma', ''])('a bare ampersand%s is named where it stands, however far the parser went on', async (later) => {
    const filler = xafTransaction(TWO_LINES).repeat(3000);
    const line = `${xafLine({ desc: 'Jansen & Zn' })}\n${filler}\n<!-- ${later} -->`;
    const error = await refusal(withLine(line));
    expect(error.message).toContain('&-teken');
    expect(error.place).toMatchObject({ line: 7, column: (withLine(line).split('\n')[6] ?? '').indexOf('& Zn') + 1 });
  });

  it('a file that is cut off, with the place where it stops', async () => {
    const xml = withLine(`${xafLine()}\n${xafLine()}`);
    const error = await refusal(xml.slice(0, xml.lastIndexOf('<amnt>') + 8));
    expect(error.message).toContain('afgebroken');
    expect(error.place.line).toBe(8);
  });

  it('a text of more than 10 MB', async () => {
    const error = await refusal(withLine(xafLine({ desc: 'x'.repeat(11 * 2 ** 20) })));
    expect(error.message).toContain('langer dan 10 MB');
  });

  it('a file that does not exist', async () => {
    await expect(readPath(join(folder, 'weg.xaf'))).rejects.toThrow('bestaat niet');
  });
});

describe('packed', () => {
  const xml = xafFile();
  const identity = createHash('sha256').update(xml).digest('hex');

  it.each([
    ['gzip', gzipSync(xml)],
    ['zip', zipOf([{ name: 'a.xaf', content: Buffer.from(xml) }])],
    ['zip without compression', zipOf([{ name: 'a.xaf', content: Buffer.from(xml), stored: true }])],
    [
      'zip with a folder',
      zipOf([
        { name: 'map/', content: Buffer.alloc(0), stored: true },
        { name: 'map/a.xaf', content: Buffer.from(xml) },
      ]),
    ],
  ])('%s has the identity of what is inside', async (_, packed) => {
    const { rows, sha256, bytes } = await read(packed, 'boekingen.bin');
    expect(rows).toHaveLength(2);
    expect([sha256, bytes]).toEqual([identity, Buffer.byteLength(xml)]);
    expect(new XafConnector().accepts(packed, 'boekingen.bin')).toBe(true);
  });

  it.each([
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000, 32)), /100 keer/],
    ['a zip bomb', zipOf([{ name: 'a.xaf', content: Buffer.alloc(50_000_000, 32) }]), /100 keer/],
    ['a gzip file that is cut off', gzipSync(xml).subarray(0, 200), /beschadigd of afgebroken/],
    ['a zip file that is cut off', zipOf([{ name: 'a.xaf', content: Buffer.from(xml) }]).subarray(0, 300), /beschadigd of afgebroken/],
    [
      'a zip of two files',
      zipOf([
        { name: 'a.xaf', content: Buffer.from(xml) },
        { name: 'b.xaf', content: Buffer.from(xml) },
      ]),
      /2 bestanden/,
    ],
    ['a zip with a password', zipOf([{ name: 'a.xaf', content: Buffer.from(xml), flags: 1 }]), /wachtwoord/],
    ['a zip with a wrong checksum', zipOf([{ name: 'a.xaf', content: Buffer.from(xml), crc: crc32(xml) ^ 1 }]), /beschadigd/],
    [
      'a zip packed in another way',
      zipOf([{ name: 'a.xaf', content: deflateRawSync(xml), stored: true, method: 12 }]),
      /manier die niet wordt gelezen/,
    ],
  ])('%s is refused', async (_, packed, message) => {
    expect((await refusal(packed, 'boekingen.zip')).message).toMatch(message);
  });
});

describe('what the connector takes on', () => {
  const connector = new XafConnector();
  it.each([
    [Buffer.from('<?xml version="1.0"?><auditfile>'), 'a.txt', true],
    [Buffer.from('\ufeff<auditfile>'), 'a', true],
    [Buffer.from('\ufeff<auditfile>', 'utf16le'), 'a', true],
    [Buffer.from(''), 'leeg.xaf', true],
    [Buffer.from('xyz'), 'a.xac', true],
    [Buffer.from('boekjaar;periode\n'), 'a.csv', false],
    [gzipSync('boekjaar;periode\n'), 'a.csv.gz', false],
  ])('%s %s: %s', (head, name, expected) => {
    expect(connector.accepts(head, name)).toBe(expected);
  });
});
