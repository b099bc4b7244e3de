import type { Finding } from '../../../src/specs/finding';
import { cells, Desk, HEADER, LEDGER, withCell, type Given, type Outcome } from '../../support/report-input';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});

afterAll(() => desk.close());

async function outcome(
  ledger: string[],
  options: Given['options'] = {},
): Promise<Outcome & { found: (id: string) => Finding | undefined }> {
  const done = await desk.generate({ ledger, options });
  expect(done.sentence).toBeUndefined();
  return { ...done, found: (id) => done.findings.find((finding) => finding.id === id) };
}

type Rest = [debit: string, credit?: string, more?: { period?: string; date?: string }];

function line(document: string, number: number, account: string, ...[debit, credit = '', more = {}]: Rest): string {
  return `2026,${more.period ?? '3'},${more.date ?? '2026-03-01'},${document},${number},${account},,,regel,${debit},${credit}`;
}

/** Row numbers: 1 is the first line under the header, so the added lines start at 10. */
const added = (...lines: string[]): string[] => [...LEDGER, ...lines];

describe('the balance of documents', () => {
  it('a document out of balance is a warning when the source as a whole balances', async () => {
    const { code, found } = await outcome(added(line('B7', 1, '4000', '10.00'), line('B8', 1, '1000', '', '10.00')));
    expect(code).toBe(0);
    expect(found('BRON-BALANS')).toMatchObject({
      severity: 'warning',
      value: '0.00',
      rows: { count: 2, first: [10, 11] },
      message: '2 boekstukken zijn niet in evenwicht (B7, B8); de bron als geheel wel.',
    });
  });

  it('the source out of balance is an error with the amount and all rows of its documents', async () => {
    const { code, found } = await outcome(added(line('B7', 1, '4000', '10.00'), line('B7', 2, '1000', '', '7.50')));
    expect(code).toBe(1);
    expect(found('BRON-BALANS')).toMatchObject({
      severity: 'error',
      value: '2.50',
      bound: '0',
      unit: 'EUR',
      rows: { count: 2, first: [10, 11] },
      message: 'De bron is niet in evenwicht: debet min credit is 2,50 euro (boekstukken: B7).',
    });
  });

  it('lines without a document are one document', async () => {
    const { found } = await outcome(added(line('', 1, '4000', '10.00'), line('', 2, '1000', '', '9.00')));
    expect(found('BRON-BALANS')).toMatchObject({
      value: '1.00',
      message: expect.stringContaining('(boekstukken: (leeg))'),
      rows: { count: 2, first: [10, 11] },
    });
  });

  it('a document of another year does not count', async () => {
    const { found } = await outcome(added(line('B7', 1, '4000', '10.00').replace('2026', '2025')));
    expect(found('BRON-BALANS')).toBeUndefined();
  });

  it('are shown by the five largest documents, with their rows', async () => {
    const many = Array.from({ length: 30 }, (_, at) => [
      line(`D${String(at).padStart(2, '0')}`, 1, '4000', `${at + 1}.00`),
      line(`C${String(at).padStart(2, '0')}`, 1, '1000', '', `${at + 1}.00`),
    ]).flat();
    const { found } = await outcome(added(...many));
    const finding = found('BRON-BALANS');
    expect(finding?.message).toBe('60 boekstukken zijn niet in evenwicht (C29, D29, C28, D28, C27, …); de bron als geheel wel.');
    expect(finding?.rows).toEqual({ count: 60, first: [65, 66, 67, 68, 69] });
  });
});

