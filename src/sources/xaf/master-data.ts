import { SLOT } from './elements';
import { PeriodTable, plainDate } from './periods';
import { Tally } from './tally';

/** A part of a string keeps the whole chunk it was cut from in memory; a copy does not. */
function copy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}

/** Accounts, relations and periods that the file itself lists, to which its lines must refer. */
export class MasterData {
  readonly periods = new PeriodTable();
  readonly repeatedAccounts = new Tally();
  readonly repeatedRelations = new Tally();
  readonly emptyReferenceCodes = new Tally();
  readonly repeatedReferenceCodes = new Tally();
  private readonly accounts = new Set<string>();
  private readonly relations = new Set<string>();
  private readonly referenceCodes = new Set<string>();

  addAccount(values: string[]): void {
    register(this.accounts, values[SLOT.accID] ?? '', this.repeatedAccounts);
    const code = values[SLOT.rgsCode] ?? '';
    if (/^0+$/.test(code)) this.emptyReferenceCodes.add(values[SLOT.accID] ?? '');
    else if (code !== '') register(this.referenceCodes, code, this.repeatedReferenceCodes);
    values[SLOT.accID] = values[SLOT.rgsCode] = '';
  }

  addRelation(values: string[]): void {
    register(this.relations, values[SLOT.custSupID] ?? '', this.repeatedRelations);
    values[SLOT.custSupID] = '';
  }

  addPeriod(values: string[]): void {
    const [start, end] = [plainDate(values[SLOT.periodStart] ?? ''), plainDate(values[SLOT.periodEnd] ?? '')];
    this.periods.add(copy(values[SLOT.periodNumber] ?? ''), start, end);
    values[SLOT.periodNumber] = values[SLOT.periodStart] = values[SLOT.periodEnd] = '';
  }

  /** A file without a list (a continuation file) cannot be checked against it. */
  knowsAccount(id: string): boolean {
    return this.accounts.has(id) || this.accounts.size === 0;
  }

  knowsRelation(id: string): boolean {
    return id === '' || this.relations.has(id) || this.relations.size === 0;
  }
}

function register(known: Set<string>, id: string, repeated: Tally): void {
  if (known.has(id)) repeated.add(id);
  else known.add(copy(id));
}
