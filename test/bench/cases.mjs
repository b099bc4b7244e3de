/** The cases of the bench: what runs as baseline, what as product, and how much slower or larger the product may be. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAuditfile } from './auditfile.mjs';
import { writeLedger } from './ledger.mjs';
import { writeMapping, writeOrganisation } from './mapping.mjs';
import { measure } from './measure.mjs';

const HERE = import.meta.dirname;
const NODE = process.execPath;

export class Workplace {
  constructor(folder, cli = join(HERE, '../../dist/cli.js')) {
    this.folder = folder;
    this.cli = cli;
    this.mapping = this.path('conversietabel.csv');
    this.organisation = this.path('org.yaml');
    writeMapping(this.mapping);
    writeOrganisation(this.organisation);
  }

  path(name) {
    return join(this.folder, name);
  }

  ledger(lines, options = {}) {
    const path = this.path(`ledger-${lines}${options.problems ? '-problems' : ''}.csv`);
    if (!existsSync(path)) this.found = writeLedger(path, { lines, ...options });
    return path;
  }

  auditfile(lines) {
    const path = this.path(`auditfile-${lines}.xaf`);
    if (!existsSync(path)) writeAuditfile(path, lines);
    return path;
  }

  baseline(kind, ledger, ...more) {
    return () =>
      measured(NODE, [join(HERE, 'baseline.mjs'), kind, ledger, this.mapping, '--parquet', this.path('baseline.parquet'), ...more]);
  }

  arguments(source, out, more = []) {
    return [
      this.cli,
      'generate',
      '--spec',
      'rijk/cbs-iv3-gemeente',
      '--period',
      '2026-Q3',
      '--organisation',
      this.organisation,
      '--source',
      source,
      '--mapping',
      this.mapping,
      '--out',
      this.path(out),
      ...more,
    ];
  }

  product(source, out, more) {
    return async () => {
      rmSync(this.path(out), { recursive: true, force: true });
      return measured(NODE, this.arguments(source, out, more), [0, 1]);
    };
  }

  /** A snapshot of the ledger, stored by the product itself; undefined while it cannot do that. */
  snapshot(lines) {
    const out = `snapshot-${lines}`;
    try {
      if (!existsSync(this.path(out))) execFileSync(NODE, this.arguments(this.ledger(lines), out, ['--archive']), { stdio: 'ignore' });
      const folder = join(this.path(out), 'snapshot');
      const file = readdirSync(folder).find((name) => name.endsWith('.parquet'));
      return file && join(folder, file);
    } catch {
      return undefined;
    }
  }
}

async function measured(command, args, accepted = [0]) {
  const result = await measure(command, args);
  if (accepted.includes(result.code)) return result;
  throw new Error(`${args.slice(0, 3).join(' ')} … ended with ${result.code}: ${result.stderr.slice(-600)}`);
}

const ledgerCase = (id, lines, runs) => ({
  id,
  title: `${lines.toLocaleString('en-GB')} lines of CSV: generate / plain DuckDB SQL`,
  limits: { seconds: 1.5, mb: 1.3 },
  runs,
  prepare: (place) => ({ baseline: place.baseline('csv', place.ledger(lines)), product: place.product(place.ledger(lines), 'out') }),
});

export function cases({ smoke = false } = {}) {
  const million = smoke ? 20_000 : 1_000_000;
  const ten = smoke ? 20_000 : 10_000_000;
  return [
    { ...ledgerCase('1m', million, 7) },
    ...(smoke ? [] : [{ ...ledgerCase('10m', ten, 3) }]),
    {
      id: 'snapshot',
      title: `${ten.toLocaleString('en-GB')} lines from a stored snapshot: generate / the bare query on the same Parquet`,
      limits: { seconds: 2 },
      runs: 3,
      prepare(place) {
        const stored = place.snapshot(ten);
        return stored
          ? { baseline: place.baseline('parquet', stored), product: place.product(stored, 'out-snapshot') }
          : { skip: 'generate --archive stores no snapshot yet' };
      },
    },
    {
      id: 'archive',
      title: `${million.toLocaleString('en-GB')} lines with --archive: generate / DuckDB's CSV to Parquet and the query on it`,
      limits: { seconds: 1.3 },
      runs: 5,
      prepare(place) {
        const ledger = place.ledger(million);
        return place.snapshot(million)
          ? { baseline: place.baseline('archive', ledger), product: place.product(ledger, 'out-archive', ['--archive']) }
          : { skip: 'generate --archive stores no snapshot yet' };
      },
    },
    {
      id: 'xaf',
      title: `${million.toLocaleString('en-GB')} lines of XAF 3.2: generate / a bare saxes pass that counts`,
      limits: { seconds: 1.4 },
      runs: 3,
      prepare(place) {
        const file = place.auditfile(million);
        return { baseline: () => measured(NODE, [join(HERE, 'auditfile.mjs'), 'count', file]), product: place.product(file, 'out-xaf') };
      },
    },
    {
      id: 'help',
      title: 'meter --help / node -e 0',
      limits: { seconds: 3 },
      runs: 15,
      prepare: (place) => ({ baseline: () => measured(NODE, ['-e', '0']), product: () => measured(NODE, [place.cli, '--help']) }),
    },
  ];
}

export function findingsOf(place, out) {
  return JSON.parse(readFileSync(join(place.path(out), 'findings.json'), 'utf8'));
}
