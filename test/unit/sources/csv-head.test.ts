import { csvProblem } from '../../../src/sources/csv-problem';
import { readCsvHead } from '../../../src/sources/csv-head';
import { evenLineEnds, LineEnds } from '../../../src/sources/line-ends';
import { QuotedBreaks } from '../../../src/sources/quoted-breaks';
import { RecordLines } from '../../../src/sources/record-lines';

const EXPECTED = [
  { name: 'rekening', optional: false, amount: false },
  { name: 'soort', optional: true, amount: false },
  { name: 'debet', optional: false, amount: true },
  { name: 'credit', optional: false, amount: true },
];
const head = (text: string, given?: Parameters<typeof readCsvHead>[2]): ReturnType<typeof readCsvHead> =>
  readCsvHead(text, EXPECTED, given);

describe('the head of a delimited file', () => {
  it.each([
    [',', 'rekening,debet,credit\n'],
    [';', 'rekening;debet;credit\n'],
    ['\t', 'rekening\tdebet\tcredit\n'],
  ])('is read with the delimiter "%s" that gives the columns', (delimiter, text) => {
    expect(head(text)).toMatchObject({ delimiter, header: ['rekening', 'debet', 'credit'], skip: 0 });
  });

  it('may have names in capitals, quotes and spaces, in any order, with others between them', () => {
    expect(head('"Credit" , naam;x, DEBET ,Rekening\n').header).toEqual(['credit', 'naam;x', 'debet', 'rekening']);
  });

  it.each([
    ['empty lines', '\n\r\nrekening,debet,credit\n', 2],
    ['the line of a spreadsheet', 'sep=;\nrekening;debet;credit\n', 1],
    ['that line in quotes', '"sep=\t"\nrekening\tdebet\tcredit\n', 1],
  ])('may stand below %s', (_, text, skip) => {
    expect(head(text)).toMatchObject({ skip });
  });

  it('must have every column that is not optional', () => {
    expect(() => head('rekening;credit;saldo\n')).toThrow('De kolom debet ontbreekt in de kopregel; gevonden: rekening, credit, saldo.');
  });

  it('is not recognised when it has none of them', () => {
    expect(() => head('a,b\n')).toThrow(
      'De kopregel is niet herkend: nodig zijn de kolommen rekening, debet, credit, gescheiden door komma, puntkomma of tab.',
    );
  });

  it('may not name a column twice, but may leave several without a name', () => {
    expect(() => head('rekening,debet,credit,Debet\n')).toThrow('De kolom "debet" staat twee keer in de kopregel; maak de namen uniek.');
    expect(head('rekening,debet,credit,,\n').header).toEqual(['rekening', 'debet', 'credit', '', '']);
  });

  const decimal = (...amounts: string[]): string | undefined =>
    head(`rekening;debet;credit\n${amounts.map((amount) => `1;${amount};\n`).join('')}1;;\n`).decimal;

  it('decides the decimal sign when one or two digits stand behind it', () => {
    expect([decimal('1.5'), decimal('1,25'), decimal('1.234,5'), decimal('1,234.50-'), decimal('(12,50)')]).toEqual([
      '.',
      ',',
      ',',
      '.',
      ',',
    ]);
  });

  it('leaves the decimal sign open when nothing shows it, or both do', () => {
    expect([decimal('1.234'), decimal('1234'), decimal(''), decimal('1.5', '1,5')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('lets a given delimiter and decimal sign go before what it sees', () => {
    expect(head('rekening|debet|credit\n1|1.50|\n1||\n', { delimiter: '|', decimal: ',' })).toMatchObject({ delimiter: '|', decimal: ',' });
  });
});

describe('the line on which a record begins', () => {
  const text = 'a,b\n1,"x\ny"\n\n2,"p ""q"" r"\r\n3,buis 2" rond\n4,z\n';
  const lineOf = (wanted: Partial<ConstructorParameters<typeof RecordLines>[0]>, from = text): number | undefined =>
    new RecordLines({ record: 1, empty: false, delimiter: ',', ...wanted }).push(Buffer.from(from));

  it('counts the line breaks inside quotes', () => {
    expect([1, 2, 3, 4, 5, 6].map((record) => lineOf({ record }))).toEqual([1, 2, 5, 6, 7, undefined]);
  });

  it('counts empty lines where the reader does', () => {
    expect([1, 2, 3, 4, 5].map((record) => lineOf({ record, empty: true }))).toEqual([1, 2, 4, 5, 6]);
  });

  it('passes over the lines above the header', () => {
    expect(lineOf({ record: 2, skip: 1 }, 'sep=,\na,b\n1,2\n')).toBe(3);
  });

  it('takes CR, LF and CR LF for one line end each, also on the border of two pieces', () => {
    const lines = new RecordLines({ record: 4, empty: false, delimiter: ',' });
    expect(lines.push(Buffer.from('a\r'))).toBeUndefined();
    expect(lines.push(Buffer.from('\nb\rc\n'))).toBeUndefined();
    expect(lines.push(Buffer.from('d'))).toBe(4);
  });
});

describe('line breaks inside quotes', () => {
  const found = (...pieces: string[]): boolean => {
    const breaks = new QuotedBreaks(',');
    for (const piece of pieces) breaks.push(Buffer.from(piece));
    return breaks.found;
  };

  it('are noticed, also when the quote opens in an earlier piece', () => {
    expect([found('a,"b\nc"\n'), found('a,"b\rc"\n'), found('a,"b', 'c\nd"\n'), found('a,', '"b\nc"\n')]).toEqual([true, true, true, true]);
  });

  it('are not seen in ordinary quotes, doubled quotes or inches', () => {
    expect([found('"a","b"\n"c",d\n'), found('a,"b ""c"" d"\ne\n'), found('a,2" buis\nb,c\n'), found('a\nb\n')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('evening out line ends', () => {
  async function even(...pieces: string[]): Promise<{ text: string; mixed: boolean }> {
    const ends = new LineEnds();
    const parts: Buffer[] = [];
    async function* given(): AsyncGenerator<Buffer> {
      for (const piece of pieces) yield Buffer.from(piece);
    }
    for await (const part of evenLineEnds(given(), ends)) parts.push(part);
    return { text: Buffer.concat(parts).toString(), mixed: ends.mixed };
  }

  it('keeps every line and says whether there were several kinds', async () => {
    expect(await even('a\r', '\nb\nc\rd')).toEqual({ text: 'a\nb\nc\nd', mixed: true });
    expect(await even('a\r\nb\r', '\n')).toEqual({ text: 'a\nb\n', mixed: false });
    expect(await even('a\nb\r')).toEqual({ text: 'a\nb\n', mixed: true });
    expect(await even('a\n\nb')).toEqual({ text: 'a\n\nb', mixed: false });
  });
});

describe('what the reader of the calculation says', () => {
  it('is told in Dutch with its place', () => {
    expect(csvProblem('CSV Error on Line: 12\nOriginal Line: x\nExpected Number of Columns: 3 Found: 2')).toEqual({
      sentence: 'De regel heeft 2 velden waar de kopregel er 3 heeft; controleer scheidingstekens en aanhalingstekens.',
      record: 12,
    });
    expect(csvProblem('could not write to file "x": No space left on device')?.sentence).toContain('De schijf is vol');
    expect(csvProblem('Out of Memory Error: failed to allocate data')?.sentence).toContain('te weinig werkgeheugen');
  });

  it('is left alone when it is about something else', () => {
    expect(csvProblem('Binder Error: Referenced column "x" not found')).toBeUndefined();
  });
});
