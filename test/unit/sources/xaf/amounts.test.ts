import { amountOf, CentSum, centsOf, readAmount } from '../../../../src/sources/xaf/amounts';

describe('an amount in an auditfile', () => {
  it.each([
    ['15000.00', '15000.00'],
    ['-10.00', '-10.00'],
    ['10', '10.00'],
    ['10.5', '10.50'],
    ['10.500', '10.50'],
    ['+7.10', '7.10'],
    ['007.10', '7.10'],
    ['.5', '0.50'],
    ['5.', '5.00'],
    ['-0.00', '0.00'],
    ['0.00', '0.00'],
    [' 1.00 ', '1.00'],
    ['999999999999999999.99', '999999999999999999.99'],
    ['-123456789012345678.01', '-123456789012345678.01'],
  ])('%s is written as %s', (text, amount) => {
    expect(readAmount(text)).toEqual({ amount });
  });

  it.each([
    ['', 'text'],
    ['.', 'text'],
    ['tien', 'text'],
    ['10,00', 'text'],
    ['1.000.00', 'text'],
    ['1e3', 'text'],
    ['--1.00', 'text'],
    ['1234567890123456789.00', 'digits'],
    ['1234567890123456789', 'digits'],
    ['1.005', 'decimals'],
  ])('%s is refused', (text, problem) => {
    expect(readAmount(text)).toEqual({ problem });
  });
});

describe('a sum of amounts', () => {
  it('is exact beyond what a floating point number can hold', () => {
    const sum = new CentSum();
    sum.add('999999999999999999.99');
    for (let i = 0; i < 1000; i += 1) sum.add('90071992547.01');
    sum.add('-0.01');
    expect(amountOf(sum.cents())).toBe(amountOf(centsOf('999999999999999999.99') + 1000n * centsOf('90071992547.01') - 1n));
  });

  it.each([
    [0n, '0.00'],
    [-5n, '-0.05'],
    [123456n, '1234.56'],
  ])('%s cents is written as %s', (cents, amount) => {
    expect(amountOf(cents)).toBe(amount);
  });
});
