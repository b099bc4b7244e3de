import { csvLine } from '../../specs/small-csv';
import { COLUMNS, DemoBook, type DemoDocument } from './demo-book';
import { amountsByPeriod, bookings, settlement, sharedDocuments } from './demo-bookings';
import { doubledLines, problemDocuments } from './demo-problems';
import type { DemoSeed, ScheduleRow } from './demo-seed';
import { SeededRandom } from './random';

export interface DemoOptions {
  year: number;
  /** The same number gives the same bytes. */
  seed: number;
  /** Also book what is wrong on purpose. */
  problems: boolean;
}

/** The closing period: corrections and the result, only part of the yearly report. */
const CLOSING = 13;

/** A ledger of one year as delimited text, in pieces: opening balance, twelve months and the closing period. */
export function* demoLedger(seed: DemoSeed, options: DemoOptions): Generator<string> {
  const random = new SeededRandom(options.seed);
  const book = new DemoBook(options.year, random);
  yield csvLine(COLUMNS);
  yield* book.write(0, [opening(seed)]);
  const planned = seed.schedule
    .filter(({ side }) => side === 'debet' || side === 'credit')
    .map((row) => ({ row, amounts: amountsByPeriod(row) }));
  for (let period = 1; period <= CLOSING; period++) {
    const documents = planned.flatMap(({ row, amounts }) =>
      row.bookings > 0 && amounts.has(period) ? bookings(row, amounts.get(period) ?? 0n, random) : [],
    );
    const shared = planned
      .filter(({ row, amounts }) => row.bookings === 0 && amounts.has(period))
      .map(({ row, amounts }) => ({ row, cents: amounts.get(period) ?? 0n }));
    documents.push(...sharedDocuments(shared), ...(options.problems ? problemDocuments(seed, period) : []));
    yield* written(seed, book, { period, documents, problems: options.problems });
    if (period < CLOSING) yield* book.write(period, settlements(seed, book, random));
  }
  yield* book.write(CLOSING, result(seed, book));
}

function* written(
  seed: DemoSeed,
  book: DemoBook,
  month: { period: number; documents: DemoDocument[]; problems: boolean },
): Generator<string> {
  const texts = [...book.write(month.period, month.documents)];
  yield* texts;
  if (month.problems) yield* doubledLines(seed, month.period, texts);
}

function opening({ opening: rows }: DemoSeed): DemoDocument {
  const lines = rows
    .filter(({ amount }) => amount !== 0n)
    .map(({ account, amount }) => ({ side: { account, costCentres: [] }, costType: '', text: 'beginbalans', cents: amount }));
  return { journal: 'BEG', day: 1, lines };
}

/** After the bookings of a month, a share of every open account is paid or collected. */
function settlements({ schedule }: DemoSeed, book: DemoBook, random: SeededRandom): DemoDocument[] {
  return schedule
    .filter(({ side }) => side === 'saldo')
    .flatMap((row) => settlement(row, book.balances.get(row.own.account) ?? 0n, random));
}

/** The result is what stands on all accounts that are not on the balance sheet; it is booked by the row for its sign. */
function result({ schedule, opening: rows }: DemoSeed, book: DemoBook): DemoDocument[] {
  const balanceSheet = new Set(rows.map(({ account }) => account));
  const total = [...book.balances].reduce((sum, [account, cents]) => (balanceSheet.has(account) ? sum : sum + cents), 0n);
  const row = schedule.find(({ side }) => side === (total < 0n ? 'voordelig' : 'nadelig'));
  return row === undefined || total === 0n ? [] : [resultDocument(row, total)];
}

function resultDocument({ own, other, journal, costType, name }: ScheduleRow, total: bigint): DemoDocument {
  const lines = [
    { side: own, costType, text: name, cents: -total },
    { side: other, costType, text: name, cents: total },
  ];
  return { journal, day: 28, lines };
}
