import { CalculationError, type Calculation } from '../platform/duckdb';
import { join } from '../platform/files';
import { readHead } from '../platform/unpack';
import type { Finding } from '../specs/finding';
import type { Period } from '../specs/period';
import type { DatasetSpec } from '../specs/report-spec';
import { identifier, quote } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { condenseSql, columnsForLineage, expectedColumns, foldedValue, measuresOf, rawTable, rowsSql, sourceText, tuplesSql, tuplesTable, type CondensePlan, type GroupColumn } from './condense';
import { connectorFor } from './connectors/registry';
import { csvProblem } from './csv-problem';
import { RowLookup, lineOfRow } from './row-lookup.service';
import { isNoAmount, scan, typedValue } from './scan';
import { NO_AMOUNT, snapshotColumns, snapshotSql, snapshotTable, type SnapshotFacts } from './snapshot';
import { SourceControls } from './source-controls.service';
import type { DecimalSign, ReadRequest, ReceivedBytes, SourceReading, TextTable } from './source-reading';

export interface DatasetRequest {
  name: string;
  dataset: DatasetSpec;
  path: string;
  period: Period;
  groupBy: GroupColumn[];
  /** The scope of the dataset, with its values filled in. */
  scope?: string;
  /** Keep the rows one by one instead of condensed: `_row` is then the row number of the file. */
  raw?: boolean;
  /** With `raw`: only the source rows of these condensed rows, as text by group column, and with the columns that people look at. */
  only?: (string | null)[][];
  /** Store the rows as a snapshot first and read everything from that. */
  archive?: boolean;
  options?: Pick<ReadRequest, 'delimiter' | 'decimal' | 'encoding'>;
}

/** Version of the way in which sources are read; another way of reading the same bytes is another snapshot. */
const PROFILE = 'meter/1';

/** A dataset whose condensed rows stand in the calculation as `_tuples_<name>`. */
export interface DatasetReading {
  plan: CondensePlan;
  received: ReceivedBytes;
  /** Lines of the file, and the exact total of every measure over the reported year. */
  lines: number;
  totals: Record<string, string>;
  findings: Finding[];
  /** The stored rows, still in the working folder; the name is the identity of the source. */
  snapshot?: { path: string; name: string; facts: SnapshotFacts };
  dispose(): Promise<void>;
}

/** Reads one file into condensed rows and runs the controls of the source on it. */
export class DatasetsService {
  constructor(
    private readonly calculation: Calculation,
    private readonly workDir: string,
  ) {}

  /** @throws UnusableInput when the file cannot be read as this dataset. */
  async read(request: DatasetRequest): Promise<DatasetReading> {
    const reading = await this.open(request);
    try {
      return await this.condense(request, reading);
    } catch (error) {
      await reading.dispose();
      const other = await reading.received.then(() => reading.otherwise?.());
      if (!other) throw error;
      return this.condense(request, other);
    }
  }

  private async open({ dataset, path, options }: DatasetRequest): Promise<SourceReading> {
    const head = await readHead(path, 4096).catch(() => Buffer.alloc(0));
    return connectorFor(head, path).read(path, { workDir: this.workDir, columns: expectedColumns(dataset), ...options });
  }

  private async condense(request: DatasetRequest, reading: SourceReading): Promise<DatasetReading> {
    const lookup = new RowLookup(this.workDir);
    try {
      const [plan, received] = await this.scanAll(request, reading, lookup);
      const other = await reading.otherwise?.();
      if (other) return await this.condense(request, other);
      const controls = new SourceControls(this.calculation, lookup, plan, request.period);
      const counts = await controls.counts(request.path);
      await this.calculation.execute(request.raw ? rawTuples(plan, request.period.year, request.only) : tuplesSql(plan, request.period.year));
      await this.refuseUntyped(plan, request, lookup);
      const findings = [...reading.findings, ...(await controls.findings())];
      const snapshot = request.archive ? { path: plan.table.path, name: `${received.sha256}.parquet`, facts: { ...received, profile: PROFILE, columns: plan.table.header } } : undefined;
      return { plan, received, ...counts, findings, snapshot, dispose: () => reading.dispose() };
    } finally {
      await lookup.close();
    }
  }

  /** The scan by the calculation and the check of the bytes run at the same time; the verdict on the bytes comes first. */
  private async scanAll(request: DatasetRequest, reading: SourceReading, lookup: RowLookup): Promise<[CondensePlan, ReceivedBytes]> {
    const scanned = this.scanWithNotation(request, reading.table, lookup).then(
      (plan) => ({ plan }),
      (error: unknown) => ({ error }),
    );
    const received = await reading.received;
    const outcome = await scanned;
    if ('plan' in outcome) return [outcome.plan, received];
    if (outcome.error instanceof CalculationError) throw csvProblem(outcome.error.message, request.path) ?? outcome.error;
    throw outcome.error;
  }

