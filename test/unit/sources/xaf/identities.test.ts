import { LineIdentities, TransactionIdentities } from '../../../../src/sources/xaf/identities';

describe('the identity of a transaction', () => {
  it('is its journal and number, with an ordinal where that repeats', () => {
    const ids = new TransactionIdentities();
    expect(['1', '2', '1', '1'].map((nr) => ids.next('70', nr))).toEqual(['70/1', '70/2', '70/1#2', '70/1#3']);
    expect(ids.next('80', '1')).toBe('80/1');
  });

  it('never repeats, also where a number looks like an ordinal', () => {
    const ids = new TransactionIdentities();
    const given = ['5#2', '5', '5', '5'].map((nr) => ids.next('70', nr));
    expect(new Set(given).size).toBe(4);
  });

  it('stays fast when every transaction has the same number', () => {
    const ids = new TransactionIdentities();
    const start = process.cpuUsage().user;
    for (let i = 0; i < 100_000; i += 1) ids.next('70', '0');
    expect(process.cpuUsage(undefined).user - start).toBeLessThan(5_000_000);
  });
});

describe('the identity of a line', () => {
  it('is its number, with an ordinal where that repeats within the transaction', () => {
    const ids = new LineIdentities();
    expect(['1', '2', '10', '2', '1', '3'].map((nr) => ids.next(nr))).toEqual(['1', '2', '10', '2#2', '1#2', '3']);
    ids.restart();
    expect(ids.next('1')).toBe('1');
  });

  it('is counted where the file gives no number', () => {
    const ids = new LineIdentities();
    expect(['', '', ''].map((nr) => ids.next(nr))).toEqual(['1', '2', '3']);
  });
});
