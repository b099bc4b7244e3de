import type { Calculation } from '../platform/duckdb';
import { dutch } from '../specs/exact-decimal';
import type { Finding } from '../specs/finding';
import type { Period } from '../specs/period';
import { identifier, quote } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { foldedValue, measuresOf, rawTable, sourceText, tuplesTable, type CondensePlan } from './condense';
import { documentsTable, hasDocuments, inYear } from './grouping';
import type { RowLookup } from './row-lookup.service';
import { codeText, dateValue, scan, typedValue } from './scan';
import * as controls from './source-controls';

/** The controls that every source gets, whatever is reported from it: balance, doubles, periods, dates, book year. */
export class SourceControls {
  constructor(
    private readonly calculation: Calculation,
    private readonly lookup: RowLookup,
    private readonly plan: CondensePlan,
    private readonly period: Period,
  ) {}

  private years: controls.YearCount[] = [];

  /**
   * Lines and totals of the file.
   * @throws UnusableInput when no line belongs to the asked book year.
   */
  async counts(path: string): Promise<{ lines: number; totals: Record<string, string> }> {
    const raw = rawTable(this.plan.name);
    const years = controls.yearsSql(this.plan, raw);
    const measures = measuresOf(this.plan.dataset);
    const sums = measures.map((name) => `coalesce(sum(${identifier(name)}), 0)`);
    const [whole, perYear] = await this.calculation.query([
      `SELECT ${['coalesce(sum(_n), 0)', ...sums].join(', ')} FROM ${raw}`,
      ...(years ? [years] : []),
    ]);
    const [lines = '0', ...totals] = (whole?.rows[0] ?? []).map(String);
    if (perYear) {
      this.years = perYear.rows.map(([year, n]) => ({ year: year ?? '', lines: Number(n) }));
      this.refuseWithoutYear(path, Number(lines));
    }
    return { lines: Number(lines), totals: Object.fromEntries(measures.map((name, index) => [name, totals[index] ?? '0'])) };
  }

  private refuseWithoutYear(path: string, lines: number): void {
    if (this.years.some(({ year }) => year === String(this.period.year))) return;
    const read = this.years.map(({ year, lines: count }) => `${dutch(String(count))} van ${year || 'een leeg boekjaar'}`).join(', ');
    const found = lines === 0 ? 'het bestand bevat alleen een kopregel' : `gelezen: ${read}`;
    throw new UnusableInput(`Er is geen enkele regel van boekjaar ${this.period.year}; ${found}.`, { file: path });
  }

  async findings(): Promise<Finding[]> {
    const found: (Finding | undefined)[] = [await this.otherYears(), await this.periods(), await this.dates(), ...(await this.documents())];
    return found.filter((finding): finding is Finding => finding !== undefined);
  }

  private async otherYears(): Promise<Finding | undefined> {
    const others = controls.otherYears(this.years, this.period.year);
    if (others.length === 0) return undefined;
    const found = await this.lookup.find(this.plan.table, `NOT ${this.inYear()}`);
    return controls.otherYearsFinding(
      others,
      found.map(({ row }) => row),
    );
  }

  private async documents(): Promise<(Finding | undefined)[]> {
    const doubles = controls.doublesSql(this.plan, this.period.year);
    if (!hasDocuments(this.plan)) return doubles ? [await this.doubles(doubles, true)] : [];
    const { rows } = await this.calculation.execute(
      `SELECT count(*) FILTER (gap <> 0), coalesce(sum(gap), 0), count(*) FILTER (maybe_double) FROM ${documentsTable(this.plan.name)}`,
    );
    const [open = '0', total = '0', doubtful = '0'] = (rows[0] ?? []).map(String);
    const findings: (Finding | undefined)[] = [];
    if (open !== '0') findings.push(await this.unbalanced(Number(open), total));
    if (doubtful !== '0' && doubles) findings.push(await this.doubles(doubles, controls.isNought(total)));
    return findings;
  }

  private async unbalanced(documents: number, total: string): Promise<Finding> {
    const table = documentsTable(this.plan.name);
    const name = `coalesce(${sourceText(this.plan, this.plan.dataset.roles?.document ?? '')}, '')`;
    const counted = await this.calculation.execute(
      `SELECT count(*) FROM ${scan(this.plan.table)} WHERE ${this.inYear()} AND ${name} IN (SELECT coalesce(document, '') FROM ${table} WHERE gap <> 0)`,
    );
    const { rows } = await this.calculation.execute(
      `SELECT coalesce(document, '') FROM ${table} WHERE gap <> 0 ORDER BY abs(gap) DESC, document LIMIT 5`,
    );
    const sample = rows.map(([document]) => document ?? '');
    const found = await this.lookup.find(this.plan.table, `${this.inYear()} AND ${name} IN (${sample.map(quote).join(', ')})`);
    return controls.unbalanced(
      { documents, total, lines: Number(counted.rows[0]?.[0] ?? 0), sample: sample.map((document) => document || '(leeg)') },
      found.map(({ row }) => row),
    );
  }