describe('lines that occur twice', () => {
  const twice = [
    line('B7', 1, '4000', '10.00'),
    line('B7', 2, '1000', '', '10.00'),
    line('B7', 1, '4000', '10.00'),
    line('B7', 2, '1000', '', '10.00'),
  ];

  it('are a warning when the source balances', async () => {
    const { code, found, delivery } = await outcome(added(...twice));
    expect(code).toBe(0);
    expect(found('BRON-DUBBEL')).toMatchObject({
      severity: 'warning',
      value: '2',
      rows: { count: 4, first: [10, 11, 12, 13] },
      message: '2 regels komen vaker dan één keer voor (B7/1; B7/2); samen 2 te veel.',
    });
    expect(cells(delivery, 'lasten')['0.4/1.1']).toBe(1255);
  });

  it('are an error when the source does not', async () => {
    const { code, found } = await outcome(added(...twice.slice(0, 3)));
    expect(code).toBe(1);
    expect(found('BRON-DUBBEL')).toMatchObject({ severity: 'error', value: '1', rows: { count: 2, first: [10, 12] } });
    expect(found('BRON-BALANS')).toMatchObject({ severity: 'error', value: '10.00' });
  });

  it('are not lines of which only the number past 120 has the same remainder', async () => {
    const long = Array.from({ length: 250 }, (_, at) =>
      line('LANG', at + 1, at % 2 ? '1000' : '4000', at % 2 ? '' : '1.00', at % 2 ? '1.00' : ''),
    );
    expect((await outcome(added(...long))).found('BRON-DUBBEL')).toBeUndefined();
    expect((await outcome(added(...long, line('LANG', 250, '4000', '0.00')))).found('BRON-DUBBEL')).toMatchObject({
      value: '1',
      rows: { count: 2, first: [259, 260] },
    });
  });

  it('are told apart by number and not by how it is written', async () => {
    const named = [
      line('B7', 1, '4000', '10.00').replace(',1,4000', ',a-1,4000'),
      line('B7', 2, '1000', '', '10.00').replace(',2,1000', ',a-2,1000'),
    ];
    expect((await outcome(added(...named))).found('BRON-DUBBEL')).toBeUndefined();
    expect((await outcome(added(...named, named[0] ?? '', named[1] ?? ''))).found('BRON-DUBBEL')).toMatchObject({ value: '2' });
  });
});

describe('dates', () => {
  it('outside the reported time are a warning, with every such row', async () => {
    const { code, found } = await outcome(
      added(line('B7', 1, '4000', '10.00', '', { date: '2025-12-31' }), line('B7', 2, '1000', '', '10.00', { date: '2026-10-01' })),
    );
    expect(code).toBe(0);
    expect(found('BRON-DATUM')).toMatchObject({
      severity: 'warning',
      value: '2',
      rows: { count: 2, first: [10, 11] },
      message: '2 regels hebben een boekdatum buiten 2026-01-01 tot en met 2026-09-30.',
    });
  });

  it('of a later booking period are not looked at', async () => {
    const later = { period: '10', date: '2026-10-15' };
    expect(
      (await outcome(added(line('B7', 1, '4000', '10.00', '', later), line('B7', 2, '1000', '', '10.00', later)))).found('BRON-DATUM'),
    ).toBeUndefined();
  });

  it('of the opening balance may lie in the year before', async () => {
    expect((await outcome(LEDGER)).found('BRON-DATUM')).toBeUndefined();
  });

  it('that cannot be read or are missing count as well', async () => {
    const { found } = await outcome(
      added(line('B7', 1, '4000', '10.00', '', { date: 'maart' }), line('B7', 2, '1000', '', '10.00', { date: '' })),
    );
    expect(found('BRON-DATUM')).toMatchObject({
      value: '2',
      rows: { count: 2, first: [10, 11] },
      message: '2 regels hebben een boekdatum buiten 2026-01-01 tot en met 2026-09-30, waarvan 2 zonder leesbare datum.',
    });
  });

  it('written in another way are understood', async () => {
    const { found } = await outcome(
      added(line('B7', 1, '4000', '10.00', '', { date: '1-3-2026' }), line('B7', 2, '1000', '', '10.00', { date: '01/10/2026' })),
    );
    expect(found('BRON-DATUM')).toMatchObject({ value: '1', rows: { count: 1, first: [11] } });
  });
});

