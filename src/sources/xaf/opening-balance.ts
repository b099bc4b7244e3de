import { amountOf, centsOf } from './amounts';
import { LineTotals } from './line-totals';
import type { Finding } from '../../specs/finding';

/**
 * The opening balance comes as an element of its own, as transactions, or as both. Counted is only one of them:
 * when the element has lines, transactions that open the year are kept out and compared with it.
 */
export class OpeningBalance {
  readonly totals = new LineTotals();
  private readonly listed = new Map<string, bigint>();
  private readonly booked = new Map<string, bigint>();
  private keptOut = 0;

  get present(): boolean {
    return this.totals.lines > 0;
  }

  addListed(account: string, isDebit: boolean, amount: string): void {
    this.totals.add(isDebit, amount);
    add(this.listed, account, isDebit, amount);
  }

  addKeptOut(account: string, isDebit: boolean, amount: string): void {
    this.keptOut += 1;
    add(this.booked, account, isDebit, amount);
  }

  findings(): Finding[] {
    if (this.keptOut === 0) return [];
    const difference = this.difference();
    const twice = `De beginbalans staat twee keer in het auditfile: als beginbalans en als ${this.keptOut} boekingsregels; alleen de eerste telt mee.`;
    if (difference.accounts.length === 0) {
      const advice = 'U hoeft niets te doen; laat de leverancier bij voorkeur één van beide weg.';
      return [{ id: 'BRON-XAF-BEGINBALANS', severity: 'warning', message: `${twice} Beide zijn gelijk.`, advice }];
    }
    const accounts = difference.accounts.slice(0, 5).join(', ');
    const message = `${twice} Ze verschillen op ${difference.accounts.length} rekeningen (${accounts}${difference.accounts.length > 5 ? ', …' : ''}).`;
    const advice = 'Zoek uit welke beginbalans juist is en laat de andere uit de export weg.';
    return [{ id: 'BRON-XAF-BEGINBALANS', severity: 'warning', value: amountOf(difference.gross), unit: 'EUR', message, advice }];
  }

  private difference(): { accounts: string[]; gross: bigint } {
    const accounts: string[] = [];
    let gross = 0n;
    for (const account of [...new Set([...this.listed.keys(), ...this.booked.keys()])].sort()) {
      const gap = (this.booked.get(account) ?? 0n) - (this.listed.get(account) ?? 0n);
      if (gap === 0n) continue;
      accounts.push(account);
      gross += gap < 0n ? -gap : gap;
    }
    return { accounts, gross };
  }
}

function add(balances: Map<string, bigint>, account: string, isDebit: boolean, amount: string): void {
  const cents = centsOf(amount);
  balances.set(account, (balances.get(account) ?? 0n) + (isDebit ? cents : -cents));
}
