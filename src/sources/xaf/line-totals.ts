import { amountOf, CentSum, centsOf, readAmount } from './amounts';
import type { Finding } from '../../specs/finding';

/** Counts and totals of one list of lines, on the side as written: a negative debit lowers the debit total. */
export class LineTotals {
  lines = 0;
  private readonly debit = new CentSum();
  private readonly credit = new CentSum();

  add(isDebit: boolean, amount: string): void {
    this.lines += 1;
    (isDebit ? this.debit : this.credit).add(amount);
  }

  totals(): { debit: string; credit: string } {
    return { debit: amountOf(this.debit.cents()), credit: amountOf(this.credit.cents()) };
  }
}

export interface DeclaredTotals {
  /** "De boekingen", "De beginbalans". */
  subject: string;
  count: string;
  debit: string;
  credit: string;
  /** Number of transactions: some packages count those instead of lines. */
  transactions?: number;
}

const ADVICE = 'Controleer of de export volledig is; vraag anders de leverancier waarom de telling in het bestand niet klopt.';

/** What the file says of itself against what was read. Never a reason to refuse: many packages count wrongly. */
export function compareTotals(declared: DeclaredTotals, read: LineTotals): Finding[] {
  const findings: Finding[] = [];
  const { debit, credit } = read.totals();
  if (declared.count !== '' && Number(declared.count) !== read.lines) findings.push(countDiffers(declared, read.lines));
  for (const [side, said, found] of [['debet', declared.debit, debit] as const, ['credit', declared.credit, credit] as const]) {
    if (said === '' || sameAmount(said, found)) continue;
    const message = `${declared.subject}: het totaal ${side} is volgens het bestand ${said}, de gelezen regels tellen op tot ${found}.`;
    findings.push({ id: 'BRON-XAF-TELLING', severity: 'warning', value: found, bound: said, unit: 'EUR', message, advice: ADVICE });
  }
  return findings;
}

function countDiffers({ subject, count, transactions }: DeclaredTotals, lines: number): Finding {
  const explained =
    transactions !== undefined && Number(count) === transactions ? ' Het getal in het bestand is het aantal boekingen.' : '';
  const message = `${subject}: volgens het bestand zijn er ${count} regels, gelezen zijn er ${lines}.${explained}`;
  return { id: 'BRON-XAF-TELLING', severity: 'warning', value: String(lines), bound: count, unit: 'n', message, advice: ADVICE };
}

function sameAmount(said: string, found: string): boolean {
  const read = readAmount(said);
  return 'amount' in read && centsOf(read.amount) === centsOf(found);
}
