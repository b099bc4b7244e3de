import { gzipSync } from 'node:zlib';
import { cells, Desk, HEADER, LEDGER, MAPPING, withCell, type Delivery, type Given } from '../../support/report-input';

let desk: Desk;
let plain: Delivery;

beforeAll(async () => {
  desk = await Desk.open();
  plain = (await desk.generate()).delivery as Delivery;
});

afterAll(() => desk.close());

const text = LEDGER.join('\n');
const written = (change: (amount: string) => string, delimiter = ';'): string[] =>
  LEDGER.map((line, at) =>
    line
      .split(',')
      .map((cell, index) => (at > 0 && index >= 9 && cell !== '' ? change(cell) : cell))
      .join(delimiter),
  );
const dutch = (amount: string): string => amount.replace('.', ',').replace(/\B(?=(\d{3})+,)/g, '.');
const accented = withCell(4, 'omschrijving', 'café Zoë');
/** Bookings of one account against the bank, in amounts written in odd ways. */
const booked = (amounts: [debet: string, credit: string][]): string[] => [
  HEADER,
  ...amounts.flatMap(([debet, credit], at) => [
    `2026,3,2026-03-01,N${at},1,4000,,,odd,"${debet}","${credit}"`,
    `2026,3,2026-03-01,N${at},2,1000,,,odd,"${credit}","${debet}"`,
  ]),
];

