/** The conversietabel of the bench (some 4300 rules of every kind) and a plain resolver of its own, to compare results with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accounts, kostenplaatsen } from './ledger.mjs';

const SPEC = join(import.meta.dirname, '../../report-specs/rijk/cbs-iv3-gemeente/2026');
const HEAD = 'grootboekrekening,kostenplaats,kostensoort,zijde,taakveld,categorie,balanscode,saldering,toelichting';

function records(file) {
  const [header, ...rows] = readFileSync(join(SPEC, file), 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  return rows.map((row) => Object.fromEntries(splitRow(row).map((value, index) => [names[index], value])));
}

function splitRow(row) {
  return [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** White cells of a side, without the categories that have rules of their own. */
function whiteCells(side, rows) {
  const grey = new Set(
    records('tables/grijze_cellen.csv')
      .filter(({ sectie }) => sectie === side)
      .map(({ rij, categorie }) => `${rij}|${categorie}`),
  );
  const categories = records(`codelists/categorie_${side}.csv`).filter(
    ({ leaf, code }) => leaf === 'true' && /^[1-5]/.test(code) && !/^(4\.3\.9|4\.4\.9|5\.)/.test(code),
  );
  return rows.flatMap((row) => categories.map(({ code }) => [row, code])).filter(([row, code]) => !grey.has(`${row}|${code}`));
}

/** Exact for most accounts, prefixes for a tenth, the one-digit fallback for the rest, and kostenplaats rules for two hundred accounts. */
export function mappingRules() {
  const taakvelden = records('codelists/taakveld.csv')
    .filter(({ leaf, code }) => leaf === 'true' && code !== '0.10' && code !== '0.11')
    .map(({ code }) => code);
  const financial = records('codelists/balanscode.csv')
    .filter(({ leaf, financieel }) => leaf === 'true' && financieel === 'true')
    .map(({ code }) => code);
  const cells = { lasten: whiteCells('lasten', taakvelden), baten: whiteCells('baten', taakvelden) };
  const rules = [];
  const add = (side, account, index, kostenplaats = '') => {
    const [first, second] =
      side === 'balans' ? [financial[index % financial.length], '6.1'] : cells[side][(index * 7) % cells[side].length];
    rules.push({ account, kostenplaats, side, row: first, category: second });
  };
  for (const side of ['balans', 'lasten', 'baten']) {
    const prefixes = new Set();
    accounts[side].forEach((account, index) => {
      if (index % 10 < 7) add(side, account, index);
      else if (index % 10 === 7) prefixes.add(`${account.slice(0, 4)}*`);
    });
    [...prefixes].forEach((prefix, index) => add(side, prefix, index + 3));
    add(side, `${accounts[side][0][0]}*`, 1);
  }
  for (let index = 0; index < 200; index++) {
    const account = accounts.lasten[index * 10];
    add('lasten', account, index + 11, kostenplaatsen[index % 25]);
    add('lasten', account, index + 23, `${kostenplaatsen[index % 700].slice(0, 4)}*`);
  }
  return rules;
}

export function writeMapping(path) {
  const lines = mappingRules().map(({ account, kostenplaats, side, row, category }) =>
    side === 'balans'
      ? `${account},${kostenplaats},,balans,,${category},${row},,`
      : `${account},${kostenplaats},,${side},${row},${category},,,`,
  );
  writeFileSync(path, `${HEAD}\n${lines.join('\n')}\n`);
}

export function writeOrganisation(path) {
  writeFileSync(
    path,
    `code: GM9999\nnaam: Voorbeeldstad\noverheidslaag: Gemeente\noverheidsnummer: "069999"\noin: "00000001999999999000"\n` +
      `contact: { naam: A. Afzender, email: iv3@voorbeeldstad.nl, telefoon: "0101234567" }\nfinancieelPakket: Voorbeeldpakket\ndetailsOpenbaar: false\n`,
  );
}

const matches = (pattern, text) => pattern === '' || (pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern);
const strength = (pattern) => (pattern === '' ? 0 : pattern.endsWith('*') ? pattern.length : 1000);

/** The winning rule of a key, found the simple way: all that match, the strongest account pattern first, then the kostenplaats. */
export function resolver() {
  const byDigit = new Map();
  for (const rule of mappingRules()) byDigit.set(rule.account[0], [...(byDigit.get(rule.account[0]) ?? []), rule]);
  const known = new Map();
  return (account, kostenplaats) => {
    const key = `${account}|${kostenplaats}`;
    if (!known.has(key)) {
      const fitting = (byDigit.get(account[0]) ?? []).filter(
        (rule) => matches(rule.account, account) && matches(rule.kostenplaats, kostenplaats),
      );
      fitting.sort((a, b) => strength(b.account) - strength(a.account) || strength(b.kostenplaats) - strength(a.kostenplaats));
      known.set(key, fitting[0]);
    }
    return known.get(key);
  };
}
