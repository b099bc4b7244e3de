import { explainGap, type CandidateGroup } from '../../../src/validation/root-cause';

const group = (...candidates: [string, ...string[]][]): CandidateGroup => ({
  kind: 'niet-toegewezen',
  candidates: candidates.map(([name, ...amounts]) => ({ name, amounts })),
  all: 'Alle niet-toegewezen rekeningen',
  one: 'De niet-toegewezen rekening',
});

describe('the cause of a gap', () => {
  it('is the whole group when its sum is the gap to the cent', () => {
    const causes = explainGap('7470000.00', [group(['4001', '-3000000.00'], ['4002', '-4000000.00'], ['4003', '-470000.00'])]);
    expect(causes).toMatchObject([{ kind: 'niet-toegewezen', amount: '-7470000.00', accounts: ['4001', '4002', '4003'] }]);
  });

  it('is one account when that alone has the size of the gap', () => {
    expect(explainGap('-100.49', [group(['2000', '100.49'], ['2001', '5.00'])])).toMatchObject([{ accounts: ['2000'] }]);
  });

  it('may work through with another view of the account, such as its opening balance only', () => {
    expect(explainGap('50.00', [group(['1000', '0.00', '75.00', '50.00'], ['1001', '1.00', '1.00', '3.00'])])).toMatchObject([
      { amount: '50.00', accounts: ['1000'] },
    ]);
  });

  it('is not a cent off', () => {
    expect(explainGap('100.48', [group(['2000', '100.49'])])).toEqual([]);
  });

  it('is not searched among subsets: two of three is no cause', () => {
    expect(explainGap('7.00', [group(['a', '3.00'], ['b', '4.00'], ['c', '9.00'])])).toEqual([]);
  });

  it('does not exist without a gap', () => {
    expect(explainGap('0.00', [group(['a', '0.00'])])).toEqual([]);
  });
});
