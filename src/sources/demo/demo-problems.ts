import type { DemoDocument, DemoLine } from './demo-book';
import type { DemoSeed, ProblemRow } from './demo-seed';

const DAY = 17;

/** The documents that are wrong on purpose in one period. */
export function problemDocuments(seed: DemoSeed, period: number): DemoDocument[] {
  return seed.problems
    .filter((problem) => problem.period === period && problem.kind !== 'dubbel')
    .map((problem) => ({ journal: problem.journal, day: DAY, lines: linesOf(problem) }));
}

/** A document that misses its counter amount is out of balance; two of them together may still close. */
function linesOf({ kind, own, other, costType, name, amount }: ProblemRow): DemoLine[] {
  const whole: DemoLine[] = [
    { side: own, costType, text: name, cents: amount },
    { side: other, costType, text: name, cents: -amount },
  ];
  return kind === 'onbalans' ? whole.slice(0, 1) : whole;
}

/** Lines of a period that an export wrote twice: the text of the line itself, once more. */
export function doubledLines(seed: DemoSeed, period: number, written: string[]): string[] {
  const asked = seed.problems.filter((problem) => problem.kind === 'dubbel' && problem.period === period);
  return asked.flatMap(({ own }) => {
    const line = written
      .flatMap((text) => text.split(/(?<=\n)/))
      .find((text) => text.split(',')[6] === own.account && own.costCentres.includes(text.split(',')[7] ?? ''));
    return line === undefined ? [] : [zeroed(line)];
  });
}

/** The same row once more without its amount, so that the doubled line is found by its number and the document still balances. */
function zeroed(line: string): string {
  return line.replace(/,[^,]*,[^,]*\n$/, ',0.00,0.00\n');
}
