import { diffLines, diffTables } from '../../../src/mapping/diff-tables';
import { importLines, importReport } from '../../../src/mapping/import-report';
import { aRule } from '../../support/mapping-parts';

const other = { gives: { zijde: 'kosten', taak: '0.10', post: '1.1', wijze: '' } };

describe('the difference between two versions', () => {
  it('names new, changed and removed rules and counts the others', () => {
    const diff = diffTables(
      [aRule(2, ['4*']), aRule(3, ['5*']), aRule(4, ['6*'])],
      [aRule(2, ['6*']), aRule(3, ['4*'], other), aRule(4, ['7*'])],
    );
    expect(diffLines(diff)).toEqual([
      '+ regel 4: 7* / alles / alles → zijde kosten, taak 0.1, post 1.1',
      '~ regel 3: 4* / alles / alles → zijde kosten, taak 0.10, post 1.1; was taak 0.1',
      '- regel 3 (oud): 5* / alles / alles → zijde kosten, taak 0.1, post 1.1',
      '1 nieuw, 1 gewijzigd, 1 vervallen, 1 gelijk.',
    ]);
  });

  it('does not see that rows have moved', () => {
    const rules = [aRule(2, ['4*']), aRule(3, ['4*', 'K1']), aRule(4, ['5*'])];
    const moved = rules.map((rule, at) => ({ ...rule, line: 40 - at })).reverse();
    expect(diffTables(rules, moved)).toMatchObject({ added: [], removed: [], changed: [] });
  });

  it('takes a rule that gets an end for a changed rule, and its successor for a new one', () => {
    const diff = diffTables(
      [aRule(2, ['4*'])],
      [aRule(2, ['4*'], { to: '2026-06-30' }), aRule(3, ['4*'], { ...other, from: '2026-07-01' })],
    );
    expect(diff.changed).toMatchObject([{ after: { line: 2 }, changes: [{ column: 'geldig_tot', from: '', to: '2026-06-30' }] }]);
    expect(diff.added.map(({ line }) => line)).toEqual([3]);
  });

  it('matches equal validity before anything else', () => {
    const early = aRule(2, ['4*'], { to: '2025-12-31' });
    const late = aRule(3, ['4*'], { from: '2026-01-01' });
    expect(diffTables([early, late], [{ ...late, ...other }, early]).changed).toMatchObject([
      { before: { line: 3 }, changes: [{ column: 'taak', from: '0.1', to: '0.10' }] },
    ]);
  });

  it('is the other way round from new to old', () => {
    const [old, fresh] = [
      [aRule(2, ['4*']), aRule(3, ['5*'])],
      [aRule(2, ['4*'], other), aRule(3, ['6*'])],
    ];
    const [there, back] = [diffTables(old, fresh), diffTables(fresh, old)];
    expect(back.added).toEqual(there.removed);
    expect(back.removed).toEqual(there.added);
    expect(back.changed.map(({ before, after }) => [after, before])).toEqual(there.changed.map(({ before, after }) => [before, after]));
  });
});

describe('the report of an import', () => {
  const table = {
    rules: [aRule(2, ['4*']), aRule(3, ['5*'], other), aRule(5, ['7*'])],
    refused: [{ line: 4, reason: 'taak "9.9" bestaat niet (meer) in de codelijst taken' }],
  };
  const report = importReport(
    table,
    [aRule(9, ['4*']), aRule(10, ['5*']), aRule(11, ['6*'])],
    new Map([
      [2, 'post 1.1 is grijs bij taak 0.1'],
      [4, 'telt niet'],
      [5, 'post 1.1 is grijs'],
    ]),
  );

  it('says of every row in the order of the file what becomes of it', () => {
    expect(report.rows.map(({ line, verdict, warning }) => [line, verdict, warning])).toEqual([
      [2, 'same', 'post 1.1 is grijs bij taak 0.1'],
      [3, 'changed', undefined],
      [4, 'refused', undefined],
      [5, 'new', 'post 1.1 is grijs'],
    ]);
    expect(report.removed.map(({ line }) => line)).toEqual([11]);
  });

  it('tells people only what differs or needs a look', () => {
    expect(importLines(report)).toEqual([
      'regel 2 gelijk: 4* / alles / alles → zijde kosten, taak 0.1, post 1.1 – let op: post 1.1 is grijs bij taak 0.1',
      'regel 3 gewijzigd: 5* / alles / alles → zijde kosten, taak 0.10, post 1.1; was taak 0.1',
      'regel 4 geweigerd: taak "9.9" bestaat niet (meer) in de codelijst taken',
      'regel 5 nieuw: 7* / alles / alles → zijde kosten, taak 0.1, post 1.1 – let op: post 1.1 is grijs',
      'vervalt: 6* / alles / alles → zijde kosten, taak 0.1, post 1.1',
      '1 nieuw, 1 gewijzigd, 1 gelijk, 1 vervallen, 1 geweigerd; 2 met een waarschuwing.',
    ]);
  });

  it('of a first import calls every row new', () => {
    expect(importReport(table, []).rows.map(({ verdict }) => verdict)).toEqual(['new', 'new', 'refused', 'new']);
  });
});
