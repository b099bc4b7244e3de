import type { DemoDocument, DemoLine } from './demo-book';
import type { ScheduleRow } from './demo-seed';
import type { SeededRandom } from './random';
import { splitByWeights } from './split-amount';

/** The amount of a row in each of its periods. */
export function amountsByPeriod({ amount, pattern, side }: ScheduleRow): Map<number, bigint> {
  const parts = splitByWeights(
    side === 'credit' ? -amount : amount,
    pattern.map(({ weight }) => weight),
  );
  return new Map(pattern.map(({ period }, index) => [period, parts[index] ?? 0n]));
}

/** Splits the amount of one period into bookings of differing size and puts one to four of them into each document. */
export function bookings(row: ScheduleRow, cents: bigint, random: SeededRandom): DemoDocument[] {
  const parts = splitByWeights(
    cents,
    Array.from({ length: Math.max(1, row.bookings) }, () => 100 + random.between(-row.spread, row.spread)),
  );
  const documents: DemoDocument[] = [];
  for (let first = 0; first < parts.length;) {
    const count = Math.min(parts.length - first, random.between(1, 4));
    documents.push(documentOf(row, parts.slice(first, first + count), random));
    first += count;
  }
  return documents;
}

function documentOf(row: ScheduleRow, parts: bigint[], random: SeededRandom): DemoDocument {
  const lines = parts.map((cents) => ({
    side: row.own,
    costType: row.costType,
    text: `${row.name}, ${random.between(10000, 99999)}`,
    cents,
  }));
  return { journal: row.journal, day: random.between(2, 28), lines: [...lines, counterLine(row, lines)] };
}

function counterLine(row: Pick<ScheduleRow, 'other' | 'name' | 'costType'>, lines: DemoLine[]): DemoLine {
  return { side: row.other, costType: row.costType, text: row.name, cents: -lines.reduce((sum, { cents }) => sum + cents, 0n) };
}

/** Rows without bookings of their own share one document per journal and counter account, as a payroll run does. */
export function sharedDocuments(items: { row: ScheduleRow; cents: bigint }[]): DemoDocument[] {
  const groups = new Map<string, { row: ScheduleRow; cents: bigint }[]>();
  for (const item of items) {
    const key = [item.row.journal, item.row.other.account, ...item.row.other.costCentres].join('/');
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()].map((group) => {
    const lines = group.flatMap(({ row, cents }) => perCentre(row, cents));
    const [first] = group;
    return {
      journal: first?.row.journal ?? '',
      day: 25,
      lines: first ? [...lines, counterLine({ ...first.row, name: `${first.row.journal} maandjournaal` }, lines)] : [],
    };
  });
}

/** One line for each cost centre. */
function perCentre(row: ScheduleRow, cents: bigint): DemoLine[] {
  const centres = row.own.costCentres.length > 0 ? row.own.costCentres.map((centre) => [centre]) : [[]];
  const parts = splitByWeights(
    cents,
    centres.map(() => 1),
  );
  return centres.map((costCentres, index) => ({
    side: { account: row.own.account, costCentres },
    costType: row.costType,
    text: row.name,
    cents: parts[index] ?? 0n,
  }));
}

/** Pays or collects a share of what is open on an account, in batches. */
export function settlement(row: ScheduleRow, balance: bigint, random: SeededRandom): DemoDocument[] {
  const cents = -(balance * row.amount) / 100n;
  return cents === 0n ? [] : bookings(row, cents, random).map((document) => ({ ...document, day: random.between(8, 28) }));
}
