import { absolute, add, compare, decimal, divide, format, multiply, subtract, sum, ZERO, type Decimal } from '../specs/exact-decimal';
import type { Figures } from './figures';

/** A figure that is not the same in two versions. */
export interface ChangedCell {
  cell: string;
  was: string;
  becomes: string;
}

/** What a later version changes, as far as people are shown it. */
export interface Difference {
  /** Number of the version that it is compared with. */
  with: number;
  cells: number;
  /** Sum of the changes without their signs. */
  amount: string;
  largest: ChangedCell[];
  /** Codes of errors that the other version did not have. */
  newErrors: string[];
}

const MOST_SHOWN = 100;
const NUMBER = /^-?\d+(\.\d+)?$/;

function values(figures: Figures): Map<string, string> {
  return new Map(Object.values(figures).flatMap((cells) => cells.map(({ cell, value }): [string, string] => [cell, value])));
}

/** Cell by cell, on what is delivered: a cell that is not there counts as zero. */
export function changedCells(was: Figures, becomes: Figures): ChangedCell[] {
  const [before, after] = [values(was), values(becomes)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .map((cell) => ({ cell, was: before.get(cell) ?? '0', becomes: after.get(cell) ?? '0' }))
    .filter((change) => change.was !== change.becomes);
}

export function differenceOf(changes: ChangedCell[]): Pick<Difference, 'cells' | 'amount' | 'largest'> {
  const sized = changes.map((change) => ({ change, size: sizeOf(change) }));
  const ordered = sized.sort((a, b) => compare(b.size, a.size) || (a.change.cell < b.change.cell ? -1 : 1));
  return {
    cells: changes.length,
    amount: format(sum(sized.map(({ size }) => size))),
    largest: ordered.slice(0, MOST_SHOWN).map(({ change }) => change),
  };
}

function sizeOf({ was, becomes }: ChangedCell): Decimal {
  return NUMBER.test(was) && NUMBER.test(becomes) ? absolute(subtract(decimal(becomes), decimal(was))) : ZERO;
}

/** The largest relative change of the total of a part, in percent with one decimal; undefined when there is nothing to compare with. */
export function deviationPercent(was: Figures, becomes: Figures): string | undefined {
  const totals = (figures: Figures, part: string) =>
    sum((figures[part] ?? []).filter(({ value }) => NUMBER.test(value)).map(({ value }) => absolute(decimal(value))));
  let most: Decimal | undefined;
  for (const part of Object.keys(becomes)) {
    const [before, after] = [totals(was, part), totals(becomes, part)];
    if (before.digits === 0n) continue;
    const percent = divide(multiply(absolute(subtract(after, before)), { digits: 100n, scale: 0 }), before, 1);
    if (!most || compare(percent, most) > 0) most = percent;
  }
  return most && format(add(most, ZERO));
}