  /** Plain amounts first; when a text does not fit, the richer notation; when that does not fit either, the place of the first. */
  private async scanWithNotation(request: DatasetRequest, table: TextTable, lookup: RowLookup): Promise<CondensePlan> {
    const plan: CondensePlan = { ...request, table, notation: { decimal: table.decimal ?? '.', form: 'plain' }, isoDates: true };
    if (table.snapshot) plan.notation.form = 'typed';
    if (!table.decimal && hasAmounts(request.dataset)) plan.notation.decimal = await this.decideDecimal(plan, request);
    if (request.archive && !table.snapshot) return this.viaSnapshot(plan, request, lookup);
    if (await this.fits(plan)) return plan;
    const rich: CondensePlan = { ...plan, notation: { decimal: await this.decideDecimal(plan, request), form: 'rich' } };
    if (await this.fits(rich)) return rich;
    throw await this.badAmount(rich, request, lookup);
  }

  /** Stores the rows first; everything after that reads the snapshot, as a later rebuild will. */
  private async viaSnapshot(plan: CondensePlan, request: DatasetRequest, lookup: RowLookup): Promise<CondensePlan> {
    const target = join(this.workDir, `snapshot-${plan.name}.parquet`);
    const rich: CondensePlan = { ...plan, notation: { ...plan.notation, form: 'rich' } };
    const stored = (await this.store(plan, target)) || (await this.store({ ...rich, notation: { ...rich.notation, decimal: await this.decideDecimal(plan, request) } }, target));
    if (!stored) throw await this.badAmount(rich, request, lookup);
    const read: CondensePlan = { ...plan, table: snapshotTable(target, snapshotColumns(plan)), notation: { decimal: '.', form: 'typed' } };
    await this.fits(read);
    return read;
  }

  private async store(plan: CondensePlan, target: string): Promise<boolean> {
    try {
      await this.calculation.execute(['SET preserve_insertion_order = true', snapshotSql(plan, scan(plan.table), target), 'SET preserve_insertion_order = false']);
      return true;
    } catch (error) {
      if (error instanceof CalculationError && error.message.includes(NO_AMOUNT)) return false;
      throw error;
    }
  }

  private async fits(plan: CondensePlan): Promise<boolean> {
    const bad = measuresOf(plan.dataset).map((name) => `coalesce(sum(${identifier(`_bad_${name}`)}), 0)`);
    const { rows } = await this.calculation.execute([condenseSql(plan), `SELECT ${bad.length > 0 ? bad.join(' + ') : '0'} FROM ${rawTable(plan.name)}`]);
    if (rows[0]?.[0] !== '0') return false;
    return plan.isoDates && !(await this.datesAreIso(plan)) ? this.fits(Object.assign(plan, { isoDates: false })) : true;
  }

  private async datesAreIso(plan: CondensePlan): Promise<boolean> {
    if (!plan.dataset.roles?.date) return true;
    const odd = (column: string) => `count(*) FILTER (NOT regexp_full_match(${column}, '[0-9]{4}-[0-9]{2}-[0-9]{2}'))`;
    const { rows } = await this.calculation.execute(`SELECT ${odd('_first')} + ${odd('_last')} FROM ${rawTable(plan.name)}`);
    return rows[0]?.[0] === '0';
  }

