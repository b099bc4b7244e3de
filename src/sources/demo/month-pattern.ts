import { UnusableInput } from '../../specs/unusable-input';

/** How a yearly amount is spread: the booking periods with their weights. */
export type MonthPattern = { period: number; weight: number }[];

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** Words for what a gemeente books often; `loon` has holiday pay in May and an extra month in December. */
const NAMED: Record<string, MonthPattern> = {
  maand: MONTHS.map((period) => ({ period, weight: 100 })),
  kwartaal: [3, 6, 9, 12].map((period) => ({ period, weight: 100 })),
  loon: MONTHS.map((period) => ({ period, weight: period === 5 ? 165 : period === 12 ? 150 : 100 })),
};

/**
 * Reads a pattern: a word, or periods with optional weights such as `2:88+5:6+9:4`. A word may be refined: `maand+5:115`. Period 13 is
 * the closing period of the year.
 * @throws UnusableInput when a step is neither.
 */
export function readPattern(text: string): MonthPattern {
  const weights = new Map<number, number>();
  for (const step of text.split('+')) {
    const [name = '', weight] = step.split(':');
    const named = NAMED[name];
    const steps = named
      ? named.map((one) => ({ ...one, weight: weight === undefined ? one.weight : Number(weight) }))
      : [{ period: Number(name), weight: Number(weight ?? 100) }];
    for (const one of steps) weights.set(one.period, one.weight);
  }
  const pattern = [...weights].map(([period, weight]) => ({ period, weight })).sort((a, b) => a.period - b.period);
  const wrong = pattern.some(({ period, weight }) => !Number.isInteger(period) || period < 1 || period > 13 || !(weight > 0));
  if (wrong) throw new UnusableInput(`"${text}" is geen patroon: gebruik maand, kwartaal, loon of perioden met gewichten zoals 2:88+5:12.`);
  return pattern;
}
