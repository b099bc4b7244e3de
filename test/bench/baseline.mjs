/**
 * The raw baseline: plain DuckDB SQL in one process, the same work as the product and nothing else. Aggregation by the key columns that
 * the conversietabel really uses, balance and doubles per document, and the SHA-256 of the file, read beside it. One scan with grouping
 * sets was the fastest and leanest of the ways tried (separate scans, one load and then queries).
 *
 * node baseline.mjs csv|parquet|archive LEDGER MAPPING [--groups FILE.csv] [--parquet FILE]
 * parquet: the bare query on a stored snapshot, without a hash. archive: CSV to Parquet first, then the query on it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [, , kind, ledger, mapping, ...rest] = process.argv;
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const YEAR = 2026;
const TYPES = { boekjaar: 'SMALLINT', periode: 'SMALLINT', regelnr: 'INTEGER', debet: 'DECIMAL(18,2)', credit: 'DECIMAL(18,2)' };
const HEADER = [
  'boekjaar',
  'periode',
  'boekdatum',
  'boekstuk',
  'regelnr',
  'grootboekrekening',
  'kostenplaats',
  'kostensoort',
  'omschrijving',
  'debet',
  'credit',
];

async function sha256(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

const list = (values) => [...new Set(values)].map((value) => `'${value}'`).join(',');

/** The kostenplaats counts only for accounts that have a rule for it, and only where one of those rules asks for it. */
function usedKostenplaats() {
  const rules = readFileSync(mapping, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter(([, kostenplaats]) => kostenplaats !== '');
  if (rules.length === 0) return `''`;
  const exact = rules.map(([, kostenplaats]) => kostenplaats).filter((text) => !text.endsWith('*'));
  const prefixes = rules
    .map(([, kostenplaats]) => kostenplaats)
    .filter((text) => text.endsWith('*'))
    .map((text) => text.slice(0, -1));
  const asked = `kostenplaats IN (${list(exact)}) OR left(kostenplaats, ${prefixes[0].length}) IN (${list(prefixes)})`;
  return `CASE WHEN grootboekrekening IN (${list(rules.map(([account]) => account))}) AND (${asked}) THEN kostenplaats ELSE '' END`;
}

function csvScan(types) {
  const columns = HEADER.map((name) => `'${name}': '${types[name] ?? 'VARCHAR'}'`).join(', ');
  return `read_csv('${ledger}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${columns}})`;
}

function query(scan) {
  // As many bits as lines proves that all line numbers differ; in blocks of 60, so that long documents need no second look.
  const rows = `SELECT boekjaar, periode, grootboekrekening, ${usedKostenplaats()} AS kostenplaats, boekstuk, CAST(regelnr AS INTEGER) // 60 AS block, 1::BIGINT << (CAST(regelnr AS INTEGER) % 60) AS bit, debet, credit FROM ${scan}`;
  return (
    `CREATE TABLE result AS SELECT boekjaar, periode, grootboekrekening, kostenplaats, boekstuk, sum(debet) AS debet, sum(credit) AS credit, count(*) AS n, ` +
    `bit_count(bit_or(bit)) <> count(*) AS double, grouping(boekstuk) AS is_group FROM (${rows}) ` +
    `GROUP BY GROUPING SETS ((boekjaar, periode, grootboekrekening, kostenplaats), (boekjaar, boekstuk, block)) ` +
    `HAVING grouping(boekstuk) = 1 OR sum(debet) <> sum(credit) OR bit_count(bit_or(bit)) <> count(*)`
  );
}

const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'false', memory_limit: '4GB' });
const connection = await instance.connect();
const one = async (sql) => (await connection.runAndReadAll(sql)).getRows()[0].map(String);
const hash = kind === 'parquet' ? '' : sha256(ledger);
const stored = kind === 'parquet' ? ledger : option('--parquet');
if (kind === 'archive')
  await connection.run(
    `COPY (SELECT * FROM ${csvScan({ debet: TYPES.debet, credit: TYPES.credit })}) TO '${stored}' (FORMAT parquet, COMPRESSION snappy)`,
  );
await connection.run(query(kind === 'csv' ? csvScan(TYPES) : `read_parquet('${stored}')`));
const pieces = `SELECT boekstuk, sum(debet - credit) AS gap, bool_or(double) AS double FROM result WHERE is_group = 0 AND boekjaar = ${YEAR} GROUP BY boekstuk`;
const [unbalanced, doubtful] = await one(`SELECT count(*) FILTER (gap <> 0), count(*) FILTER (double) FROM (${pieces})`);
const [debet, credit, lines, groups] = await one(`SELECT sum(debet), sum(credit), sum(n), count(*) FROM result WHERE is_group = 1`);
const file = option('--groups');
if (file)
  await connection.run(
    `COPY (SELECT boekjaar, periode, grootboekrekening, kostenplaats, debet, credit, n FROM result WHERE is_group = 1) TO '${file}' (HEADER)`,
  );
const found = {
  sha256: await hash,
  unbalanced: Number(unbalanced),
  doubtful: Number(doubtful),
  debet,
  credit,
  lines: Number(lines),
  groups: Number(groups),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
