import { explainKey, explanationLines } from '../../../src/mapping/explain';
import { foldFor, matchingRules, rankOf, shapeOf, usedKeys } from '../../../src/mapping/resolve';
import { aRule, MAPPING_SPEC } from '../../support/mapping-parts';

const key = (rekening: string, plaats = '', soort = ''): Record<string, string> => ({ rekening, plaats, soort });
const lines = (rules: Parameters<typeof matchingRules>[0], of: Record<string, string>): number[] =>
  matchingRules(rules, of).map(({ line }) => line);

describe('most specific wins', () => {
  it('exact before longer prefix before shorter prefix before any', () => {
    const rules = [aRule(1, ['']), aRule(2, ['4*']), aRule(3, ['400*']), aRule(4, ['4001'])];
    expect(lines(rules, key('4001'))).toEqual([4, 3, 2, 1]);
    expect(lines(rules, key('4009'))).toEqual([3, 2, 1]);
    expect(lines(rules, key('5000'))).toEqual([1]);
  });

  it('by the first column; only when that is equal does the second decide', () => {
    const rules = [aRule(1, ['4*', 'K1']), aRule(2, ['4001']), aRule(3, ['4*', 'K*', 'S1'])];
    expect(lines(rules, key('4001', 'K1', 'S1'))).toEqual([2, 1, 3]);
  });

  it('and then the third', () => {
    const rules = [aRule(1, ['4*', 'K1', 'S*']), aRule(2, ['4*', 'K1', 'S1']), aRule(3, ['4*', 'K1'])];
    expect(lines(rules, key('4001', 'K1', 'S1'))).toEqual([2, 1, 3]);
    expect(lines(rules, key('4001', 'K1', 'S2'))).toEqual([1, 3]);
    expect(lines(rules, key('4001', 'K1'))).toEqual([3]);
  });

  it('an exact pattern also matches when it is the beginning of another account', () => {
    expect(lines([aRule(1, ['400']), aRule(2, ['400*'])], key('4001'))).toEqual([2]);
  });

  it('a prefix matches the code that equals it', () => {
    expect(lines([aRule(1, ['400*'])], key('400'))).toEqual([1]);
  });

  it('a prefix of more than 999 signs ranks before any', () => {
    expect(rankOf(aRule(1, [`${'4'.repeat(1200)}*`]))).toBeLessThan(rankOf(aRule(2, [''])));
  });
});

describe('shapes', () => {
  it('name how each column is compared', () => {
    expect(shapeOf(aRule(1, ['4001', '', 'S1*']))).toBe('e|a|p2');
  });

  it('count signs and not their halves', () => {
    expect(shapeOf(aRule(1, ['\u{1F600}4*']))).toBe('p2|a|a');
  });

  it('tell which key columns the table uses; the first always', () => {
    expect(usedKeys(MAPPING_SPEC, [aRule(1, ['4*']), aRule(2, ['5*', '', 'S1'])])).toEqual(['rekening', 'soort']);
    expect(usedKeys(MAPPING_SPEC, [])).toEqual(['rekening']);
  });
});

describe('folding', () => {
  it('is of no use for the first column or for a column that no rule asks for', () => {
    expect(foldFor(MAPPING_SPEC, [aRule(1, ['4*'])], 'rekening')).toBeUndefined();
    expect(foldFor(MAPPING_SPEC, [aRule(1, ['4*'])], 'plaats')).toBeUndefined();
  });

  it('keeps a text only for the accounts and the values that are asked for', () => {
    const fold = foldFor(MAPPING_SPEC, [aRule(1, ['4001', 'K1']), aRule(2, ['42*', 'L*']), aRule(3, ['5*'])], 'plaats');
    expect(fold?.({ first: 'a', own: 'b' })).toBe(
      `CASE WHEN (trim(a) IN ('4001') OR left(trim(a), 2) IN ('42')) AND (trim(b) IN ('K1') OR left(trim(b), 1) IN ('L')) THEN b ELSE '' END`,
    );
  });
});

describe('the explanation of a key', () => {
  const rules = [
    aRule(2, ['4*']),
    aRule(3, ['4*', 'K1*']),
    aRule(4, ['4001'], { gives: { zijde: 'bezit', taak: '', post: '6.1', wijze: '' } }),
  ];

  it('names the rule that decides and why the others do not', () => {
    expect(explanationLines(explainKey(rules, key('4001', 'K12')))).toEqual([
      'rekening 4001, plaats K12, soort (leeg): regel 4 geldt.',
      '  4001 / alles / alles → zijde bezit, post 6.1',
      '  regel 3 (4* / K1* / alles) past ook, maar rekening: precies 4001 gaat voor begint met 4.',
      '  regel 2 (4* / alles / alles) past ook, maar rekening: precies 4001 gaat voor begint met 4.',
    ]);
    expect(explainKey(rules, key('4002', 'K12')).beaten[0]?.reason).toBe('plaats: begint met K1 gaat voor alles');
  });

  it('says so when no rule matches', () => {
    expect(explanationLines(explainKey(rules, key('5000')))).toEqual([
      'rekening 5000, plaats (leeg), soort (leeg): geen enkele regel van de conversietabel past; de boeking is niet toegewezen.',
    ]);
  });
});