describe('input that is odd but readable gives the same figures', () => {
  const SAME: [string, Given, string[]][] = [
    ['a byte order mark', { ledger: `\uFEFF${text}` }, ['BRON-CODERING']],
    [
      'a byte order mark before a quoted header',
      { ledger: `\uFEFF${text.replace(HEADER, HEADER.replace('boekjaar', '"boekjaar"'))}` },
      ['BRON-CODERING'],
    ],
    [
      'windows-1252 that was said to be UTF-8',
      { ledger: Buffer.from(accented.join('\n'), 'latin1'), options: { encoding: 'utf-8' } },
      ['BRON-CODERING'],
    ],
    [
      'windows-1252 in the last line of a longer file',
      { ledger: Buffer.from(`${text}\n2025,1,2025-01-01,X,1,4000,,,${'x'.repeat(70_000)}é,1.00,`, 'latin1') },
      ['BRON-CODERING', 'BRON-JAAR'],
    ],
    [
      'windows-1252 that was said to be so',
      { ledger: Buffer.from(accented.join('\n'), 'latin1'), options: { encoding: 'windows-1252' } },
      [],
    ],
    [
      'windows-1252 with mixed line ends',
      { ledger: Buffer.from(accented.map((line, at) => `${line}${at % 2 ? '\r\n' : '\n'}`).join(''), 'latin1') },
      ['BRON-CODERING', 'BRON-REGELEINDEN'],
    ],
    ['quoted line breaks', { ledger: withCell(5, 'omschrijving', '"bank\nrekening\r\n1"') }, ['BRON-REGELEINDEN']],
    [
      'a quoted line break in a file with CR LF',
      { ledger: withCell(5, 'omschrijving', '"bank\nrekening"').join('\r\n') },
      ['BRON-REGELEINDEN'],
    ],
    ['CR LF', { ledger: LEDGER.join('\r\n') }, []],
    ['CR LF that turns into LF', { ledger: LEDGER.map((line, at) => `${line}${at < 5 ? '\r\n' : '\n'}`).join('') }, ['BRON-REGELEINDEN']],
    ['LF that turns into CR LF', { ledger: LEDGER.map((line, at) => `${line}${at < 5 ? '\n' : '\r\n'}`).join('') }, ['BRON-REGELEINDEN']],
    ['only CR', { ledger: LEDGER.join('\r') }, []],
    ['no line end behind the last line', { ledger: text }, []],
    ['empty lines above, between and below', { ledger: `\n\n${LEDGER.join('\n\n')}\n\n\n` }, []],
    [
      'the first line that a spreadsheet writes',
      { ledger: `sep=;\r\n${LEDGER.map((line) => line.replaceAll(',', ';')).join('\r\n')}` },
      [],
    ],
    [
      'lines of other years',
      { ledger: [...LEDGER, '2025,1,2025-01-01,X,1,4000,,,oud,999.00,', '2027,1,2027-01-01,X,1,4000,,,nieuw,,999.00'] },
      ['BRON-JAAR'],
    ],
    ['semicolons', { ledger: LEDGER.map((line) => line.replaceAll(',', ';')) }, []],
    ['tabs', { ledger: LEDGER.map((line) => line.replaceAll(',', '\t')) }, []],
    ['another delimiter that was given', { ledger: LEDGER.map((line) => line.replaceAll(',', '|')), options: { delimiter: '|' } }, []],
    [
      'quotes around every field',
      {
        ledger: LEDGER.map((line) =>
          line
            .split(',')
            .map((cell) => `"${cell}"`)
            .join(','),
        ),
      },
      [],
    ],
    ['quotes in the middle of a text', { ledger: withCell(5, 'omschrijving', 'buis 2" rond') }, []],
    ['doubled quotes and a delimiter inside quotes', { ledger: withCell(5, 'omschrijving', '"buis 2"" rond, lang"') }, []],
    [
      'columns in another order, with capitals and spaces',
      {
        ledger: LEDGER.map((line, at) =>
          line
            .split(',')
            .reverse()
            .map((cell) => (at === 0 ? ` ${cell.toUpperCase()} ` : cell))
            .join(','),
        ),
      },
      [],
    ],
    ['columns that are not asked for', { ledger: LEDGER.map((line, at) => `${at === 0 ? 'Soort boeking' : 'M'},${line}`) }, []],
    ['a nameless last column', { ledger: LEDGER.map((line) => `${line},`) }, []],
    [
      'no kostenplaats, kostensoort and omschrijving',
      {
        ledger: LEDGER.map((line) =>
          line
            .split(',')
            .filter((_, index) => index < 6 || index > 8)
            .join(','),
        ),
      },
      [],
    ],
    ['a packed file', { ledger: gzipSync(text) }, []],
    ['a decimal comma', { ledger: written((amount) => amount.replace('.', ',')) }, []],
    ['a decimal comma and dots between thousands', { ledger: written(dutch) }, []],
    ['a decimal point and commas between thousands', { ledger: written((amount) => amount.replace(/\B(?=(\d{3})+\.)/g, ',')) }, []],
    [
      'spaces between thousands, also those that do not break',
      { ledger: written((amount) => amount.replace('.', ',').replace(/\B(?=(\d{3})+,)/g, '\u00a0')) },
      [],
    ],
    [
      'no zero before the decimal sign',
      { ledger: [...LEDGER, '2026,3,2026-03-01,B9,1,4000,,,klein,.50,', '2026,3,2026-03-01,B9,2,4000,,,klein,,.50'] },
      [],
    ],
    ['dates written as 31-12-2026', { ledger: LEDGER.map((line) => line.replace(/(\d{4})-(\d\d)-(\d\d)/, '$3-$2-$1')) }, []],
    ['dates written as 20261231', { ledger: LEDGER.map((line) => line.replace(/(\d{4})-(\d\d)-(\d\d)/, '$1$2$3')) }, []],
    [
      'a conversietabel with semicolons, a byte order mark and CR LF',
      { mapping: `\uFEFF${MAPPING.map((line) => line.replaceAll(',', ';')).join('\r\n')}\r\n;;;;;;;;\r\n` },
      [],
    ],
    ['a conversietabel with its columns in another order', { mapping: MAPPING.map((line) => line.split(',').reverse().join(',')) }, []],
    ['crossing rows in the conversietabel', { mapping: [...MAPPING, '4*,K1*,,lasten,0.1,3.8,,,', '4500,,,lasten,6.3,4.1.1,,,'] }, []],
  ];

  it.each(SAME)('%s', async (_, given, ids) => {
    const { sentence, code, findings, delivery } = await desk.generate(given);
    expect(sentence).toBeUndefined();
    expect(code).toBe(0);
    expect(findings.map(({ id, severity }) => `${id} ${severity}`)).toEqual(ids.map((id) => `${id} warning`));
    expect(delivery?.data).toEqual(plain.data);
  });
});

