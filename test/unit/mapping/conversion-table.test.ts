import { validOn } from '../../../src/mapping/conversion-table';
import { readTableText } from '../../../src/mapping/table-text';
import { UnusableInput } from '../../../src/specs/unusable-input';
import { aTable, MAPPING_SPEC, TABLE_HEADER } from '../../support/mapping-parts';

const refusal = (rows: string[], date?: string): string[] => aTable(rows, date).refused.map(({ line, reason }) => `${line}: ${reason}`);

describe('a row of the conversietabel', () => {
  it('holds patterns, codes and validity as they were written', () => {
    const { rules, refused } = aTable(['4*, K1 ,,kosten,0.10,1.1,,2026-01-01,']);
    expect(refused).toEqual([]);
    expect(rules).toEqual([
      {
        line: 2,
        by: { rekening: '4*', plaats: 'K1', soort: '' },
        gives: { zijde: 'kosten', taak: '0.10', post: '1.1', wijze: '' },
        from: '2026-01-01',
        to: '',
      },
    ]);
  });

  it('takes a lone * for any', () => {
    expect(aTable(['*,*,,kosten,0.1,1.1,,,']).rules[0]?.by).toEqual({ rekening: '', plaats: '', soort: '' });
  });

  it.each<[string, string, string]>([
    ['a code that does not exist', '4,,,kosten,9.9,1.1,,,', '2: taak "9.9" bestaat niet (meer) in de codelijst taken'],
    ['a total', '4,,,kosten,0.,1.1,,,', '2: taak "0." is een totaalcode; gebruik een onderliggende code'],
    ['a code of which only the number is right', '4,,,kosten,0.100,1.1,,,', '2: taak "0.100" bestaat niet (meer) in de codelijst taken'],
    ['a code of the list of the other zijde', '4,,,kosten,0.1,6.1,,,', '2: post "6.1" bestaat niet (meer) in de codelijst kosten'],
    ['a code in none of two lists', '4,,,bezit,,9.9,,,', '2: post "9.9" bestaat niet (meer) in de codelijst kosten of bezit'],
    ['a value that is not offered', '4,,,kost,0.1,1.1,,,', '2: zijde "kost" moet een van deze zijn: kosten, bezit'],
    ['a code that is missing', '4,,,kosten,,1.1,,,', '2: taak is leeg'],
    ['a code where none belongs', '4,,,bezit,0.1,6.1,,,', `2: taak "0.1" hoort niet bij deze regel (alleen als zijde in ('kosten'))`],
    [
      'an optional code where none belongs',
      '4,,,kosten,0.1,1.1,netto,,',
      `2: wijze "netto" hoort niet bij deze regel (alleen als zijde = 'bezit')`,
    ],
    ['a * in the middle', '4*1,,,kosten,0.1,1.1,,,', '2: "4*1" in rekening: een * mag alleen aan het eind staan'],
    ['two *', '4**,,,kosten,0.1,1.1,,,', '2: "4**" in rekening: een * mag alleen aan het eind staan'],
    ['a date that does not exist', '4,,,kosten,0.1,1.1,,2026-02-30,', '2: "2026-02-30" is geen datum in de vorm jjjj-mm-dd'],
    ['a date in another form', '4,,,kosten,0.1,1.1,,01-02-2026,', '2: "01-02-2026" is geen datum in de vorm jjjj-mm-dd'],
    [
      'an end before its beginning',
      '4,,,kosten,0.1,1.1,,2026-02-01,2026-01-31',
      '2: geldig_tot 2026-01-31 ligt voor geldig_van 2026-02-01',
    ],
    [
      'more fields than the header',
      '4,,,kosten,0.1,1.1,,,,tekst',
      '2: de regel heeft meer velden dan de kopregel; zet tekst met een scheidingsteken tussen aanhalingstekens',
    ],
  ])('is refused with %s', (_, row, reason) => {
    expect(refusal([row])).toEqual([reason]);
    expect(aTable([row, '5,,,kosten,0.1,1.1,,,']).rules.map(({ line }) => line)).toEqual([3]);
  });

  it('may leave out what is optional and what does not belong to it', () => {
    expect(refusal(['1,,,bezit,,6.1,,,', '2,,,bezit,,3.8,bruto,,'])).toEqual([]);
  });

  it('is not judged by the codes of a time in which it does not hold', () => {
    expect(refusal(['4,,,kosten,9.9,1.1,,,2025-12-31'], '2026-09-30')).toEqual([]);
    expect(refusal(['4,,,kosten,9.9,1.1,,,2026-12-31'], '2026-09-30')).toHaveLength(1);
  });

  it('that is empty is no row', () => {
    expect(aTable([',,,,,,,,', '', '4,,,kosten,0.1,1.1,,,']).rules.map(({ line }) => line)).toEqual([4]);
  });
});

