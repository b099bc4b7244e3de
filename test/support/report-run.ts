import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReportRunService, type ReportRun } from '../../src/cli/report-run.service';
import { Calculation } from '../../src/platform/duckdb';
import { specsRoot } from '../../src/platform/installation';
import { readCodeLists, type CodeList } from '../../src/specs/code-list';
import { csvLine, csvRows } from '../../src/specs/small-csv';
import { SpecsService, type LoadedSpec } from '../../src/specs/specs.service';
import { SPEC } from './report-input';

export const LEDGER_COLUMNS = [
  'boekjaar',
  'periode',
  'boekdatum',
  'boekstuk',
  'regelnr',
  'grootboekrekening',
  'kostenplaats',
  'kostensoort',
  'debet',
  'credit',
] as const;
export const MAPPING_COLUMNS = [
  'grootboekrekening',
  'kostenplaats',
  'kostensoort',
  'zijde',
  'taakveld',
  'categorie',
  'balanscode',
  'saldering',
] as const;

/** A booking of the year; amounts are cents. */
export interface Booking {
  account: string;
  debit: bigint;
  credit: bigint;
  period?: number;
  document?: string;
  costCentre?: string;
  costType?: string;
}

export interface Rule {
  account: string;
  costCentre?: string;
  costType?: string;
  side: 'lasten' | 'baten' | 'balans';
  code: string;
  category: string;
  netting?: '' | 'bruto' | 'netto';
}

export interface RunOptions {
  period?: string;
  threads?: number;
}

/** Everything of the spec that a test needs to know; read once. */
export interface SpecFacts {
  loaded: LoadedSpec;
  lists: Map<string, CodeList>;
  /** `section|row|category` of every cell that is grey. */
  grey: Set<string>;
}

export async function specFacts(period = '2026-Q3'): Promise<SpecFacts> {
  const loaded = await new SpecsService(specsRoot()).forPeriod(SPEC, period);
  const { rows } = csvRows(loaded.files.get('tables/grijze_cellen.csv') ?? '');
  return {
    loaded,
    lists: readCodeLists(loaded.spec, loaded.files),
    grey: new Set(rows.map(({ values }) => `${values.sectie}|${values.rij}|${values.categorie}`)),
  };
}

export function euros(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function ledgerText(bookings: Booking[]): string {
  const lines = bookings.map(({ account, debit, credit, period = 3, document = 'D', costCentre = '', costType = '' }, index) => {
    const date = period === 0 ? '2025-12-31' : `2026-${String(Math.min(period, 12)).padStart(2, '0')}-15`;
    return csvLine([
      '2026',
      String(period),
      date,
      document,
      String(index + 1),
      account,
      costCentre,
      costType,
      debit === 0n ? '' : euros(debit),
      credit === 0n ? '' : euros(credit),
    ]);
  });
  return csvLine([...LEDGER_COLUMNS]) + lines.join('');
}

export function mappingText(rules: Rule[]): string {
  const lines = rules.map(({ account, costCentre = '', costType = '', side, code, category, netting = '' }) =>
    csvLine([account, costCentre, costType, side, side === 'balans' ? '' : code, category, side === 'balans' ? code : '', netting]),
  );
  return csvLine([...MAPPING_COLUMNS]) + lines.join('');
}

/** Makes one report in this process and looks at it while its calculation is still open. */
export async function withReport<T>(
  facts: SpecFacts,
  given: { bookings: Booking[]; rules: Rule[] },
  look: (run: ReportRun) => Promise<T> | T,
  options: RunOptions = {},
): Promise<T> {
  const workDir = await mkdtemp(join(tmpdir(), 'meter-test-'));
  const calculation = new Calculation({ workDir, threads: options.threads ?? 2 });
  try {
    const [ledger, mapping] = [join(workDir, 'ledger.csv'), join(workDir, 'map.csv')];
    await writeFile(ledger, ledgerText(given.bookings));
    await writeFile(mapping, mappingText(given.rules));
    const organisation = {
      code: 'GM9999',
      naam: 'Voorbeeldstad',
      overheidslaag: 'Gemeente',
      overheidsnummer: '069999',
      'contact.naam': 'A',
      'contact.email': 'a@voorbeeldstad.nl',
      'contact.telefoon': '0',
      financieelPakket: 'P',
      detailsOpenbaar: 'false',
    };
    const request = {
      loaded: facts.loaded,
      period: options.period ?? '2026-Q3',
      organisation,
      parameters: {},
      sources: { regels: ledger },
      mapping,
      workDir,
    };
    const run = await new ReportRunService().run(request, calculation, { datum: '2026-10-15T12:00:00+02:00', software: 'test' });
    return await look(run);
  } finally {
    await calculation.close();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** The cells of a delivered part as `row/column`, with whole euros. */
export function deliveredCells(run: ReportRun, part: string): Record<string, bigint> {
  const { data } = JSON.parse(deliveredText(run).replace(/("bedrag": ?)(-?\d+)/g, '$1"$2"')) as {
    data: Record<string, Record<string, string>[]>;
  };
  return Object.fromEntries((data[part] ?? []).map(({ bedrag = '0', ...key }) => [Object.values(key).join('/'), BigInt(bedrag)]));
}

export function deliveredText(run: ReportRun): string {
  return Buffer.from(run.files[0]?.content ?? []).toString('utf8');
}
