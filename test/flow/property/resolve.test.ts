import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { MappingRule } from '../../../src/mapping/conversion-table';
import { MappingsService, type LoadedMapping } from '../../../src/mapping/mappings.service';
import { foldFor, matchingRules, usedKeys } from '../../../src/mapping/resolve';
import { Calculation } from '../../../src/platform/duckdb';
import { identifier, quote } from '../../../src/specs/sql-values';
import { aRule, MAPPING_SPEC } from '../../support/mapping-parts';

let workDir: string;
let calculation: Calculation;

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'meter-test-'));
  calculation = new Calculation({ workDir, threads: 2 });
});

afterAll(async () => {
  await calculation.close();
  await rm(workDir, { recursive: true, force: true });
});

type Key = { rekening: string; plaats: string; soort: string };
const NAMES = Object.keys(MAPPING_SPEC.by);

/** Few letters, so that patterns and values often meet; some with accents, quotes or outside the basic plane. */
const code = fc.string({ unit: fc.constantFrom('1', '2', 'a', 'A', 'é', "'", '"', ',', '\u{1F600}'), maxLength: 4 });
const pattern = fc.oneof(
  { weight: 2, arbitrary: code },
  { weight: 2, arbitrary: code.map((text) => (text === '' ? '' : `${text}*`)) },
  { weight: 2, arbitrary: fc.constant('') },
);
const rules = fc
  .uniqueArray(fc.tuple(pattern, pattern, pattern), { maxLength: 40, selector: (patterns) => JSON.stringify(patterns) })
  .map((all) => all.map((patterns, index) => aRule(index + 2, patterns)));
const keys = fc.array(fc.record({ rekening: code, plaats: code, soort: code }), { minLength: 1, maxLength: 60 });

/** The line of the rule that DuckDB gives every key, after folding or without it; keys without a rule are left out. */
async function resolved(table: MappingRule[], given: Key[], folded: boolean): Promise<(number | undefined)[]> {
  const used = usedKeys(MAPPING_SPEC, table);
  const values = given.map((key, index) => `(${[String(index), ...NAMES.map((name) => quote(key[name as keyof Key]))].join(', ')})`);
  const fold = (name: string): string =>
    folded
      ? (foldFor(MAPPING_SPEC, table, name)?.({ first: identifier('rekening'), own: identifier(name) }) ?? identifier(name))
      : identifier(name);
  const tuples = `CREATE OR REPLACE TABLE tuples AS SELECT id, ${used.map((name) => `${fold(name)} AS ${identifier(name)}`).join(', ')} FROM (VALUES ${values.join(', ')}) v(id, ${NAMES.join(', ')})`;
  const mapping: LoadedMapping = {
    name: 'regels',
    spec: MAPPING_SPEC,
    rules: table,
    refused: [],
    sha256: '',
    bytes: 0,
    rows: table.length,
    keys: used,
  };
  const service = new MappingsService();
  await service.bind(calculation, mapping, workDir);
  await calculation.execute([tuples, service.resolve(mapping, 'boek', 'tuples')]);
  const rows = await calculation.rows(
    `SELECT id, m._line FROM tuples LEFT JOIN _map_boek m USING (${used.map(identifier).join(', ')}) ORDER BY id`,
  );
  return rows.map(({ _line }) => (_line === null || _line === undefined ? undefined : Number(_line)));
}

it('the calculation gives every key the most specific rule, with folded keys and without', async () => {
  await fc.assert(
    fc.asyncProperty(rules, keys, async (table, given) => {
      const best = given.map((key) => matchingRules(table, key)[0]?.line);
      expect(await resolved(table, given, false)).toEqual(best);
      expect(await resolved(table, given, true)).toEqual(best);
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('every key gets one answer, however many rules match', async () => {
  await fc.assert(
    fc.asyncProperty(rules, keys, async (table, given) => {
      await resolved(table, given, true);
      const columns = usedKeys(MAPPING_SPEC, table).map(identifier).join(', ');
      const twice = await calculation.rows(`SELECT ${columns} FROM _map_boek GROUP BY ${columns} HAVING count(*) > 1`);
      expect(twice).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);