describe('booking periods', () => {
  it.each(['', 'mrt', '1.5', '100', '-1'])('"%s" is an error: the line cannot be placed', async (period) => {
    const { code, found, delivery } = await outcome(
      added(line('B7', 1, '4000', '10.00', '', { period }), line('B7', 2, '1000', '', '10.00')),
    );
    expect(code).toBe(1);
    expect(found('BRON-PERIODE')).toMatchObject({
      severity: 'error',
      value: '1',
      rows: { count: 1, first: [10] },
      message: '1 regel heeft een boekperiode die niet wordt herkend en kan niet worden ingedeeld.',
    });
    expect(cells(delivery, 'lasten')['0.4/1.1']).toBe(1235);
  });

  it('13 belongs to the jaarrekening and not to the fourth quarter', async () => {
    const closing = added(
      line('B7', 1, '4000', '10.00', '', { period: '13', date: '2026-12-31' }),
      line('B7', 2, '1000', '', '10.00', { period: '13', date: '2026-12-31' }),
    );
    const quarter = await outcome(closing, { period: '2026-Q4' });
    const year = await outcome(closing, { period: '2026-jaarrekening' });
    expect([quarter, year].map(({ delivery }) => cells(delivery, 'lasten')['0.4/1.1'])).toEqual([1235, 1245]);
  });

  it('0 on an exploitatie account is a warning and is not counted', async () => {
    const opening = { period: '0', date: '2025-12-31' };
    const { code, found, delivery } = await outcome(
      added(line('OB', 4, '4000', '25.00', '', opening), line('OB', 5, '0900', '', '25.00', opening)),
    );
    expect(code).toBe(0);
    expect(found('BEGINBALANS-EXPLOITATIE')).toMatchObject({ severity: 'warning', value: '25.00', rows: { count: 1 } });
    expect(cells(delivery, 'lasten')['0.4/1.1']).toBe(1235);
  });

  it('0 is the opening balance and never a mutation', async () => {
    const { delivery } = await outcome(LEDGER);
    expect(cells(delivery, 'balans_standen')).toMatchObject({
      'A23/1 januari': 500,
      'A23/ultimo': 601,
      'A123/1 januari': 1000,
      'A123/ultimo': 1000,
    });
    expect(cells(delivery, 'balans_lasten')).toEqual({ 'A23/6.1': 1335 });
  });
});

describe('book years', () => {
  it('other than the asked one are left out, counted by year, with their rows', async () => {
    const { code, found, manifest } = await outcome([
      HEADER,
      ...[1, 2].map((at) => line(`X${at}`, 1, '4000', '5.00').replace('2026', '2025')),
      ...LEDGER.slice(1),
      line('Y1', 1, '4000', '5.00').replace('2026', ''),
    ]);
    expect(code).toBe(0);
    expect(found('BRON-JAAR')).toMatchObject({
      severity: 'warning',
      value: '3',
      rows: { count: 3, first: [1, 2, 12] },
      message: '3 regels tellen niet mee, want het boekjaar is een ander (leeg: 1, 2025: 2).',
    });
    expect(manifest?.inputs[0]).toMatchObject({ lines: 12, debit: '4184.99' });
  });

  it('that only look like the asked one are another year', async () => {
    const { found } = await outcome(withCell(6, 'boekjaar', '2026.4', withCell(7, 'boekjaar', '02026')));
    expect(found('BRON-JAAR')).toMatchObject({ value: '2', rows: { count: 2, first: [6, 7] } });
  });
});

it('every control that ran stands in the manifest, passed or not', async () => {
  const { manifest } = await outcome(added(line('B7', 1, '4000', '10.00'), line('B7', 2, '1000', '', '7.50')));
  const controls = Object.fromEntries(
    (manifest?.controls ?? []).filter(({ id }) => id.startsWith('BRON-')).map(({ id, passed }) => [id, passed]),
  );
  expect(controls).toEqual({ 'BRON-BALANS': false, 'BRON-DATUM': true, 'BRON-DUBBEL': true, 'BRON-JAAR': true, 'BRON-PERIODE': true });
});
