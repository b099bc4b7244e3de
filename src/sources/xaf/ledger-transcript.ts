import { readAmount } from './amounts';
import type { AmountProblem } from './amounts';
import { BookYear } from './book-year';
import { csvField } from './csv-fields';
import { FIRST_LINE_SLOT, SLOT, SLOTS } from './elements';
import type { XafKind } from './elements';
import { LineIdentities, TransactionIdentities } from './identities';
import { LineTotals } from './line-totals';
import { MasterData } from './master-data';
import { OpeningBalance } from './opening-balance';
import { plainDate } from './periods';
import { RowWriter } from './row-writer';
import { Tally } from './tally';
import { detectVersion } from './versions';
import type { DetectedVersion } from './versions';
import type { XafRecords } from './xaf-reader';

/** What was odd, counted while reading; `transcript-findings.ts` says it in Dutch. */
export class TranscriptTallies {
  readonly unknownAccount = new Tally();
  readonly unknownRelation = new Tally();
  readonly unknownPeriod = new Tally();
  readonly derivedPeriod = new Tally();
  readonly continuation = new Tally();
}

const AMOUNT_SENTENCES: Record<AmountProblem, string> = {
  text: 'is geen getal; een bedrag bestaat uit cijfers met een punt vóór de centen',
  digits: 'heeft meer dan 18 cijfers vóór de punt',
  decimals: 'heeft meer dan twee decimalen',
};

/**
 * Writes the records of an auditfile down as rows of comma separated text, the same for every version.
 * kostensoort stays empty: the format has one key beside the account only.
 */
export class LedgerTranscript implements XafRecords {
  readonly values = new Array<string>(SLOTS).fill('');
  readonly tallies = new TranscriptTallies();
  readonly master = new MasterData();
  readonly totals = new LineTotals();
  readonly opening = new OpeningBalance();
  readonly writer = new RowWriter(this.opening);
  transactions = 0;
  namespace = '';
  version: DetectedVersion | undefined;
  readonly year = new BookYear();
  private recognised = false;
  private readonly transactionIds = new TransactionIdentities();
  private readonly lineIds = new LineIdentities();

  root(namespace: string): undefined {
    this.namespace = namespace;
    this.version = detectVersion(namespace);
  }

  comment(text: string): void {
    const part = /Vervolgbestand\s+\d+\s+van\s+\d+/i.exec(text);
    if (part) this.tallies.continuation.add(part[0]);
  }

  opened(kind: XafKind): void {
    if (kind === 'line' || kind === 'opening-line') this.values.fill('', FIRST_LINE_SLOT);
    else if (kind === 'transaction') this.openTransaction();
    else if (kind === 'journal') this.values[SLOT.journalId] = this.values[SLOT.journalType] = '';
    else this.recognised = true;
  }

  closed(kind: XafKind): string | undefined {
    switch (kind) {
      case 'amount':
        return this.closeAmount();
      case 'line':
        return this.closeLine();
      case 'opening-line':
        return this.closeOpeningLine();
      case 'transaction':
        return this.closeTransaction();
      case 'account':
        return void this.master.addAccount(this.values);
      case 'relation':
        return void this.master.addRelation(this.values);
      case 'period':
        return void this.master.addPeriod(this.values);
      case 'group':
        return this.refuseOldFormat();
      case 'root':
        return this.refuseStranger();
      case 'journal':
      case 'leaf':
      case 'ignored':
        return undefined;
    }
  }

  private refuseOldFormat(): string | undefined {
    const old = this.values[SLOT.auditfileVersion] ?? '';
    if (old === '' || (this.version !== undefined && !/CLAIR/i.test(old))) return undefined;
    return `Dit auditfile heeft de oude indeling ${old.slice(0, 40)}, die niet wordt gelezen; maak de export opnieuw als XML Auditfile Financieel 3.2 of 4.0.`;
  }

  private refuseStranger(): string | undefined {
    if (this.recognised) return undefined;
    return 'Dit auditfile heeft een onbekende indeling: er staat geen header, company of transactions in; maak de export opnieuw als XML Auditfile Financieel 3.2 of 4.0.';
  }

  private openTransaction(): void {
    const { values } = this;
    values[SLOT.transactionNr] = values[SLOT.transactionDesc] = values[SLOT.transactionPeriod] = values[SLOT.transactionDate] = '';
    this.transactions += 1;
    this.lineIds.restart();
  }