describe('a source that is archived first', () => {
  it.each<[string, Given, string[]]>([
    ['as it is', {}, []],
    ['with amounts as ledgers write them', { ledger: written(dutch) }, []],
    [
      'in windows-1252 with mixed line ends',
      { ledger: Buffer.from(accented.map((line, at) => `${line}${at % 2 ? '\r\n' : '\n'}`).join(''), 'latin1') },
      ['BRON-CODERING', 'BRON-REGELEINDEN'],
    ],
    [
      'with lines of another year and a document out of balance',
      {
        ledger: [
          ...LEDGER,
          '2025,1,2025-01-01,X,1,4000,,,oud,999.00,',
          '2026,9,2026-09-30,Y,1,1000,,,open,5.00,',
          '2026,9,2026-09-30,Z,1,1000,,,open,,5.00',
        ],
      },
      ['BRON-BALANS', 'BRON-JAAR'],
    ],
  ])('gives the same delivery, findings and identity: %s', async (_, { ledger }, ids) => {
    const direct = await desk.generate({ ledger });
    const archived = await desk.generate({ ledger, options: { archive: true } });
    expect(archived.findings.map(({ id }) => id)).toEqual(ids);
    expect(archived).toMatchObject({ code: 0, text: direct.text, findings: direct.findings });
    expect(archived.manifest?.inputs[0]).toMatchObject({
      sha256: direct.manifest?.inputs[0]?.sha256,
      lines: direct.manifest?.inputs[0]?.lines,
      debit: direct.manifest?.inputs[0]?.debit,
    });
    expect(archived.written.filter((name) => name.endsWith('.parquet'))).toEqual([
      `snapshot/${direct.manifest?.inputs[0]?.sha256}.parquet`,
    ]);
  });
});

describe('amounts', () => {
  const salary = async (amounts: [string, string][], options: Given['options'] = {}): Promise<string | undefined> => {
    const { text: file, sentence } = await desk.generate({ ledger: booked(amounts), options });
    return sentence ?? /"lasten":.*?"bedrag": ?(-?\d+)/s.exec(file)?.[1];
  };

  it('a negative debit stays on the debit side and lowers it', async () => {
    const { delivery } = await desk.generate({
      ledger: [...LEDGER, '2026,5,2026-05-01,C1,1,1000,,,correctie,-1000.00,', '2026,5,2026-05-01,C1,2,8000,,,correctie,,-1000.00'],
    });
    expect(cells(delivery, 'balans_lasten')).toEqual({ 'A23/6.1': 335 });
    expect(cells(delivery, 'balans_baten')).toEqual({ 'A23/6.1': 1235, 'P213/6.1': 100 });
    expect(cells(delivery, 'baten')).toEqual({ '0.7/4.3.1': 335 });
  });

  it.each<[string, [string, string][], string]>([
    [
      'a minus behind the amount',
      [
        ['100,00-', ''],
        ['500,00', ''],
      ],
      '400',
    ],
    [
      'brackets for a negative amount',
      [
        ['(100,00)', ''],
        ['1.500,00', ''],
      ],
      '1400',
    ],
    ['a plus before the amount', [['+500,00', '']], '500'],
    [
      'a space behind the minus',
      [
        ['- 100,00', ''],
        ['500,00', ''],
      ],
      '400',
    ],
    ['thousands that occur twice decide by themselves', [['1.234.567', '']], '1234567'],
    ['whole euros without any sign', [['1234', '']], '1234'],
    [
      'credit lowers the costs',
      [
        ['500.00', ''],
        ['', '100.50'],
      ],
      '400',
    ],
    ['half a euro is rounded away from zero', [['0.50', '']], '1'],
    ['half a euro below zero too', [['', '0.50']], '-1'],
    ['sixteen digits before the point', [['1234567890123456.49', '']], '1234567890123456'],
    ['seventeen digits before the point', [['12345678901234567.49', '']], '12345678901234567'],
    ['eighteen digits before the point', [['123456789012345678.49', '']], '123456789012345678'],
    [
      'eighteen digits twice',
      [
        ['999999999999999999.49', ''],
        ['999999999999999999.49', ''],
      ],
      '1999999999999999999',
    ],
    ['eighteen digits with thousands', [['999.999.999.999.999.999,49', '']], '999999999999999999'],
  ])('%s', async (_, amounts, figure) => {
    expect(await salary(amounts)).toBe(figure);
  });

  it('a decimal sign that was given settles what is ambiguous', async () => {
    expect(await salary([['1.234', '']], { decimal: ',' })).toBe('1234');
    expect(await salary([['1,234', '']], { decimal: '.' })).toBe('1234');
    expect(await salary([['1.234', '']], { decimal: '.' })).toContain('"1.234" in de kolom debet is geen bedrag');
  });

  it('the totals of the source are exact in the manifest', async () => {
    const { manifest } = await desk.generate({
      ledger: booked([
        ['99999999999999999.99', ''],
        ['0.02', ''],
      ]),
    });
    expect(manifest?.inputs[0]).toMatchObject({ lines: 4, debit: '100000000000000000.01', credit: '100000000000000000.01' });
  });
});

