import { CalculationError, type Calculation } from '../platform/duckdb';
import { join } from '../platform/files';
import type { DatasetSpec } from '../specs/report-spec';
import { UnusableInput } from '../specs/unusable-input';
import { measuresOf, rawTable, sourceText, type CondensePlan, type GroupColumn } from './condense';
import { condenseSql, type ReportedTime } from './grouping';
import { isNoAmount, scan, showsDecimal } from './scan';
import { NO_AMOUNT, snapshotColumns, snapshotSql, snapshotTable } from './snapshot';
import type { DecimalSign, TextTable } from './source-reading';
import type { UnreadableValue } from './unreadable-value.service';

export interface ScanRequest {
  name: string;
  dataset: DatasetSpec;
  path: string;
  period: ReportedTime;
  groupBy: GroupColumn[];
  scope?: string;
  archive?: boolean;
  options?: { decimal?: DecimalSign };
}

/** Condenses a table, and finds out on the way how its amounts and dates are written. */
export class DatasetScan {
  constructor(
    private readonly calculation: Calculation,
    private readonly unreadable: UnreadableValue,
    private readonly workDir: string,
  ) {}

  /** Plain amounts first; when a text does not fit, the richer notation; when that does not fit either, the place of the first. */
  async run(request: ScanRequest, table: TextTable): Promise<CondensePlan> {
    const plan: CondensePlan = { ...request, table, notation: { decimal: table.decimal ?? '.', form: table.snapshot ? 'typed' : 'plain' } };
    if (!table.decimal && measuresOf(request.dataset).length > 0) plan.notation.decimal = await this.decideDecimal(plan, request);
    if (request.archive && !table.snapshot) return this.viaSnapshot(plan, request);
    if (await this.fits(plan, request.period)) return plan;
    const rich = await this.rich(plan, request);
    if (await this.fits(rich, request.period)) return rich;
    throw await this.unreadable.amount(rich);
  }

  private async rich(plan: CondensePlan, request: ScanRequest): Promise<CondensePlan> {
    return { ...plan, notation: { decimal: await this.decideDecimal(plan, request), form: 'rich' } };
  }

  /** Stores the rows first; everything after that reads the snapshot, as a later rebuild will. */
  private async viaSnapshot(plan: CondensePlan, request: ScanRequest): Promise<CondensePlan> {
    const target = join(this.workDir, `snapshot-${plan.name}.parquet`);
    if (!(await this.store(plan, target))) {
      const rich = await this.rich(plan, request);
      if (!(await this.store(rich, target))) throw await this.unreadable.amount(rich);
    }
    const read: CondensePlan = { ...plan, table: snapshotTable(target, snapshotColumns(plan)), notation: { decimal: '.', form: 'typed' } };
    await this.fits(read, request.period);
    return read;
  }

  private async store(plan: CondensePlan, target: string): Promise<boolean> {
    await this.calculation.execute('SET preserve_insertion_order = true');
    try {
      await this.calculation.execute(snapshotSql(plan, scan(plan.table), target));
      return true;
    } catch (error) {
      if (error instanceof CalculationError && error.message.includes(NO_AMOUNT)) return false;
      throw error;
    } finally {
      await this.calculation.execute('SET preserve_insertion_order = false');
    }
  }

  private async fits(plan: CondensePlan, time: ReportedTime): Promise<boolean> {
    const { rows } = await this.calculation.execute([
      ...condenseSql(plan, time),
      `SELECT coalesce(sum(_bad), 0) FROM ${rawTable(plan.name)}`,
    ]);
    return rows[0]?.[0] === '0';
  }

  /** Over the whole file: values with one or two digits behind the sign decide, once for all amounts. */
  private async decideDecimal(plan: CondensePlan, request: ScanRequest): Promise<DecimalSign> {
    if (request.options?.decimal) return request.options.decimal;
    const texts = measuresOf(plan.dataset).map((name) => sourceText(plan, name));
    const count = (condition: (text: string) => string) =>
      `count(*) FILTER (${texts.map((text) => `coalesce(${condition(text)}, false)`).join(' OR ')})`;
    // A text such as "n.v.t." is no doubt about the sign but an amount that cannot be read.
    const readable = (text: string) =>
      `(NOT (${isNoAmount(text, { decimal: '.', form: 'rich' })}) OR NOT (${isNoAmount(text, { decimal: ',', form: 'rich' })}))`;
    const doubtful = (text: string) => `(regexp_matches(${text}, '[.,]') AND ${readable(text)})`;
    const counts = [count((text) => showsDecimal(text, '.')), count((text) => showsDecimal(text, ',')), count(doubtful)];
    const { rows } = await this.calculation.execute(`SELECT ${counts.join(', ')} FROM ${scan(plan.table)}`);
    const [dots, commas, signs] = (rows[0] ?? []).map(Number);
    if (dots && commas) throw await this.unreadable.bothSigns(plan);
    if (!dots && !commas && signs)
      throw new UnusableInput(
        'Uit de bedragen blijkt niet of punt of komma het decimaalteken is (1.234 kan twee dingen betekenen); geef --decimal op.',
        { file: request.path },
      );
    return commas ? ',' : '.';
  }
}
