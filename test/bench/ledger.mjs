/**
 * Ledgers for the bench: the same seed gives the same bytes. Documents of 2 to 6 lines that balance, twelve periods, one long opening
 * balance document, 5000 accounts, 700 kostenplaatsen and 546 kostensoorten; written in blocks, so that ten million lines need no memory.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

export const HEADER = 'boekjaar,periode,boekdatum,boekstuk,regelnr,grootboekrekening,kostenplaats,kostensoort,omschrijving,debet,credit';
const YEAR = 2026;
const BLOCK = 1 << 20;
const TEXTS = [
  'inkoopfactuur leverancier nummer',
  'verkoopfactuur debiteur',
  'salarisjournaal afdeling',
  'aanslag gemeentelijke belasting',
  'subsidiebeschikking vereniging',
  'betaalbatch bankrekening',
  'doorbelasting interne uren',
  'voorschot en afrekening jaar',
];

/** xorshift32: whole numbers only, so the stream is the same on every machine. */
export function random(seed) {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const numbered = (count, name) => Array.from({ length: count }, (_, index) => name(index));
const CENTS = numbered(100, (cents) => `.${String(cents).padStart(2, '0')}`);

export const accounts = {
  balans: numbered(800, (index) => String(10000 + index * 5)),
  lasten: numbered(2900, (index) => String(40000 + index * 3)),
  baten: numbered(1300, (index) => String(80000 + index * 3)),
};
export const kostenplaatsen = numbered(700, (index) => `K${String(1000 + index)}`);
const kostensoorten = numbered(546, (index) => `S${String(100 + index)}`);
const DATES = numbered(13, (period) =>
  numbered(28, (day) =>
    period === 0 ? `${YEAR}-01-01` : `${YEAR}-${String(period).padStart(2, '0')}-${String(day + 1).padStart(2, '0')}`,
  ),
);

export function amount(cents) {
  return `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}${CENTS[Math.abs(cents) % 100]}`;
}

/** Lines as CSV; the words "debet" and "credit" are columns, so an amount stands in one of the two. */
class CsvText {
  start = `${HEADER}\n`;
  end = '';
  open({ period, date, name }) {
    this.head = `${YEAR},${period},${date},${name},`;
    return '';
  }
  close() {
    return '';
  }
  line(number, account, cents, { where, what, text }) {
    return `${this.head}${number},${account},${where},${what},${text},${cents >= 0 ? `${amount(cents)},0.00` : `0.00,${amount(-cents)}`}\n`;
  }
}

/** Makes documents and hands them to a writer of text; knows only how many lines it has made. */
class Ledger {
  constructor(path, seed, text = new CsvText()) {
    this.file = openSync(path, 'w');
    this.pick = random(seed);
    this.writer = text;
    this.text = text.start;
    this.lines = 0;
    this.documents = 0;
  }

  open(period) {
    const name = `M${YEAR % 100}${String(++this.documents).padStart(8, '0')}`;
    const document = { period, date: DATES[period][this.pick(28)], name, number: 0 };
    this.text += this.writer.open(document);
    return document;
  }

  /** A positive amount is debit, a negative one credit. */
  line(document, account, cents) {
    const pick = this.pick;
    const own = account.charCodeAt(0) !== 49;
    const where = own ? kostenplaatsen[pick(700)] : '';
    const what = own ? kostensoorten[pick(546)] : '';
    this.text += this.writer.line(++document.number, account, cents, {
      where,
      what,
      text: `${TEXTS[pick(8)]} ${pick(100000)}`,
      date: document.date,
    });
    this.lines++;
    if (this.text.length > BLOCK) this.flush();
  }

  done() {
    this.text += this.writer.close();
  }

  /** `count` lines: the last one closes the document on a balance account. */
  document(period, count, extra) {
    const document = this.open(period);
    const side = this.pick(10);
    const kind = side < 6 ? 'lasten' : side < 9 ? 'baten' : 'balans';
    const sign = kind === 'baten' ? -1 : 1;
    let total = 0;
    for (let index = 1; index < count; index++) {
      const cents = sign * (this.pick(64) === 0 ? -this.pick(50000) : this.pick(500000) + 1);
      total += cents;
      this.line(document, accounts[kind][this.pick(accounts[kind].length)], cents);
    }
    this.line(document, accounts.balans[this.pick(accounts.balans.length)], -total);
    extra?.(document);
    this.done();
  }

  /** One document of 800 lines, as every opening balance is. */
  opening() {
    const document = this.open(0);
    let total = 0;
    for (const account of accounts.balans.slice(1)) {
      const cents = (this.pick(2) === 0 ? 1 : -1) * this.pick(900000000);
      total += cents;
      this.line(document, account, cents);
    }
    this.line(document, accounts.balans[0], -total);
    this.done();
  }

  flush() {
    writeSync(this.file, this.text);
    this.text = '';
  }

  close() {
    this.text += this.writer.end;
    this.flush();
    closeSync(this.file);
  }
}

/**
 * Writes a ledger. With `problems` it also holds what the controls must find: two documents out of balance, three lines twice, two
 * lines of another year and an account that no rule maps. Returns how many of each.
 */
export function writeLedger(path, { lines, seed = 7, problems = false, text }) {
  const ledger = new Ledger(path, seed, text);
  const found = { unbalanced: 0, doubles: 0, otherYear: 0, unmapped: 0 };
  if (!text) ledger.opening();
  if (problems) addProblems(ledger, found);
  while (ledger.lines < lines) {
    const left = lines - ledger.lines;
    const count = left < 8 ? left : 2 + ledger.pick(5);
    ledger.document(1 + ledger.pick(12), count);
  }
  ledger.close();
  return found;
}

function addProblems(ledger, found) {
  for (const cents of [12345, -12345]) {
    ledger.document(2, 4, (document) => ledger.line(document, accounts.lasten[3], cents));
    found.unbalanced++;
  }
  for (let index = 0; index < 3; index++) {
    ledger.document(3, 3, (document) => {
      document.number = 0;
      ledger.line(document, accounts.lasten[5], 0);
    });
    found.doubles++;
  }
  const unmapped = ledger.open(4);
  ledger.line(unmapped, '99999', 5000);
  ledger.line(unmapped, accounts.balans[1], -5000);
  found.unmapped = 1;
  const earlier = ledger.open(5);
  ledger.writer.head = ledger.writer.head.replace(`${YEAR},`, `${YEAR - 1},`);
  ledger.line(earlier, accounts.lasten[1], 100);
  ledger.line(earlier, accounts.balans[1], -100);
  found.otherYear = 2;
}
