import fc from 'fast-check';
import { judge, type Rule, type TermSum } from '../../../src/validation/judge';

const percent: Rule = { combine: 'net', per: 'noemer', as: 'percent', max: '1.0' };
const gap = (value: string, unit = '', exact = value): TermSum => ({ term: 'gap', unit, value, exact });
const base = (value: string, exact = value): TermSum => ({ term: 'noemer', unit: '', value, exact });

describe('judging a check', () => {
  it.each([
    ['99999', true, '0.99999'],
    ['100000', true, '1'],
    ['100001', false, '1.00001'],
  ])('a gap of %s on ten million passes: %s', (value, passed, shown) => {
    expect(judge(percent, [gap(value), base('10000000')])).toMatchObject([
      { passed, value: shown, bound: '1', numerator: value, denominator: '10000000' },
    ]);
  });

  it('takes the sign away from a net gap and from the denominator', () => {
    expect(judge(percent, [gap('-100000'), base('-10000000')])).toMatchObject([{ passed: true, numerator: '100000', gap: '-100000' }]);
  });

  it('adds separate gaps without letting them cancel', () => {
    const sums = [gap('60000', 'a'), gap('-60000', 'b'), base('10000000')];
    expect(judge({ ...percent, combine: 'net' }, sums)).toMatchObject([{ passed: true }]);
    expect(judge({ ...percent, combine: 'sumAbs' }, sums)).toMatchObject([{ passed: false, numerator: '120000', gap: undefined }]);
    expect(judge({ ...percent, combine: 'maxAbs' }, sums)).toMatchObject([{ passed: true, numerator: '60000' }]);
    expect(judge({ ...percent, combine: 'each' }, sums)).toMatchObject([
      { unit: 'a', numerator: '60000' },
      { unit: 'b', numerator: '60000' },
    ]);
  });

  it('cannot be computed when the denominator is zero', () => {
    expect(judge(percent, [gap('0'), base('0')])).toMatchObject([{ impossible: true, passed: false, value: null }]);
  });

  it('compares amounts with the bound itself, inclusive', () => {
    const rule: Rule = { combine: 'net', as: 'amount', max: '50000' };
    expect(judge(rule, [gap('50000')])[0]?.passed).toBe(true);
    expect(judge(rule, [gap('50001')])[0]?.passed).toBe(false);
  });

  it('says when the unrounded figures give another verdict', () => {
    expect(judge(percent, [gap('100000', '', '100000.40'), base('10000000')])).toMatchObject([{ passed: true, exact: { passed: false } }]);
  });

  it('agrees with whole-number arithmetic for any gap and denominator', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (numerator, denominator) => {
        const [result] = judge(percent, [gap(String(numerator)), base(String(denominator))]);
        const size = numerator < 0n ? -numerator : numerator;
        return result?.passed === size * 100n <= denominator;
      }),
    );
  });
});