  /** Over the whole file: values with one or two digits behind the sign decide, once for all amounts. */
  private async decideDecimal(plan: CondensePlan, request: DatasetRequest): Promise<DecimalSign> {
    if (request.options?.decimal) return request.options.decimal;
    const texts = measuresOf(plan.dataset).map((name) => `coalesce(${sourceText(plan, name)}, '')`);
    const any = (pattern: string) => texts.map((text) => `regexp_matches(${text}, '${pattern}')`).join(' OR ');
    const behind = (sign: string) => `count(*) FILTER (${any(`[0-9]${sign}[0-9]{1,2} *[-)]?$`)})`;
    const { rows } = await this.calculation.execute(`SELECT ${behind('[.]')}, ${behind(',')}, count(*) FILTER (${any('[.,]')}) FROM ${scan(plan.table)}`);
    const [dots, commas, signs] = (rows[0] ?? []).map(Number);
    if (dots && commas) throw new UnusableInput('De bedragen gebruiken zowel punt als komma als decimaalteken; geef --decimal op of verbeter de export.', { file: request.path });
    if (!dots && !commas && signs) throw new UnusableInput('Uit de bedragen blijkt niet of punt of komma het decimaalteken is (1.234 kan twee dingen betekenen); geef --decimal op.', { file: request.path });
    return commas ? ',' : '.';
  }

  private async badAmount(plan: CondensePlan, request: DatasetRequest, lookup: RowLookup): Promise<UnusableInput> {
    for (const name of measuresOf(plan.dataset)) {
      const [found] = await lookup.find(plan.table, isNoAmount(sourceText(plan, name), plan.notation), 1);
      if (!found) continue;
      const header = plan.dataset.columns[name]?.from ?? name;
      const text = found.values[header] ?? '';
      const digits = text.replace(/\D/g, '').length > 18 ? 'heeft meer dan 18 cijfers voor het decimaalteken' : 'is geen bedrag met hoogstens twee decimalen';
      const place = { file: request.path, line: await lineOfRow(plan.table.path, found.row), column: plan.table.header.indexOf(header) + 1 };
      return new UnusableInput(`"${text.slice(0, 40)}" in de kolom ${header} ${digits} (decimaalteken ${plan.notation.decimal === ',' ? 'komma' : 'punt'}).`, place);
    }
    return new UnusableInput('Een kolom met bedragen bevat tekst die geen bedrag is.', { file: request.path });
  }

  /** A date, number or yes/no that the report uses must be readable; a period has its own finding. */
  private async refuseUntyped(plan: CondensePlan, request: DatasetRequest, lookup: RowLookup): Promise<void> {
    const names = plan.groupBy.map(({ name }) => name).filter((name) => name !== plan.dataset.roles?.period && name !== plan.dataset.roles?.year);
    const typed = names.filter((name) => ['integer', 'date', 'boolean', 'decimal'].includes(plan.dataset.columns[name]?.type ?? ''));
    const wrong = typed.filter((name) => plan.dataset.columns[name]?.optional !== 'true');
    if (wrong.length === 0) return;
    const { rows } = await this.calculation.execute(`SELECT ${wrong.map((name) => `count(*) FILTER (${identifier(name)} IS NULL)`).join(', ')} FROM ${tuplesTable(plan.name)}`);
    const index = (rows[0] ?? []).findIndex((count) => count !== '0');
    const name = wrong[index];
    if (name === undefined) return;
    throw await this.untyped(plan, request, lookup, name);
  }

  private async untyped(plan: CondensePlan, request: DatasetRequest, lookup: RowLookup, name: string): Promise<UnusableInput> {
    const column = plan.dataset.columns[name];
    const [found] = column ? await lookup.find(plan.table, `(${typedValue(sourceText(plan, name), column, plan.notation)}) IS NULL`, 1) : [];
    const header = column?.from ?? name;
    const text = found?.values[header] ?? '';
    const kind = { integer: 'geheel getal', date: 'datum', boolean: 'ja of nee', decimal: 'getal' }[column?.type as 'integer'] ?? 'waarde';
    const place = { file: request.path, line: found && (await lineOfRow(plan.table.path, found.row)), column: plan.table.header.indexOf(header) + 1 };
    return new UnusableInput(`"${text.slice(0, 40)}" in de kolom ${header} is geen ${kind}.`, place);
  }
}

/** The rows one by one, in the order of the file; with `only`, those that were condensed into the given combinations. */
function rawTuples(plan: CondensePlan, year: number, only?: (string | null)[][]): string[] {
  const lineage = only ? columnsForLineage(plan.dataset, plan.groupBy) : [];
  const columns = [...plan.groupBy.map(({ name }) => name), ...lineage, ...measuresOf(plan.dataset)];
  const inYear = plan.dataset.roles?.year ? `${identifier(plan.dataset.roles.year)} = ${year}` : 'true';
  const dates = plan.dataset.roles?.date ? ', NULL::VARCHAR AS _first, NULL::VARCHAR AS _last' : '';
  const condensed = plan.groupBy.map((column, index) => `CAST(${foldedValue(plan, column)} AS VARCHAR) AS _g${index}`);
  const rows = rowsSql(plan, columns, only ? condensed : []);
  const chosen = only ? ` AND (${plan.groupBy.map((_, index) => `coalesce(_g${index}, '')`).join(', ')}) IN (${only.length > 0 ? `VALUES ${only.map((values) => `(${values.map((value) => quote(value ?? '')).join(', ')})`).join(', ')}` : 'SELECT NULL WHERE false'})` : '';
  const shown = columns.map(identifier).join(', ');
  const table = `CREATE OR REPLACE TABLE ${tuplesTable(plan.name)} AS SELECT _row, ${shown}, 1::BIGINT AS _n${dates} FROM (${rows}) WHERE ${inYear}${chosen}`;
  return ['SET preserve_insertion_order = true', table, 'SET preserve_insertion_order = false'];
}

function hasAmounts(dataset: DatasetSpec): boolean {
  return measuresOf(dataset).length > 0;
}
