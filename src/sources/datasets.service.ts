import { CalculationError, type Calculation } from '../platform/duckdb';
import { readHead } from '../platform/unpack';
import type { Finding } from '../specs/finding';
import type { Period } from '../specs/period';
import type { ColumnSpec, DatasetSpec } from '../specs/report-spec';
import { identifier, quote } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import {
  columnsForLineage,
  expectedColumns,
  foldedValue,
  measuresOf,
  rowsSql,
  tuplesSql,
  tuplesTable,
  type CondensePlan,
  type GroupColumn,
} from './condense';
import { connectorFor } from './connectors/registry';
import { csvProblem } from './csv-problem';
import { DatasetScan } from './dataset-scan.service';
import { inYear } from './grouping';
import { RowLookup, lineOfRecord } from './row-lookup.service';
import { SourceControls } from './source-controls.service';
import { UnreadableValue } from './unreadable-value.service';
import type { SnapshotFacts } from './snapshot';
import type { ReadRequest, ReceivedBytes, SourceReading, TextTable } from './source-reading';

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
  /** Lines of the file, and the exact total of every measure over all of them. */
  lines: number;
  totals: Record<string, string>;
  findings: Finding[];
  /** The stored rows, still in the working folder; the name is the identity of the source. */
  snapshot?: { path: string; name: string; facts: SnapshotFacts };
  dispose(): Promise<void>;
}

/** The bytes turned out to need another reading than the one that was begun. */
class ReadOtherwise extends Error {
  constructor(readonly reading: SourceReading) {
    super('read otherwise');
  }
}

/** Reads one file into condensed rows and runs the controls of the source on it. */
export class DatasetsService {
  constructor(
    private readonly calculation: Calculation,
    private readonly workDir: string,
  ) {}

  /** @throws UnusableInput when the file cannot be read as this dataset, or changes while it is read. */
  async read(request: DatasetRequest): Promise<DatasetReading> {
    const head = await readHead(request.path, 4096).catch(() => Buffer.alloc(0));
    const columns = expectedColumns(request.dataset);
    const reading = await connectorFor(head, request.path).read(request.path, { workDir: this.workDir, columns, ...request.options });
    const done = await this.attempt(request, reading);
    await reading.unchanged?.();
    return done;
  }

  private async attempt(request: DatasetRequest, reading: SourceReading): Promise<DatasetReading> {
    try {
      return await this.condense(request, reading);
    } catch (error) {
      return this.attempt(request, await this.insteadOf(reading, error));
    }
  }

  /** The reading to use when this one does not do. The verdict on the bytes comes before that on what was read from them. */
  private async insteadOf(reading: SourceReading, error: unknown): Promise<SourceReading> {
    try {
      if (error instanceof ReadOtherwise) return error.reading;
      await reading.received;
      const other = await reading.otherwise?.(true);
      if (other) return other;
    } finally {
      await reading.dispose();
    }
    throw error;
  }

  private async condense(request: DatasetRequest, reading: SourceReading): Promise<DatasetReading> {
    const lookup = new RowLookup(this.workDir);
    const unreadable = new UnreadableValue(lookup, request.path);
    try {
      const [plan, received] = await this.whileChecked(
        new DatasetScan(this.calculation, unreadable, this.workDir).run(request, reading.table),
        reading,
      );
      const controls = new SourceControls(this.calculation, lookup, plan, request.period);
      const counts = await controls.counts(request.path);
      await this.calculation.execute(
        request.raw ? rawTuples(plan, request.period.year, request.only) : tuplesSql(plan, request.period.year),
      );
      await this.refuseUntyped(plan, unreadable);
      const findings = [...reading.findings, ...(await controls.findings())];
      const odd = reading.findings.length > 0 ? { findings: reading.findings } : {};
      const snapshot = request.archive
        ? {
            path: plan.table.path,
            name: `${received.sha256}.parquet`,
            facts: { ...received, profile: PROFILE, columns: plan.table.header, ...odd },
          }
        : undefined;
      return { plan, received, ...counts, findings, snapshot, dispose: () => reading.dispose() };
    } catch (error) {
      throw await inDutch(error, request.path, reading.table);
    } finally {
      await lookup.close();
    }
  }

  /** The scan by the calculation and the check of the bytes run at the same time. */
  private async whileChecked(scan: Promise<CondensePlan>, reading: SourceReading): Promise<[CondensePlan, ReceivedBytes]> {
    const [scanned, checked] = await Promise.allSettled([scan, reading.received]);
    if (checked.status === 'rejected') throw checked.reason;
    if (scanned.status === 'rejected') throw scanned.reason;
    const other = await reading.otherwise?.(false);
    if (other) throw new ReadOtherwise(other);
    return [scanned.value, checked.value];
  }

  /** A date, number or yes/no that the report uses must be readable; a period has its own finding. */
  private async refuseUntyped(plan: CondensePlan, unreadable: UnreadableValue): Promise<void> {
    const { period, year } = plan.dataset.roles ?? {};
    const typed = plan.groupBy
      .map(({ name }) => name)
      .filter((name) => name !== period && name !== year && mustBeReadable(plan.dataset.columns[name]));
    if (typed.length === 0) return;
    const { rows } = await this.calculation.execute(
      `SELECT ${typed.map((name) => `count(*) FILTER (${identifier(name)} IS NULL)`).join(', ')} FROM ${tuplesTable(plan.name)}`,
    );
    const name = typed[(rows[0] ?? []).findIndex((count) => count !== '0')];
    if (name !== undefined) throw await unreadable.typed(plan, name);
  }
}

function mustBeReadable(column: ColumnSpec | undefined): boolean {
  return ['integer', 'date', 'boolean', 'decimal'].includes(column?.type ?? '') && column?.optional !== 'true';
}

/** What the calculation says about a file, with the line of that file. */
async function inDutch(error: unknown, file: string, table: TextTable): Promise<unknown> {
  const problem = error instanceof CalculationError ? csvProblem(error.message) : undefined;
  if (!problem) return error;
  return new UnusableInput(problem.sentence, { file, line: problem.record && (await lineOfRecord(table, problem.record)) });
}

/** The rows one by one, in the order of the file; with `only`, those that were condensed into the given combinations. */
function rawTuples(plan: CondensePlan, year: number, only?: (string | null)[][]): string[] {
  const lineage = only ? columnsForLineage(plan.dataset, plan.groupBy) : [];
  const columns = [...plan.groupBy.map(({ name }) => name), ...lineage, ...measuresOf(plan.dataset)];
  const condensed = plan.groupBy.map((column, index) => `CAST(${foldedValue(plan, column)} AS VARCHAR) AS _g${index}`);
  const rows = rowsSql(plan, columns, [`${inYear(plan, year)} AS _asked`, ...(only ? condensed : [])]);
  const chosen = only
    ? ` AND (${plan.groupBy.map((_, index) => `coalesce(_g${index}, '')`).join(', ')}) IN (${only.length > 0 ? `VALUES ${only.map((values) => `(${values.map((value) => quote(value ?? '')).join(', ')})`).join(', ')}` : 'SELECT NULL WHERE false'})`
    : '';
  const shown = columns.map(identifier).join(', ');
  const table = `CREATE OR REPLACE TABLE ${tuplesTable(plan.name)} AS SELECT _row, ${shown}, 0::BIGINT AS _odd, 1::BIGINT AS _n FROM (${rows}) WHERE _asked${chosen}`;
  return ['SET preserve_insertion_order = true', table, 'SET preserve_insertion_order = false'];
}