describe('rows of the conversietabel that cannot be used are refused one by one', () => {
  it.each<[string, string, string]>([
    ['an unknown code', '7000,,,lasten,99.9,1.1,,,', 'taakveld "99.9" bestaat niet (meer) in de codelijst taakveld'],
    ['a total code', '7000,,,lasten,0.,1.1,,,', 'taakveld "0." is een totaalcode; gebruik een onderliggende code'],
    ['a retired code', '7000,,,lasten,6.2,1.1,,,', 'taakveld "6.2" bestaat niet (meer) in de codelijst taakveld'],
    [
      'a category of the other side',
      '7000,,,lasten,0.4,2.2.1,,,',
      'categorie "2.2.1" bestaat niet (meer) in de codelijst categorie_lasten',
    ],
    ['an unknown zijde', '7000,,,kosten,0.4,1.1,,,', 'zijde "kosten" moet een van deze zijn: lasten, baten, balans'],
    [
      'a balanscode on the exploitatie',
      '7000,,,lasten,0.4,1.1,A23,,',
      `balanscode "A23" hoort niet bij deze regel (alleen als zijde = 'balans')`,
    ],
    ['a missing code', '7000,,,lasten,,1.1,,,', 'taakveld is leeg'],
    ['a star in the middle', '7*00,,,lasten,0.4,1.1,,,', '"7*00" in grootboekrekening: een * mag alleen aan het eind staan'],
    [
      'a delimiter in a text without quotes',
      '7000,,,lasten,0.4,1.1,,,inhuur, tijdelijk',
      'de regel heeft meer velden dan de kopregel; zet tekst met een scheidingsteken tussen aanhalingstekens',
    ],
  ])('%s', async (_, row, reason) => {
    const ledger = [...LEDGER, '2026,4,2026-04-01,D1,1,7000,,,inhuur,10.00,', '2026,4,2026-04-01,D1,2,1000,,,inhuur,,10.00'];
    const { code, findings } = await desk.generate({ ledger, mapping: [...MAPPING.slice(0, 3), row, ...MAPPING.slice(3)] });
    expect(code).toBe(1);
    expect(findings.find(({ id }) => id === 'TOEWIJZING-GEWEIGERD')).toMatchObject({
      key: { regel: '4' },
      message: `Regel 4 van de conversietabel is geweigerd: ${reason}.`,
    });
    expect(findings.find(({ id }) => id === 'TOEWIJZING-ONTBREEKT')).toMatchObject({
      key: { grootboekrekening: '7000' },
      value: '10.00',
      rows: { count: 1 },
    });
  });

  it('a row that held in another year is not judged by the codes of this one', async () => {
    const [header = '', ...rows] = MAPPING;
    const dated = [
      `${header},geldig_van,geldig_tot`,
      ...rows.map((row) => `${row},,`),
      '7000,,,lasten,6.2,1.1,,,,,2024-12-31',
      '7000,,,lasten,0.4,1.1,,,,2025-01-01,',
    ];
    const ledger = [...LEDGER, '2026,4,2026-04-01,D1,1,7000,,,inhuur,10.00,', '2026,4,2026-04-01,D1,2,1000,,,inhuur,,10.00'];
    const { code, findings, delivery } = await desk.generate({ ledger, mapping: dated });
    expect({ code, findings }).toEqual({ code: 0, findings: [] });
    expect(cells(delivery, 'lasten')['0.4/1.1']).toBe(1245);
  });
});
