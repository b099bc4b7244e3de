import type { Booking, Rule } from './report-run';
import type { RandomSource } from './random-source';

/** One side of a posting: an account that the conversietabel gives these codes. A code starting with a letter is on the balance. */
interface Leg {
  side: Rule['side'];
  code: string;
  category: string;
}

const lasten = (category: string, code = '*'): Leg => ({ side: 'lasten', code, category });
const baten = (category: string, code = '*'): Leg => ({ side: 'baten', code, category });
const balans = (code: string, category: string): Leg => ({ side: 'balans', code, category });

/** The standard patterns of a gemeente: debit side, credit side. `*` is any taakveld. */
export const PATTERNS: Record<string, [debit: Leg, credit: Leg]> = {
  salary: [lasten('1.1'), balans('P213', '6.1')],
  invoice: [lasten('3.8'), balans('A23', '6.1')],
  subsidy: [lasten('4.2'), balans('P29a', '6.1')],
  assessment: [balans('A224', '6.1'), baten('2.2.1')],
  fees: [balans('A23', '6.1'), baten('3.7')],
  payment: [balans('A23', '6.1'), baten('4.3.1', '0.7')],
  investment: [balans('A125', '3.2'), balans('P213', '6.1')],
  investmentGrant: [balans('A23', '6.1'), balans('A123', '4.5.1')],
  depreciation: [lasten('7.3'), balans('A125', '7.3')],
  addToReserve: [lasten('7.1', '0.10'), balans('P111', '7.1')],
  drawFromReserve: [balans('P112', '7.1'), baten('7.1', '0.10')],
  appropriation: [balans('P114', '7.1'), balans('P111', '7.1')],
  addToProvision: [lasten('7.2'), balans('P12', '7.2')],
  releaseOfProvision: [balans('P12', '7.2'), baten('7.2')],
  spendingFromProvision: [balans('P12', '3.8'), balans('A23', '6.1')],
  interestPaid: [lasten('5.1', '0.5'), balans('A23', '6.1')],
  interestSpread: [lasten('7.4'), lasten('7.4', '0.5')],
  interestOnOwnFunds: [lasten('7.4', '0.5'), baten('7.4', '0.5')],
  overheadToInvestment: [balans('A123', '7.5'), lasten('7.5', '0.4')],
  groundCosts: [balans('A213', '7.5'), baten('7.5', '8.2')],
  bookValueOfSale: [lasten('7.5'), balans('A123', '7.5')],
  priceOfSale: [balans('A23', '6.1'), baten('3.2')],
  remission: [lasten('4.6.8', '6.3'), balans('A224', '6.1')],
  superdividend: [balans('A23', '6.1'), baten('6.1', '0.5')],
  loanDrawn: [balans('A23', '6.1'), balans('P133', '6.1')],
  loanRepaid: [balans('P133', '6.1'), balans('A23', '6.1')],
};

export interface Posting {
  pattern: string;
  taakveld: string;
  cents: bigint;
  period: number;
}

/** Bookings and rules for these postings: one account for every combination of codes, one document for every posting. */
export function post(postings: Posting[], random: RandomSource): { bookings: Booking[]; rules: Rule[] } {
  const rules = new Map<string, Rule>();
  const bookings = postings.flatMap(({ pattern, taakveld, cents, period }, index) => {
    const [debit, credit] = (PATTERNS[pattern] ?? []).map((leg) =>
      accountOf({ ...leg, code: leg.code === '*' ? taakveld : leg.code }, rules),
    );
    const document = `D${index}`;
    return [
      ...random.parts(cents, 3).map((part) => ({ account: debit ?? '', debit: part, credit: 0n, period, document })),
      ...random.parts(cents, 3).map((part) => ({ account: credit ?? '', debit: 0n, credit: part, period, document })),
    ];
  });
  return { bookings, rules: [...rules.values()] };
}

function accountOf({ side, code, category }: Leg, rules: Map<string, Rule>): string {
  const account = `${side}:${code}:${category}`;
  rules.set(account, { account, side, code, category });
  return account;
}
