import { absolute, compare, decimal, dutch, format, isZero, sum } from '../specs/exact-decimal';
import type { Cause } from '../specs/finding';

/** Something that may explain a gap: one thing with the signed amounts by which it may work through. */
export interface Candidate {
  name: string;
  amounts: string[];
  /** Accounts to name in the finding. */
  accounts?: string[];
}

/** Candidates of one kind; `all` and `one` say in Dutch what it means when the whole group, or one of it, explains the gap. */
export interface CandidateGroup {
  kind: string;
  candidates: Candidate[];
  all: string;
  one: string;
}

/** No more single candidates than this are compared; past it only the whole group counts. */
const MOST_SINGLES = 400;

/**
 * Which single candidate or which whole group has exactly the size of the gap, to the cent? There is no search over subsets: with enough
 * accounts some subset always fits. A hit "explains to the cent"; whether it is the cause is for a person to say.
 */
export function explainGap(gap: string, groups: CandidateGroup[]): Cause[] {
  const size = absolute(decimal(gap));
  if (isZero(size)) return [];
  return groups.flatMap((group) => wholeGroup(group, size) ?? singles(group, size));
}

function wholeGroup(group: CandidateGroup, size: ReturnType<typeof decimal>): Cause[] | undefined {
  if (group.candidates.length < 2) return undefined;
  const views = Math.max(...group.candidates.map(({ amounts }) => amounts.length));
  for (let view = 0; view < views; view++) {
    const total = sum(group.candidates.map(({ amounts }) => decimal(amounts[view] ?? '0')));
    if (compare(absolute(total), size) !== 0) continue;
    const accounts = group.candidates.flatMap(({ name, accounts: own }) => own ?? [name]);
    return [
      {
        kind: group.kind,
        amount: format(total),
        message: `${group.all}: samen ${dutch(format(total))} euro, precies het verschil.`,
        accounts,
      },
    ];
  }
  return undefined;
}

function singles(group: CandidateGroup, size: ReturnType<typeof decimal>): Cause[] {
  if (group.candidates.length > MOST_SINGLES) return [];
  return group.candidates.flatMap(({ name, amounts, accounts }) => {
    const hit = amounts.find((amount) => compare(absolute(decimal(amount)), size) === 0);
    return hit === undefined
      ? []
      : [
          {
            kind: group.kind,
            amount: hit,
            message: `${group.one} ${name}: ${dutch(hit)} euro, precies het verschil.`,
            accounts: accounts ?? [name],
          },
        ];
  });
}

export function noSingleCause(gap: string): Cause {
  return {
    kind: 'geen-enkele',
    amount: gap,
    message: 'Geen enkele oorzaak verklaart het verschil alleen; hieronder de tien grootste bijdragen.',
  };
}
