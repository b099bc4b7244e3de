/** Auditfiles for tests: each test names only what matters to it. */
export const XAF_32 = 'http://www.auditfiles.nl/XAF/3.2';
export const XAF_321 = 'http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.0/structures/XmlAuditfileFinancieel3.2.1';
export const XAF_40 = 'http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0';

export interface LineParts {
  nr?: string;
  accID?: string;
  amnt?: string;
  amntTp?: string;
  desc?: string;
  /** Other children, as XML. */
  more?: string;
}

export interface XafParts {
  declaration?: string;
  namespace?: string;
  header?: string;
  master?: string;
  opening?: string;
  totals?: string;
  journals?: string;
  behind?: string;
}

export function xafLine({ nr = '1', accID = '4000', amnt = '10.00', amntTp = 'D', desc = 'Boeking', more = '' }: LineParts = {}): string {
  return `<trLine><nr>${nr}</nr><accID>${accID}</accID><docRef/><effDate>2026-03-01</effDate><desc>${desc}</desc><amnt>${amnt}</amnt><amntTp>${amntTp}</amntTp>${more}</trLine>`;
}

export function xafTransaction(lines: string, { nr = '1', period = '3', date = '2026-03-01', desc = 'Stuk' } = {}): string {
  return `<transaction><nr>${nr}</nr><desc>${desc}</desc><periodNumber>${period}</periodNumber><trDt>${date}</trDt>${lines}</transaction>`;
}

export function xafJournal(transactions: string, { id = '70', type = 'M' } = {}): string {
  return `<journal><jrnID>${id}</jrnID><desc>Memoriaal</desc><jrnTp>${type}</jrnTp>${transactions}</journal>`;
}

export const TWO_LINES = xafLine() + xafLine({ nr: '2', accID: '1000', amntTp: 'C' });

export function xafFile(parts: XafParts = {}): string {
  const {
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n',
    namespace = XAF_32,
    header = '<header><fiscalYear>2026</fiscalYear><startDate>2026-01-01</startDate><endDate>2026-12-31</endDate><curCode>EUR</curCode></header>',
    master = '',
    opening = '',
    totals = '',
    journals = xafJournal(xafTransaction(TWO_LINES)),
    behind = '',
  } = parts;
  const xmlns = namespace === '' ? '' : ` xmlns="${namespace}"`;
  return `${declaration}<auditfile${xmlns}>\n${header}\n<company><companyName>Gemeente</companyName>${master}${opening}<transactions>${totals}${journals}${behind}</transactions></company></auditfile>\n`;
}
