import fc from 'fast-check';
import { LedgerTranscript } from '../../../../src/sources/xaf/ledger-transcript';
import { QuickReader } from '../../../../src/sources/xaf/quick-reader';
import { transcriptFindings } from '../../../../src/sources/xaf/transcript-findings';
import { XafReader } from '../../../../src/sources/xaf/xaf-reader';
import { xafFile, xafJournal, xafTransaction } from '../../../support/xaf-files';

interface Outcome {
  rows?: string;
  findings?: unknown;
  refused?: boolean;
}

function read(xml: string, quick: boolean, pieces: number[]): Outcome {
  const transcript = new LedgerTranscript();
  const parser = new XafReader(transcript);
  const reader = quick ? new QuickReader(parser, transcript) : parser;
  try {
    let at = 0;
    for (let i = 0; at < xml.length; i += 1) {
      const next = at + (pieces[i % pieces.length] ?? xml.length);
      reader.write(xml.slice(at, next));
      at = next;
    }
    reader.end();
    return { rows: transcript.writer.takeOut(), findings: transcriptFindings(transcript, parser.unknown) };
  } catch {
    return { refused: true };
  }
}

const space = fc.constantFrom('', '', '\n    ', '\r\n\t', ' ');
const text = fc.oneof(
  fc.constantFrom(
    'Factuur 12',
    'a,b',
    'zegt "ja"',
    'R&amp;D',
    '&lt;1',
    '&#233;',
    'é€😀',
    'x]]y',
    'a\r\nb',
    ' rand ',
    '',
    '<![CDATA[a<b]]>',
    'voor<!-- c -->na',
    'a>b',
  ),
  fc.string({ maxLength: 8 }).map((value) => value.replace(/[^A-Za-z0-9 .,;"']/g, '')),
);
const odd = fc.constantFrom('A & B', '&nbsp;', '\u0001', ']]>', '<b>vet</b>', '&amp');
const amount = fc.constantFrom('10.00', '10', '-3.50', '12.5', '999999999999999999.99', '0.00');
const badAmount = fc.constantFrom('tien', '', '1,50', '1.005');
const extra = fc.constantFrom(
  '',
  '',
  '<vat><vatID>1</vatID><vatPerc>21.0</vatPerc></vat>',
  '<vat>\n <vatID>1</vatID>\n</vat>',
  '<currency><curCode>USD</curCode></currency>',
  '<onbekend>x</onbekend>',
  '<ext:amnt xmlns:ext="urn:x">99.00</ext:amnt>',
  '<amnt2/>',
  '<docRef xsi:nil="true"/>',
  '<CUSTSUPID>9</CUSTSUPID>',
  '<costID>6001</costID>',
  '<!-- <trLine> -->',
  '<vat><vatID a="1">1</vatID></vat>',
);

function aLine(fields: { nr: string; desc: string; amnt: string; side: string; gap: string; more: string; empty: boolean }): string {
  const { nr, desc, amnt, side, gap, more, empty } = fields;
  const leaves = [
    `<nr>${nr}</nr>`,
    '<accID>4000</accID>',
    empty ? '<docRef />' : '<docRef>f1</docRef>',
    `<desc>${desc}</desc>`,
    `<amnt>${amnt}</amnt>`,
    `<amntTp>${side}</amntTp>`,
    more,
  ];
  return `<trLine>${gap}${leaves.join(gap)}${gap}</trLine>${gap}`;
}

const lineOf = (texts: fc.Arbitrary<string>, amounts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({
      nr: fc.constantFrom('1', '2', '1:1', ''),
      desc: texts,
      amnt: amounts,
      side: fc.constantFrom('D', 'C', 'c'),
      gap: space,
      more: extra,
      empty: fc.boolean(),
    })
    .map(aLine);

const pieces = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });

function aFile(transactions: string[][], gap: string): string {
  const list = transactions.map((lines, i) => xafTransaction(gap + lines.join(gap), { nr: String(1 + (i % 3)) }));
  return xafFile({
    journals: xafJournal(gap + list.join(gap)),
    behind: '<subledgers><subledger><trLine>x</trLine></subledger></subledgers>',
  });
}

describe('the quick reader', () => {
  it('reads every file exactly as the parser alone does, wherever the pieces end', () => {
    const line = lineOf(text, amount);
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 5 }), { maxLength: 4 }), space, pieces, (transactions, gap, sizes) => {
        const xml = aFile(transactions, gap);
        const slow = read(xml, false, [xml.length]);
        expect(slow.refused).toBeUndefined();
        expect(read(xml, true, sizes)).toEqual(slow);
      }),
      { numRuns: 400 },
    );
  });

  it('never accepts what the parser refuses', () => {
    const line = fc.oneof(lineOf(text, amount), lineOf(odd, amount), lineOf(text, badAmount));
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 4 }), { maxLength: 3 }), space, pieces, (transactions, gap, sizes) => {
        const xml = aFile(transactions, gap);
        expect(read(xml, true, sizes)).toEqual(read(xml, false, [xml.length]));
      }),
      { numRuns: 400 },
    );
  });

  it('never accepts a file that is cut off', () => {
    const xml = aFile([[aLine({ nr: '1', desc: 'x', amnt: '1.00', side: 'D', gap: '\n', more: '', empty: false })]], '\n');
    for (let end = 0; end < xml.trimEnd().length; end += 1) expect(read(xml.slice(0, end), true, [50])).toEqual({ refused: true });
  });
});
