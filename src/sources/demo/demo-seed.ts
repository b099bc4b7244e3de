import { csvLine, csvRows } from '../../specs/small-csv';
import { UnusableInput } from '../../specs/unusable-input';
import { readPattern, type MonthPattern } from './month-pattern';
import { centsOf } from './split-amount';

/** An account, and when it matters the cost centres of which one is drawn. */
export interface AccountSide {
  account: string;
  costCentres: string[];
}

/** What is booked in a year on one account against another. */
export interface ScheduleRow {
  /** debet, credit: a yearly amount; saldo: a percentage of the balance of the account every month; voordelig, nadelig: the result. */
  side: 'debet' | 'credit' | 'saldo' | 'voordelig' | 'nadelig';
  name: string;
  own: AccountSide;
  other: AccountSide;
  costType: string;
  journal: string;
  /** Cents, or for saldo a percentage. */
  amount: bigint;
  pattern: MonthPattern;
  /** Number of bookings each time; 0: one line in a document that all such rows of the journal share. */
  bookings: number;
  /** How far a booking may differ from the average, in percent. */
  spread: number;
}

/** Something wrong on purpose, for a ledger in which there is something to find. */
export interface ProblemRow {
  kind: 'boeking' | 'onbalans' | 'dubbel';
  name: string;
  own: AccountSide;
  other: AccountSide;
  costType: string;
  journal: string;
  amount: bigint;
  period: number;
}

export interface OpeningRow {
  account: string;
  name: string;
  amount: bigint;
}

export interface DemoSeed {
  schedule: ScheduleRow[];
  opening: OpeningRow[];
  problems: ProblemRow[];
  mapping: string;
  /** Rows that the mapping has beside the others in a ledger with problems. */
  problemMapping: string;
}

const SIDES = ['debet', 'credit', 'saldo', 'voordelig', 'nadelig'] as const;
const KINDS = ['boeking', 'onbalans', 'dubbel'] as const;

/**
 * Reads the seed of a demo organisation from its files, by name.
 * @throws UnusableInput when a file is missing, a row cannot be read, or the opening balance does not close.
 */
export function readDemoSeed(files: ReadonlyMap<string, string>): DemoSeed {
  const opening = rowsOf(files, 'beginbalans.csv', ({ rekening = '', naam = '', bedrag = '' }) => ({
    account: rekening,
    name: naam,
    amount: centsOf(bedrag),
  }));
  const gap = opening.reduce((sum, { amount }) => sum + amount, 0n);
  if (gap !== 0n) throw new UnusableInput(`De beginbalans sluit niet: het verschil is ${gap} cent.`, { file: 'beginbalans.csv' });
  return {
    opening,
    schedule: rowsOf(files, 'rekeningschema.csv', scheduleRow),
    problems: files.has('problemen.csv') ? rowsOf(files, 'problemen.csv', problemRow) : [],
    mapping: textOf(files, 'conversietabel.csv'),
    problemMapping: files.get('conversietabel-problemen.csv') ?? '',
  };
}

/** The conversietabel that goes with a ledger; with problems it also holds the rows that are wrong on purpose. */
export function demoMapping(seed: DemoSeed, problems: boolean): string {
  if (!problems || seed.problemMapping === '') return seed.mapping;
  const { header } = csvRows(seed.mapping);
  const extra = csvRows(seed.problemMapping).rows.map(({ values }) => csvLine(header.map((name) => values[name] ?? '')));
  return seed.mapping + extra.join('');
}

function textOf(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new UnusableInput(`Het zaad van de demo mist ${name}.`, { file: name });
  return text;
}

function rowsOf<T>(files: ReadonlyMap<string, string>, name: string, read: (values: Record<string, string>) => T): T[] {
  return csvRows(textOf(files, name)).rows.map(({ line, values }) => {
    try {
      return read(values);
    } catch (error) {
      if (error instanceof RangeError || error instanceof UnusableInput) throw new UnusableInput(error.message, { file: name, line });
      throw error;
    }
  });
}

function scheduleRow(values: Record<string, string>): ScheduleRow {
  const { rekening = '', kostenplaats = '', tegenrekening = '', jaarbedrag = '', patroon = '', boekingen = '', spreiding = '' } = values;
  const side = oneOf(SIDES, values.zijde);
  const amount = jaarbedrag === '' ? 0n : side === 'saldo' ? BigInt(jaarbedrag) : centsOf(jaarbedrag);
  return {
    ...sides(rekening, kostenplaats, tegenrekening),
    ...described(values),
    side,
    amount,
    pattern: readPattern(patroon),
    bookings: Number(boekingen),
    spread: Number(spreiding),
  };
}

function problemRow(values: Record<string, string>): ProblemRow {
  const { rekening = '', kostenplaats = '', tegenrekening = '', bedrag = '', periode = '' } = values;
  return {
    ...sides(rekening, kostenplaats, tegenrekening),
    ...described(values),
    kind: oneOf(KINDS, values.soort),
    amount: centsOf(bedrag),
    period: Number(periode),
  };
}

function described({ naam, omschrijving, kostensoort = '', dagboek = '' }: Record<string, string>): {
  name: string;
  costType: string;
  journal: string;
} {
  return { name: naam ?? omschrijving ?? '', costType: kostensoort, journal: dagboek };
}

/** `4100` with cost centres beside it, and the other account as `1600` or `4940/050001`. */
function sides(account: string, costCentres: string, other: string): { own: AccountSide; other: AccountSide } {
  const [otherAccount = '', ...otherCentres] = other.split('/');
  return {
    own: { account, costCentres: costCentres.split(' ').filter(Boolean) },
    other: { account: otherAccount, costCentres: otherCentres },
  };
}

function oneOf<T extends string>(allowed: readonly T[], text: string | undefined): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new RangeError(`"${text ?? ''}" moet een van deze zijn: ${allowed.join(', ')}`);
  return found;
}
