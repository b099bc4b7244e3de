import { csvLine } from '../../specs/small-csv';
import type { SeededRandom } from './random';
import type { AccountSide } from './demo-seed';
import { amountText } from './split-amount';

export interface DemoLine {
  side: AccountSide;
  costType: string;
  text: string;
  /** Cents; positive is debit. */
  cents: bigint;
}

export interface DemoDocument {
  journal: string;
  day: number;
  lines: DemoLine[];
}

export const COLUMNS = [
  'boekjaar',
  'periode',
  'boekdatum',
  'dagboek',
  'boekstuk',
  'regelnr',
  'grootboekrekening',
  'kostenplaats',
  'kostensoort',
  'omschrijving',
  'debet',
  'credit',
];

/** Writes documents down as lines of the ledger, numbers them per journal and keeps the balance of every account. */
export class DemoBook {
  readonly balances = new Map<string, bigint>();
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly year: number,
    private readonly random: SeededRandom,
  ) {}

  /** The lines of the documents of one period, in order of date. */
  *write(period: number, documents: DemoDocument[]): Generator<string> {
    const ordered = documents
      .map((document, index) => ({ document, index }))
      .sort((a, b) => a.document.day - b.document.day || a.index - b.index);
    for (const { document } of ordered) yield this.document(period, document);
  }

  private document(period: number, { journal, day, lines }: DemoDocument): string {
    const number = (this.numbers.get(journal) ?? 0) + 1;
    this.numbers.set(journal, number);
    const name = `${journal}${this.year % 100}${String(number).padStart(5, '0')}`;
    const head = [String(this.year), String(period), this.date(period, day), journal, name];
    return lines.map((line, index) => this.line(head, index + 1, line)).join('');
  }

  private line(head: string[], number: number, { side, costType, text, cents }: DemoLine): string {
    this.balances.set(side.account, (this.balances.get(side.account) ?? 0n) + cents);
    const centre = this.random.oneOf(side.costCentres) ?? '';
    const amounts = cents >= 0n ? [amountText(cents), '0.00'] : ['0.00', amountText(-cents)];
    return csvLine([...head, String(number), side.account, centre, centre === '' ? '' : costType, text, ...amounts]);
  }

  private date(period: number, day: number): string {
    if (period === 0) return `${this.year}-01-01`;
    if (period > 12) return `${this.year}-12-31`;
    return `${this.year}-${String(period).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  }
}
