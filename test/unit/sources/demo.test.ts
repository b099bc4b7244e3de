import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoLedger } from '../../../src/sources/demo/demo-ledger';
import { demoMapping, readDemoSeed, type DemoSeed } from '../../../src/sources/demo/demo-seed';
import { readPattern } from '../../../src/sources/demo/month-pattern';
import { amountText, centsOf, splitByWeights } from '../../../src/sources/demo/split-amount';
import { csvRows } from '../../../src/specs/small-csv';

const FOLDER = join(__dirname, '../../../report-specs/rijk/cbs-iv3-gemeente/2026/demo');
const HEADER = 'rekening,naam,kostenplaats,kostensoort,tegenrekening,dagboek,zijde,jaarbedrag,patroon,boekingen,spreiding\n';
const SMALL: Record<string, string> = {
  'beginbalans.csv': 'rekening,naam,bedrag\n1000,bank,500.00\n1600,crediteuren,-100.00\n0700,reserve,-400.00\n',
  'rekeningschema.csv': `${HEADER}4000,salarissen,K1 K2,S1,1000,SAL,debet,1200.10,loon,,0\n4400,inkoop,K1,S2,1600,INK,debet,100.01,2:3+7,3,50\n8000,uitkering,,,1000,BNK,credit,1600.00,maand,2,30\n1600,betaalbatch,,,1000,BNK,saldo,50,maand,1,0\n4990,resultaat,K9,,0790,MEM,voordelig,,13,1,0\n8990,resultaat,K9,,0790,MEM,nadelig,,13,1,0\n`,
  'conversietabel.csv': 'grootboekrekening,kostenplaats,zijde\n4000,,lasten\n',
  'problemen.csv':
    'soort,rekening,kostenplaats,kostensoort,tegenrekening,dagboek,bedrag,periode,omschrijving\nboeking,4999,K1,,1000,INK,12.00,3,onbekende rekening\nonbalans,4400,K1,,1600,INK,5.00,4,halve journaalpost\ndubbel,4400,K1,,1600,INK,0.00,2,dubbele regel\n',
  'conversietabel-problemen.csv': 'grootboekrekening,zijde\n4998,lasten\n',
};

const seedOf = (changes: Record<string, string> = {}): DemoSeed => readDemoSeed(new Map(Object.entries({ ...SMALL, ...changes })));
const ledgerOf = (seed: DemoSeed, { number = 1, problems = false } = {}): string =>
  [...demoLedger(seed, { year: 2031, seed: number, problems })].join('');
const rowsOf = (text: string): Record<string, string>[] => csvRows(text).rows.map(({ values }) => values);
const valueOf = ({ debet = '0', credit = '0' }: Record<string, string>): bigint => centsOf(debet) - centsOf(credit);

function sums(rows: Record<string, string>[], key: string): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const row of rows) found.set(row[key] ?? '', (found.get(row[key] ?? '') ?? 0n) + valueOf(row));
  return found;
}

