import {
  absolute,
  add,
  compare,
  decimal,
  divide,
  format,
  isZero,
  multiply,
  sum,
  trimmed,
  ZERO,
  type Decimal,
} from '../specs/exact-decimal';
import type { Combine } from '../specs/report-spec';

/** Sum of coefficient times cell for one term and unit, on delivered (rounded) and on exact cells. */
export interface TermSum {
  term: string;
  unit: string;
  value: string;
  exact: string;
}

export interface Rule {
  combine: Combine;
  per?: string;
  as: 'percent' | 'amount';
  max: string;
}

export interface Judgement {
  unit: string;
  value: string | null;
  bound: string;
  numerator: string;
  denominator?: string;
  /** The gap with its sign, for finding a cause; undefined when several gaps were taken together. */
  gap?: string;
  passed: boolean;
  /** The denominator is zero: the control cannot be computed. */
  impossible: boolean;
  exact: { value: string | null; passed: boolean; gap?: string };
}

/** Judges one check without dividing: numerator x 100 <= bound x denominator, in whole cents (spec-language section 8). */
export function judge(rule: Rule, sums: TermSum[]): Judgement[] {
  const gaps = sums.filter(({ term }) => term === 'gap');
  const groups = rule.combine === 'each' ? gaps.map((gap) => [gap]) : [gaps];
  return groups.map((group) => {
    const rounded = verdict(
      rule,
      group.map(({ value }) => value),
      denominatorOf(rule, sums, 'value'),
    );
    const exact = verdict(
      rule,
      group.map((gap) => gap.exact),
      denominatorOf(rule, sums, 'exact'),
    );
    return {
      unit: rule.combine === 'each' ? (group[0]?.unit ?? '') : '',
      ...rounded,
      exact: { value: exact.value, passed: exact.passed, gap: exact.gap },
    };
  });
}

function denominatorOf(rule: Rule, sums: TermSum[], which: 'value' | 'exact'): Decimal | undefined {
  if (rule.per === undefined) return undefined;
  return absolute(sum(sums.filter(({ term }) => term === rule.per).map((term) => decimal(term[which]))));
}

function verdict(rule: Rule, gaps: string[], denominator: Decimal | undefined): Omit<Judgement, 'exact' | 'unit'> {
  const amounts = gaps.map(decimal);
  const numerator = combined(rule.combine, amounts);
  const bound = decimal(rule.max);
  const base = {
    bound: trimmed(bound),
    numerator: trimmed(numerator),
    denominator: denominator && trimmed(denominator),
    gap: signedGap(rule.combine, amounts),
  };
  if (rule.as === 'amount' || !denominator)
    return { ...base, value: trimmed(numerator), passed: compare(numerator, bound) <= 0, impossible: false };
  if (isZero(denominator)) return { ...base, value: null, passed: false, impossible: true };
  const hundredfold = multiply(numerator, decimal('100'));
  return {
    ...base,
    value: trimmed(divide(hundredfold, denominator, 6)),
    passed: compare(hundredfold, multiply(bound, denominator)) <= 0,
    impossible: false,
  };
}

function combined(combine: Combine, amounts: Decimal[]): Decimal {
  const sizes = amounts.map(absolute);
  switch (combine) {
    case 'net':
    case 'each':
      return absolute(sum(amounts));
    case 'sumAbs':
      return sum(sizes);
    case 'maxAbs':
      return sizes.reduce((most, size) => (compare(size, most) > 0 ? size : most), ZERO);
  }
}

function signedGap(combine: Combine, amounts: Decimal[]): string | undefined {
  const filled = amounts.filter((amount) => !isZero(amount));
  if (combine === 'net' || combine === 'each' || filled.length <= 1) return format(filled.reduce(add, ZERO));
  return undefined;
}