describe('two rows for the same key', () => {
  it.each([
    ['without validity', '4*,K,,kosten,0.1,1.1,,,', '4*,K,,kosten,0.10,1.1,,,'],
    ['where one is any and the other a lone *', '4*,,,kosten,0.1,1.1,,,', '4*,*,,kosten,0.10,1.1,,,'],
    ['that overlap by one day', '4,,,kosten,0.1,1.1,,,2026-06-30', '4,,,kosten,0.1,1.1,,2026-06-30,'],
    ['that give the same', '4,,,kosten,0.1,1.1,,,', '4,,,kosten,0.1,1.1,,,'],
  ])('%s make the table unusable', (_, one, other) => {
    expect(() => aTable([one, '5,,,kosten,0.1,1.1,,,', other])).toThrow(
      /^De regels 2 en 4 van de conversietabel gelden voor dezelfde sleutel/,
    );
  });

  it('are fine when one follows the other in time', () => {
    const { rules } = aTable(['4,,,kosten,0.1,1.1,,,2026-06-30', '4,,,kosten,0.10,1.1,,2026-07-01,']);
    expect(validOn(rules, '2026-06-30').map(({ line }) => line)).toEqual([2]);
    expect(validOn(rules, '2026-07-01').map(({ line }) => line)).toEqual([3]);
  });

  it('are fine when one of them is refused anyway', () => {
    expect(aTable(['4,,,kosten,9.9,1.1,,,', '4,,,kosten,0.1,1.1,,,']).rules).toHaveLength(1);
  });

  it('are not rows that cross', () => {
    expect(aTable(['4*,K1,,kosten,0.1,1.1,,,', '4001,,,kosten,0.1,1.1,,,']).refused).toEqual([]);
  });
});

describe('the text of a conversietabel', () => {
  const refused = (text: string): UnusableInput => {
    try {
      readTableText(text, MAPPING_SPEC);
    } catch (error) {
      if (error instanceof UnusableInput) return error;
    }
    throw new Error('was accepted');
  };

  it('keeps the line of every row, also below quoted line breaks', () => {
    const rows = readTableText(`${TABLE_HEADER},toelichting\r\n1,,,bezit,,6.1,,,,"twee\r\nregels"\r\n2,,,bezit,,6.1,,,,\r\n`, MAPPING_SPEC);
    expect(rows.map(({ line, values }) => [line, values.rekening])).toEqual([
      [2, '1'],
      [4, '2'],
    ]);
  });

  it.each([
    ['empty', '\uFEFF \n', 'De conversietabel is leeg.', {}],
    ['binary', 'PK\0', 'De conversietabel bevat een NUL-teken en is dus geen tekstbestand; sla haar op als CSV (UTF-8).', {}],
    [
      'without known columns',
      '\na,b\n',
      'De kopregel van de conversietabel is niet herkend: nodig zijn rekening, plaats, soort, zijde, taak, post, gescheiden door komma, puntkomma of tab.',
      { line: 2 },
    ],
    [
      'without one column',
      TABLE_HEADER.replace('post', 'p'),
      'In de kopregel van de conversietabel ontbreken: post; gevonden: rekening, plaats, soort, zijde, taak, p, wijze, geldig_van, geldig_tot.',
      { line: 1 },
    ],
    [
      'with a column twice',
      `${TABLE_HEADER},Taak`,
      'De kolom "taak" staat twee keer in de kopregel van de conversietabel.',
      { line: 1, column: 10 },
    ],
    [
      'with an open quote',
      `${TABLE_HEADER}\n1,,,bezit,,6.1,,,\n2,,,bezit,,"6.1,,,\n3,,,bezit,,6.1,,,`,
      'In de conversietabel wordt een aanhalingsteken niet gesloten.',
      { line: 3 },
    ],
  ])('is refused when it is %s', (_, text, message, place) => {
    const error = refused(text);
    expect({ message: error.message, place: error.place }).toEqual({ message, place });
  });
});
