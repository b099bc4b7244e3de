/** The same ledgers as XAF 3.2, and the bare pass that the product is compared with: saxes that counts the lines and nothing else. */
import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { accounts, amount, kostenplaatsen, writeLedger } from './ledger.mjs';

const YEAR = 2026;

class AuditText {
  start =
    `<?xml version="1.0" encoding="UTF-8"?>\n<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2"><header><fiscalYear>${YEAR}</fiscalYear><startDate>${YEAR}-01-01</startDate>` +
    `<endDate>${YEAR}-12-31</endDate><curCode>EUR</curCode><dateCreated>${YEAR}-12-31</dateCreated></header><company><companyName>Voorbeeldstad</companyName>` +
    `<generalLedger>${Object.entries(accounts)
      .flatMap(([kind, codes]) =>
        codes.map(
          (code) =>
            `<ledgerAccount><accID>${code}</accID><accDesc>rekening ${code}</accDesc><accTp>${kind === 'balans' ? 'B' : 'P'}</accTp></ledgerAccount>`,
        ),
      )
      .join('')}` +
    `<basics>${kostenplaatsen.map((code) => `<basic><basicType>02</basicType><basicID>${code}</basicID><basicDesc>kostenplaats</basicDesc></basic>`).join('')}</basics></generalLedger>` +
    `<periods>${Array.from({ length: 12 }, (_, index) => `<period><periodNumber>${index + 1}</periodNumber></period>`).join('')}</periods><transactions><journal><jrnID>70</jrnID><desc>Memoriaal</desc><jrnTp>M</jrnTp>\n`;
  end = '</journal></transactions></company></auditfile>\n';
  open({ period, date, name }) {
    return `<transaction><nr>${name}</nr><desc>journaalpost</desc><periodNumber>${period}</periodNumber><trDt>${date}</trDt>\n`;
  }
  close() {
    return '</transaction>\n';
  }
  line(number, account, cents, { where, text, date }) {
    const cost = where === '' ? '' : `<costID>${where}</costID>`;
    return `<trLine><nr>${number}</nr><accID>${account}</accID><docRef>stuk</docRef><effDate>${date}</effDate><desc>${text}</desc><amnt>${amount(Math.abs(cents))}</amnt><amntTp>${cents >= 0 ? 'D' : 'C'}</amntTp>${cost}</trLine>\n`;
  }
}

export function writeAuditfile(path, lines) {
  return writeLedger(path, { lines, text: new AuditText() });
}

async function count(path) {
  const parser = new SaxesParser();
  let lines = 0;
  parser.on('opentag', ({ name }) => {
    if (name === 'trLine') lines++;
  });
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 })) parser.write(chunk);
  parser.close();
  return lines;
}

if (process.argv[2] === 'count') process.stdout.write(`${JSON.stringify({ lines: await count(process.argv[3]) })}\n`);
