/** Equal results on small files: figures per cell, documents out of balance, doubles, other years, unmapped accounts, hash and counts. */
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { findingsOf } from './cases.mjs';
import { deliveredCells, differences, expectedCells } from './compare.mjs';

const LINES = 20_000;

export async function smoke(place) {
  return [...(await compareOne(place, false)), ...(await compareOne(place, true))];
}

async function compareOne(place, problems) {
  const ledger = place.ledger(LINES, { problems });
  const groups = place.path('groups.csv');
  const baseline = JSON.parse((await place.baseline('csv', ledger, '--groups', groups)()).stdout);
  await place.product(ledger, 'out-smoke')();
  const { cells, unmapped } = expectedCells(groups);
  const wrong = differences(cells, deliveredCells(place.path('out-smoke')));
  const equal = (what, want, have) => want !== have && wrong.push(`${what}: baseline ${want}, product ${have}`);
  const [input] = JSON.parse(readFileSync(join(place.path('out-smoke'), 'manifest.json'), 'utf8')).inputs;
  equal('sha256', baseline.sha256, input.sha256);
  equal('lines', baseline.lines, input.lines);
  equal('debet', baseline.debet, input.debit);
  equal('credit', baseline.credit, input.credit);
  const findings = findingsOf(place, 'out-smoke');
  const found = (id) => findings.filter((finding) => finding.id === id);
  equal('documents out of balance', baseline.unbalanced > 0, found('BRON-BALANS').length > 0);
  equal('doubles', baseline.doubtful, Number(found('BRON-DUBBEL')[0]?.value ?? 0));
  equal('lines of another year', problems ? place.found.otherYear : 0, Number(found('BRON-JAAR')[0]?.value ?? 0));
  equal(
    'unmapped accounts',
    unmapped.join(),
    found('TOEWIJZING-ONTBREEKT')
      .map(({ key }) => Object.values(key)[0])
      .join(),
  );
  if (problems) equal('documents out of balance', place.found.unbalanced, baseline.unbalanced);
  return wrong.map((sentence) => `${problems ? 'with problems' : 'clean'}: ${sentence}`);
}
