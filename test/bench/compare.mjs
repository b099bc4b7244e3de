/** Do baseline and product say the same? The baseline's groups, given codes by the bench's own resolver, against the delivered file. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolver } from './mapping.mjs';

const YEAR = '2026';
const LAST = 9;
const cents = (text) => BigInt(text.replace('.', ''));

/** What the groups of the baseline come to, per cell of the report, in cents. */
export function expectedCells(groupsFile) {
  const resolve = resolver();
  const cells = new Map();
  const unmapped = new Set();
  const add = (cell, value) => cells.set(cell, (cells.get(cell) ?? 0n) + value);
  for (const line of readFileSync(groupsFile, 'utf8').trim().split('\n').slice(1)) {
    const [year, period, account, kostenplaats, debet, credit] = line.split(',').map((text) => text.replaceAll('"', ''));
    if (year !== YEAR || Number(period) > LAST) continue;
    const rule = resolve(account, kostenplaats);
    const value = cents(debet) - cents(credit);
    if (!rule) unmapped.add(account);
    else if (rule.side !== 'balans') add(`${rule.side}/${rule.row}/${rule.category}`, rule.side === 'lasten' ? value : -value);
    else {
      const signed = rule.row.startsWith('A') ? value : -value;
      add(`balans_standen/${rule.row}/ultimo`, signed);
      if (period === '0') add(`balans_standen/${rule.row}/1 januari`, signed);
      else add(`balans/${rule.row}/${rule.category}`, value);
    }
  }
  return { cells, unmapped: [...unmapped] };
}

/** Whole euros, half away from zero. */
export function euros(value) {
  const size = value < 0n ? -value : value;
  const whole = (size + 50n) / 100n;
  return value < 0n ? -whole : whole;
}

/** The delivered file in the same terms; both sides of the balance together, because which side is a rule of the receiver. */
export function deliveredCells(folder) {
  const name = readdirSync(folder).find((file) => file.endsWith('.json') && !['findings.json', 'manifest.json'].includes(file));
  const { data } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const cells = new Map();
  const add = (cell, value) => cells.set(cell, (cells.get(cell) ?? 0n) + BigInt(value));
  for (const part of ['lasten', 'baten'])
    for (const { taakveld, categorie, bedrag } of data[part]) add(`${part}/${taakveld}/${categorie}`, bedrag);
  for (const { balanscode, standper, bedrag } of data.balans_standen) add(`balans_standen/${balanscode}/${standper}`, bedrag);
  for (const { balanscode, categorie, bedrag } of data.balans_lasten) add(`balans/${balanscode}/${categorie}`, bedrag);
  for (const { balanscode, categorie, bedrag } of data.balans_baten) add(`balans/${balanscode}/${categorie}`, -bedrag);
  return cells;
}

/** Sentences on what differs; the two sides of a balance movement are rounded each, so those may be one euro apart. */
export function differences(expected, delivered) {
  const found = [];
  for (const cell of new Set([...expected.keys(), ...delivered.keys()])) {
    const want = euros(expected.get(cell) ?? 0n);
    const have = delivered.get(cell) ?? 0n;
    const apart = want > have ? want - have : have - want;
    if (apart > (cell.startsWith('balans/') ? 1n : 0n)) found.push(`${cell}: baseline ${want}, product ${have}`);
  }
  return found;
}