describe('a ledger of the demo organisation', () => {
  it('is the same for the same seed and another for another', () => {
    expect(ledgerOf(seedOf())).toBe(ledgerOf(seedOf()));
    expect(ledgerOf(seedOf(), { number: 2 })).not.toBe(ledgerOf(seedOf()));
  });

  it('books exactly the yearly amount of every row, whatever the pattern', () => {
    const byAccount = sums(rowsOf(ledgerOf(seedOf())), 'grootboekrekening');
    expect(amountText(byAccount.get('4000') ?? 0n)).toBe('1200.10');
    expect(amountText(byAccount.get('4400') ?? 0n)).toBe('100.01');
    expect(amountText(byAccount.get('8000') ?? 0n)).toBe('-1600.00');
  });

  it('has only documents that balance, with line numbers that count up', () => {
    const rows = rowsOf(ledgerOf(seedOf()));
    expect([...sums(rows, 'boekstuk').values()].filter((gap) => gap !== 0n)).toEqual([]);
    expect(new Set(rows.map(({ boekstuk, regelnr }) => `${boekstuk}/${regelnr}`)).size).toBe(rows.length);
  });

  it('opens with the balance sheet and closes with the result in the closing period', () => {
    const rows = rowsOf(ledgerOf(seedOf()));
    expect(rows.filter(({ periode }) => periode === '0').map(({ grootboekrekening }) => grootboekrekening)).toEqual([
      '1000',
      '1600',
      '0700',
    ]);
    const closing = rows.filter(({ periode }) => periode === '13');
    expect(closing.map(({ grootboekrekening, debet, credit }) => [grootboekrekening, debet, credit])).toEqual([
      ['4990', '299.89', '0.00'],
      ['0790', '0.00', '299.89'],
    ]);
  });

  it('books a loss on the other account', () => {
    const text = ledgerOf(seedOf({ 'rekeningschema.csv': (SMALL['rekeningschema.csv'] ?? '').replace('1600.00,maand', '160.00,maand') }));
    expect(
      rowsOf(text)
        .filter(({ periode }) => periode === '13')
        .map(({ grootboekrekening, credit }) => [grootboekrekening, credit]),
    ).toEqual([
      ['8990', '1140.11'],
      ['0790', '0.00'],
    ]);
  });

  it('pays half of what is open every month', () => {
    const paid = rowsOf(ledgerOf(seedOf())).filter(({ omschrijving }) => omschrijving?.startsWith('betaalbatch,'));
    expect(paid.slice(0, 1).map(({ periode, debet }) => [periode, debet])).toEqual([['1', '50.00']]);
    expect(paid.length).toBe(12);
  });

  it('books a payroll once a month, one line for each cost centre, with holiday pay in May', () => {
    const payroll = rowsOf(ledgerOf(seedOf())).filter(({ grootboekrekening }) => grootboekrekening === '4000');
    expect(payroll.length).toBe(24);
    const months = sums(payroll, 'periode');
    expect((months.get('5') ?? 0n) > (months.get('4') ?? 0n)).toBe(true);
  });

  it('with problems has an unmapped account, half a document and a doubled line, and is otherwise the same', () => {
    const rows = rowsOf(ledgerOf(seedOf(), { problems: true }));
    expect(rows.filter(({ grootboekrekening }) => grootboekrekening === '4999').length).toBe(1);
    expect([...sums(rows, 'boekstuk').values()].filter((gap) => gap !== 0n)).toEqual([500n]);
    expect(rows.length - new Set(rows.map(({ boekstuk, regelnr }) => `${boekstuk}/${regelnr}`)).size).toBe(1);
    expect(demoMapping(seedOf(), true)).toBe(`${SMALL['conversietabel.csv']}4998,,lasten\n`);
    expect(demoMapping(seedOf(), false)).toBe(SMALL['conversietabel.csv']);
  });

  it.each([
    ['beginbalans.csv', 'rekening,naam,bedrag\n1000,bank,500.00\n', 'De beginbalans sluit niet'],
    ['rekeningschema.csv', `${HEADER}4000,x,,,1000,SAL,debet,12,veertien,,0\n`, 'is geen patroon'],
    ['rekeningschema.csv', `${HEADER}4000,x,,,1000,SAL,links,12,maand,,0\n`, 'moet een van deze zijn'],
    ['rekeningschema.csv', `${HEADER}4000,x,,,1000,SAL,debet,1.234,maand,,0\n`, 'is no amount'],
  ])('is refused when %s is wrong', (file, text, sentence) => {
    expect(() => seedOf({ [file]: text })).toThrow(sentence);
  });

  it('is refused when a file of the seed is missing', () => {
    expect(() => readDemoSeed(new Map([['beginbalans.csv', 'rekening,naam,bedrag\n']]))).toThrow('mist rekeningschema.csv');
  });
});

describe('amounts of the demo', () => {
  it('are split without losing a cent', () => {
    expect(splitByWeights(1000n, [1, 1, 1])).toEqual([333n, 333n, 334n]);
    expect(splitByWeights(-1001n, [100, 1])).toEqual([-991n, -10n]);
  });

  it('follow a pattern of words, periods and weights', () => {
    expect(readPattern('kwartaal').map(({ period }) => period)).toEqual([3, 6, 9, 12]);
    expect(readPattern('2:88+11')).toEqual([
      { period: 2, weight: 88 },
      { period: 11, weight: 100 },
    ]);
    expect(readPattern('maand+5:115')[4]).toEqual({ period: 5, weight: 115 });
  });
});

describe('the seed of the first report', () => {
  const seed = readDemoSeed(new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')])));
  const text = ledgerOf(seed);

  it('gives a ledger of a middle-sized gemeente in which every document balances', () => {
    const rows = rowsOf(text);
    expect(rows.length).toBeGreaterThan(20_000);
    expect(rows.length).toBeLessThan(40_000);
    expect([...sums(rows, 'boekstuk').values()].filter((gap) => gap !== 0n)).toEqual([]);
  });

  it('has a rule for every account that it books on, and for none of the problems', () => {
    const rules = csvRows(seed.mapping).rows.map(({ values }) => values);
    const mapped = ({ grootboekrekening, kostenplaats = '' }: Record<string, string>): boolean =>
      rules.some(
        (rule) => rule.grootboekrekening === grootboekrekening && kostenplaats.startsWith((rule.kostenplaats ?? '').replace('*', '')),
      );
    const keys = (ledger: string): Record<string, string>[] => [
      ...new Map(rowsOf(ledger).map((row) => [`${row.grootboekrekening}/${row.kostenplaats}`, row])).values(),
    ];
    expect(keys(text).filter((row) => !mapped(row))).toEqual([]);
    expect(
      [
        ...new Set(
          keys(ledgerOf(seed, { problems: true }))
            .filter((row) => !mapped(row))
            .map(({ grootboekrekening }) => grootboekrekening),
        ),
      ].sort(),
    ).toEqual(['4415', '4620', '4730', '8215']);
  });
});