  private async doubles(sql: string, balanced: boolean): Promise<Finding | undefined> {
    const table = controls.doublesTable(this.plan.name);
    const { rows } = await this.calculation.execute([sql, `SELECT count(*), coalesce(sum(_n - 1), 0) FROM ${table}`]);
    const [keys = '0', extra = '0'] = (rows[0] ?? []).map(String);
    if (keys === '0') return undefined;
    const columns = this.plan.dataset.row ?? [];
    const sample = await this.calculation.execute(`SELECT ${columns.map(identifier).join(', ')} FROM ${table} ORDER BY ALL LIMIT 5`);
    const condition = sample.rows.map(
      (values) =>
        `(${columns.map((name, index) => `${codeText(sourceText(this.plan, name))} = ${quote(values[index] ?? '')}`).join(' AND ')})`,
    );
    const found = await this.lookup.find(this.plan.table, condition.join(' OR '));
    const shown = sample.rows.map((values) => values.filter((_, index) => columns[index] !== this.plan.dataset.roles?.year).join('/'));
    return controls.doubles(
      { keys: Number(keys), extra: Number(extra), sample: shown },
      found.map(({ row }) => row),
      balanced,
    );
  }

  private async periods(): Promise<Finding | undefined> {
    const sql = controls.unknownPeriodsSql(this.plan);
    const condition = controls.unknownPeriods(this.plan);
    const role = this.plan.dataset.roles?.period ?? '';
    const column = this.plan.dataset.columns[role];
    if (!sql || !condition || !column) return undefined;
    const { rows } = await this.calculation.execute(sql);
    const count = Number(rows[0]?.[0] ?? 0);
    if (count === 0) return undefined;
    const typed = `(${typedValue(sourceText(this.plan, role), column, this.plan.notation)})`;
    const found = await this.lookup.find(this.plan.table, `${this.inYear()} AND (${condition.replaceAll(identifier(role), typed)})`);
    return controls.unknownPeriodFinding(
      count,
      found.map(({ row }) => row),
    );
  }

  /** Only rows of the reported periods, and not the opening balance: its date is often the last day of the year before. */
  private async dates(): Promise<Finding | undefined> {
    const { date, period } = this.plan.dataset.roles ?? {};
    if (!date || !period) return undefined;
    const { rows } = await this.calculation.execute(
      `SELECT coalesce(sum(_odd), 0) FROM ${tuplesTable(this.plan.name)} WHERE ${this.reported(period)}`,
    );
    if (rows[0]?.[0] === '0') return undefined;
    const value = `(${dateValue(sourceText(this.plan, date))})`;
    const { start, end } = this.period;
    const outside = `${this.inYear()} AND (${value} IS NULL OR ${value} NOT BETWEEN ${quote(start)} AND ${quote(end)})`;
    const periods = await this.periodsWith(outside, period);
    if (periods.length === 0) return undefined;
    const number = typedValue(sourceText(this.plan, period), { type: 'integer', class: 'geen' }, this.plan.notation);
    const reported = `${outside} AND (${number}) IN (${periods.join(', ')})`;
    const session = await this.lookup.session();
    const counted = await session.execute(
      `SELECT count(*), count(*) FILTER (${value} IS NULL) FROM ${scan(this.plan.table)} WHERE ${reported}`,
    );
    const [count = 0, unreadable = 0] = (counted.rows[0] ?? []).map(Number);
    const found = await this.lookup.find(this.plan.table, reported);
    return controls.datesOutside(
      { count, unreadable },
      found.map(({ row }) => row),
      this.period,
    );
  }

  /** The booking periods that have a reported row for which the condition on the header names holds. */
  private async periodsWith(condition: string, period: string): Promise<string[]> {
    const typed = this.plan.groupBy.map((column) => `${foldedValue(this.plan, column)} AS ${identifier(column.name)}`);
    const { rows } = await this.calculation.execute(
      `SELECT DISTINCT ${identifier(period)} FROM (SELECT ${typed.join(', ')} FROM ${scan(this.plan.table)} WHERE ${condition}) WHERE ${this.reported(period)} ORDER BY 1`,
    );
    return rows.map(([one]) => one ?? '');
  }

  /** A condition on condensed rows. */
  private reported(period: string): string {
    return `${identifier(period)} > 0 AND (${this.plan.scope ?? 'true'})`;
  }

  private inYear(): string {
    return inYear(this.plan, this.period.year);
  }
}
