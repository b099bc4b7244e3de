import fc from 'fast-check';
import { add, compare, decimal, divide, dutch, format, round, trimmed, withScale } from '../../../src/specs/exact-decimal';

describe('exact decimals', () => {
  it('keep every digit of an amount of eighteen digits', () => {
    expect(format(add(decimal('123456789012345678.12'), decimal('0.01')))).toBe('123456789012345678.13');
  });

  it('round half away from zero', () => {
    expect(['0.5', '-0.5', '1.49', '-1.5', '2.5'].map((text) => format(round(decimal(text), 0)))).toEqual(['1', '-1', '1', '-2', '3']);
  });

  it('divide to a number of digits', () => {
    expect(format(divide(decimal('7159'), decimal('42415'), 6))).toBe('0.168785');
    expect(() => divide(decimal('1'), decimal('0'), 2)).toThrow(RangeError);
  });

  it('have no minus zero and trim zeros behind the point only', () => {
    expect(format(round(decimal('-0.4'), 0))).toBe('0');
    expect([trimmed(decimal('50000.000000')), trimmed(decimal('4.70')), trimmed(decimal('100'))]).toEqual(['50000', '4.7', '100']);
    expect(format(withScale(decimal('7'), 2))).toBe('7.00');
  });

  it('are written as a Dutch reader expects', () => {
    expect(dutch('-1234567.5')).toBe('-1.234.567,5');
  });

  it('refuse what is no number', () => {
    for (const text of ['', '1,5', '1e3', 'abc', '1.']) expect(() => decimal(text)).toThrow(RangeError);
  });

  it('compare and add as whole numbers do', () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt(),
        fc.nat(6),
        (a, b, scale) =>
          compare({ digits: a, scale }, { digits: b, scale }) === (a < b ? -1 : a > b ? 1 : 0) &&
          add({ digits: a, scale }, { digits: b, scale }).digits === a + b,
      ),
    );
  });
});
