/** What must happen when an element of this kind opens or closes. */
export type XafKind =
  | 'group'
  | 'leaf'
  | 'amount'
  | 'ignored'
  | 'root'
  | 'account'
  | 'relation'
  | 'period'
  | 'opening-line'
  | 'journal'
  | 'transaction'
  | 'line';

/** One place in the document. The place, not the name, decides: `nr` of a line is not `nr` of a transaction. */
export interface XafElement {
  kind: XafKind;
  /** Where the text goes; -1 for elements without text of interest. */
  slot: number;
  children: Map<string, XafElement>;
}

/** Numbers of the texts that are kept, so that a line costs no objects. */
export const SLOT = {
  auditfileVersion: 0,
  fiscalYear: 1,
  startDate: 2,
  endDate: 3,
  curCode: 4,
  accID: 5,
  rgsCode: 6,
  custSupID: 7,
  periodNumber: 8,
  periodStart: 9,
  periodEnd: 10,
  openingDate: 11,
  openingCount: 12,
  openingDebit: 13,
  openingCredit: 14,
  count: 15,
  debit: 16,
  credit: 17,
  journalId: 18,
  journalType: 19,
  transactionNr: 20,
  transactionDesc: 21,
  transactionPeriod: 22,
  transactionDate: 23,
  // A line and an opening line share their slots; reset together, see FIRST_LINE_SLOT.
  lineNr: 24,
  lineAccount: 25,
  lineDesc: 26,
  lineAmount: 27,
  lineSide: 28,
  lineRelation: 29,
  lineCost: 30,
} as const;

export const SLOTS = 31;
export const FIRST_LINE_SLOT = SLOT.lineNr;

type Children = Record<string, XafElement>;

const leaf = (slot: number): XafElement => ({ kind: 'leaf', slot, children: new Map() });
const amount = (slot: number): XafElement => ({ kind: 'amount', slot, children: new Map() });
const IGNORED: XafElement = { kind: 'ignored', slot: -1, children: new Map() };

/** Names are looked up in lower case the first time: version 4.0 changes the case of several. */
function element(kind: XafKind, children: Children, ignored = ''): XafElement {
  const all = new Map(Object.entries(children).map(([name, child]) => [name.toLowerCase(), child]));
  for (const name of ignored.split(' ').filter(Boolean)) all.set(name.toLowerCase(), IGNORED);
  return { kind, slot: -1, children: all };
}

const ADDRESSES = 'streetAddress postalAddress';
const QUANTITIES = 'qntityID qntity artGrpID';
const REFERENCES = 'docRef recRef matchKeyID invRef orderRef receivingDocRef shipDocRef workCostArrRef bankAccNr bankIdCd offsetBankAccNr';
const RELATION_DETAILS =
  'custSupName contact telephone fax eMail website commerceNr taxRegistrationCountry taxRegIdent relationshipID custSupTp custSupGrpID ' +
  'custCreditLimit supplierLimit bankAccount changeInfo customerSupplierHistory opBalDesc opBalTp clBalDesc clBalTp';
const ACCOUNT_DETAILS =
  'accDesc accTp leadCode leadDescription leadReference leadCrossRef taxonomy taxonomies taxoElement changeInfo glAccountHistory';

/**
 * All versions in one tree: they share their order and their names, and what one version lacks simply does not occur.
 * Personal details (names, bank accounts, users) are among the ignored ones: they are never read.
 */
export function auditfileTree(): XafElement {
  const transactions = transactionsTree();
  const header = element(
    'group',
    {
      auditfileVersion: leaf(SLOT.auditfileVersion),
      fiscalYear: leaf(SLOT.fiscalYear),
      startDate: leaf(SLOT.startDate),
      endDate: leaf(SLOT.endDate),
      curCode: leaf(SLOT.curCode),
    },
    'dateCreated softwareDesc softwareVersion RGSVersion',
  );
  const company = element(
    'group',
    {
      customersSuppliers: relationsTree(),
      generalLedger: accountsTree(),
      periods: periodsTree(),
      openingBalance: openingTree(),
      transactions,
    },
    `companyIdent companyName taxRegistrationCountry taxRegIdent commerceNr vatCodes ${ADDRESSES}`,
  );
  // A continuation file may hold nothing but transactions.
  const auditfile = element('root', { header, company, transactions });
  return element('group', { auditfile });
}

function relationsTree(): XafElement {
  return element('group', {
    customerSupplier: element('relation', { custSupID: leaf(SLOT.custSupID) }, `${RELATION_DETAILS} ${ADDRESSES}`),
  });
}

function accountsTree(): XafElement {
  const account = element('account', { accID: leaf(SLOT.accID), RGScode: leaf(SLOT.rgsCode) }, ACCOUNT_DETAILS);
  return element('group', { ledgerAccount: account }, 'basics taxonomies taxoElement');
}

function periodsTree(): XafElement {
  const children = { periodNumber: leaf(SLOT.periodNumber), startDatePeriod: leaf(SLOT.periodStart), endDatePeriod: leaf(SLOT.periodEnd) };
  return element('group', { period: element('period', children, 'periodDesc startTimePeriod endTimePeriod') });
}

const lineCore = (): Children => ({
  nr: leaf(SLOT.lineNr),
  accID: leaf(SLOT.lineAccount),
  desc: leaf(SLOT.lineDesc),
  amnt: amount(SLOT.lineAmount),
  amntTp: leaf(SLOT.lineSide),
});

function openingTree(): XafElement {
  const children = {
    opBalDate: leaf(SLOT.openingDate),
    linesCount: leaf(SLOT.openingCount),
    totalDebit: leaf(SLOT.openingDebit),
    totalCredit: leaf(SLOT.openingCredit),
    obLine: element('opening-line', lineCore()),
  };
  return element('group', children, 'opBalDesc obSubledgers');
}

/** Subledgers repeat ledger lines; reading them would count every invoice twice. */
function transactionsTree(): XafElement {
  const cost = leaf(SLOT.lineCost);
  const trLine = element(
    'line',
    { ...lineCore(), custSupID: leaf(SLOT.lineRelation), costID: cost, cost },
    `${REFERENCES} ${QUANTITIES} effDate settDate prodID product projID project vat currency`,
  );
  const header = {
    nr: leaf(SLOT.transactionNr),
    desc: leaf(SLOT.transactionDesc),
    periodNumber: leaf(SLOT.transactionPeriod),
    trDt: leaf(SLOT.transactionDate),
  };
  const transaction = element('transaction', { ...header, trLine }, 'amnt amntTp sourceID source userID user');
  const journalHeader = { jrnID: leaf(SLOT.journalId), jrnTp: leaf(SLOT.journalType) };
  const journal = element('journal', { ...journalHeader, transaction }, 'desc offsetAccID bankAccNr');
  const totals = { linesCount: leaf(SLOT.count), totalDebit: leaf(SLOT.debit), totalCredit: leaf(SLOT.credit) };
  return element('group', { ...totals, journal }, 'subledgers');
}