  private closeAmount(): string | undefined {
    const written = this.values[SLOT.lineAmount] ?? '';
    const read = readAmount(written);
    if ('problem' in read)
      return `Het bedrag "${written.slice(0, 40)}" ${AMOUNT_SENTENCES[read.problem]}; herstel dit en maak de export opnieuw.`;
    this.values[SLOT.lineAmount] = read.amount;
    return undefined;
  }

  private closeLine(): string | undefined {
    const { values, writer } = this;
    const amount = values[SLOT.lineAmount] as string;
    const isDebit = readSide(values[SLOT.lineSide] as string);
    if (isDebit === undefined || amount === '') return incomplete(values);
    this.totals.add(isDebit, amount);
    if (!writer.started && values[SLOT.transactionNr] && values[SLOT.transactionPeriod] && values[SLOT.transactionDate])
      this.startTransaction();
    const relation = values[SLOT.lineRelation] as string;
    this.checkReferences(relation);
    const amounts = isDebit ? `${amount},0.00` : `0.00,${amount}`;
    const text = values[SLOT.lineDesc] || values[SLOT.transactionDesc] || '';
    const tail = `${this.lineKey()},${csvField(text)},${amounts},${csvField(values[SLOT.journalId] as string)},${csvField(relation)}\n`;
    writer.write(tail, values[SLOT.lineAccount] as string, isDebit, amount);
    return undefined;
  }

  /** regelnr, grootboekrekening, kostenplaats and an empty kostensoort. */
  private lineKey(): string {
    const { values } = this;
    const number = this.lineIds.next(values[SLOT.lineNr] as string);
    return `${csvField(number)},${csvField(values[SLOT.lineAccount] as string)},${csvField(values[SLOT.lineCost] as string)},`;
  }

  private checkReferences(relation: string): void {
    const account = this.values[SLOT.lineAccount] as string;
    const row = this.writer.keepsOut ? undefined : this.writer.nextRow;
    if (!this.master.knowsAccount(account)) this.tallies.unknownAccount.add(account, row);
    if (!this.master.knowsRelation(relation)) this.tallies.unknownRelation.add(relation, row);
  }

  private startTransaction(): void {
    const { values, master, tallies } = this;
    const number = values[SLOT.transactionPeriod] as string;
    const date = plainDate(values[SLOT.transactionDate] as string);
    const opens = (values[SLOT.journalType] as string).toUpperCase() === 'O';
    const period = opens ? '0' : master.periods.resolve(number, date);
    if (period !== '0' && !master.periods.knows(number)) tallies.unknownPeriod.add(number);
    if (period !== '0' && period !== number && !isNumber(number, period)) tallies.derivedPeriod.add(number);
    const identity = this.transactionIds.next(values[SLOT.journalId] as string, values[SLOT.transactionNr] as string);
    const head = `${csvField(this.year.of(values, date))},${csvField(period)},${csvField(date)},${csvField(identity)},`;
    this.writer.start(head, period === '0' && this.opening.present);
  }

  private closeTransaction(): undefined {
    if (this.writer.isWaiting) this.startTransaction();
    this.writer.finish();
  }

  private closeOpeningLine(): string | undefined {
    const { values, writer, opening } = this;
    const amount = values[SLOT.lineAmount] as string;
    const isDebit = readSide(values[SLOT.lineSide] as string);
    if (isDebit === undefined || amount === '') return incomplete(values);
    const account = values[SLOT.lineAccount] as string;
    if (!opening.present) this.lineIds.restart();
    opening.addListed(account, isDebit, amount);
    this.checkReferences('');
    const date = plainDate(values[SLOT.openingDate] || (values[SLOT.startDate] as string));
    writer.start(`${csvField(this.year.of(values, date))},0,${csvField(date)},OB,`, false);
    writer.write(`${this.lineKey()},Beginbalans,${isDebit ? `${amount},0.00` : `0.00,${amount}`},,\n`, account, isDebit, amount);
    writer.finish();
    return undefined;
  }
}

function readSide(text: string): boolean | undefined {
  if (text === 'D' || text === 'd') return true;
  return text === 'C' || text === 'c' ? false : undefined;
}

function incomplete(values: string[]): string {
  if (values[SLOT.lineAmount] === '') return 'Een regel heeft geen bedrag (amnt); herstel dit en maak de export opnieuw.';
  const side = (values[SLOT.lineSide] ?? '').slice(0, 20);
  return `Een regel heeft "${side}" als kant (amntTp) in plaats van D of C; herstel dit en maak de export opnieuw.`;
}

/** "01" read as 1 is no news; "501" or "maart" read as 3 is. */
function isNumber(number: string, period: string): boolean {
  return /^[0-9]+$/.test(number) && Number(number) === Number(period);
}
