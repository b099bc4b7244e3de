import { CalculationError, CalculationTimeout } from '../platform/duckdb';
import { parseCellId } from '../reports/cell-id';
import type { ControlResult, Workbench } from '../reports/workbench';
import { decimal, trimmed } from '../specs/exact-decimal';
import type { CellAmount, Finding, Unit } from '../specs/finding';
import type { CheckSpec, Combine } from '../specs/report-spec';
import { fillValues, identifier, quote } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { CausesService } from './causes.service';
import { checkTexts } from './check-text';
import { judge, type Judgement, type TermSum } from './judge';

const CHECK_SECONDS = 60;

/** Findings whose rows are candidates already, account by account or document by document. */
const OWN_CANDIDATES = new Set(['TOEWIJZING-ONTBREEKT', 'AANSLUITING', 'BRON-BALANS']);
const MOST_CELLS = 10;

export interface CheckOutcome {
  findings: Finding[];
  controls: ControlResult[];
}

/** Runs the checks of a spec on the parts that a workbench holds. Every check that ran is recorded, passed or not. */
export class ChecksService {
  async run(bench: Workbench): Promise<CheckOutcome> {
    const outcome: CheckOutcome = { findings: [], controls: [] };
    const due: CheckSpec[] = [];
    for (const check of bench.compiled.spec.checks) {
      const reason = this.whyNotRun(bench, check);
      if (reason) outcome.controls.push({ id: check.id, value: null, bound: null, passed: null, reason });
      else if (!check.impossible) due.push(check);
    }
    await this.sqlChecks(
      bench,
      due.filter(({ sql }) => sql),
      outcome,
    );
    await this.termChecks(
      bench,
      due.filter(({ terms }) => terms),
      outcome,
    );
    return { findings: outcome.findings, controls: inSpecOrder(bench, outcome.controls) };
  }

  private whyNotRun(bench: Workbench, check: CheckSpec): string | undefined {
    if (check.in && !check.in.includes(bench.period.delivery)) return `geldt niet voor ${bench.period.title}`;
    const missing = (check.needs ?? []).filter((name) => !bench.readings.has(name) && !bench.earlier.has(name));
    return missing.length > 0
      ? `geen gegevens: ${missing.map((name) => bench.compiled.spec.datasets[name]?.title ?? name).join(', ')}`
      : undefined;
  }

  private async sqlChecks(bench: Workbench, checks: CheckSpec[], outcome: CheckOutcome): Promise<void> {
    const tables = await this.guarded(bench, () =>
      bench.calculation.query(
        checks.map((check) => this.sql(bench, check)),
        CHECK_SECONDS,
      ),
    );
    checks.forEach((check, index) => {
      const table = tables[index] ?? { columns: [], rows: [] };
      const rows = table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column.toLowerCase(), row[at] ?? null])));
      outcome.controls.push({ id: check.id, value: String(rows.length), bound: '0', passed: rows.length === 0, unit: 'n' });
      outcome.findings.push(...rows.map((row) => sqlFinding(check, row)));
    });
  }

  private async termChecks(bench: Workbench, checks: CheckSpec[], outcome: CheckOutcome): Promise<void> {
    if (checks.length === 0) return;
    const terms = checks.map((check) => {
      const unit = bench.compiled.queries.get(`check:${check.id}`)?.facts.output.includes('unit')
        ? `coalesce(CAST(unit AS VARCHAR), '')`
        : `''`;
      return `SELECT ${quote(check.id)} AS _check, term, ${unit} AS unit, cell, CAST(coef AS DECIMAL(9,3)) AS coef FROM (${this.sql(bench, check)})`;
    });
    const sums = await this.guarded(bench, () =>
      bench.calculation.query(
        [
          `CREATE TABLE _terms AS ${terms.join(' UNION ALL ')}`,
          `SELECT _check, term, unit, coalesce(sum(coef * CAST(c.value AS DECIMAL(26,2))), 0) AS value, coalesce(sum(coef * CAST(c.exact AS DECIMAL(26,2))), 0) AS exact FROM _terms t JOIN _cells c USING (cell) GROUP BY ALL ORDER BY ALL`,
        ],
        CHECK_SECONDS,
      ),
    );
    const rows = (sums[1]?.rows ?? []).map(([check, term, unit, value, exact]) => ({
      check,
      term: term ?? '',
      unit: unit ?? '',
      value: value ?? '0',
      exact: exact ?? '0',
    }));
    const causes = new CausesService(bench, [...bench.findings.filter(({ id }) => !OWN_CANDIDATES.has(id)), ...outcome.findings]);
    for (const check of checks)
      await this.judgeCheck(
        bench,
        check,
        rows.filter((row) => row.check === check.id),
        { outcome, causes },
      );
  }

  private async judgeCheck(
    bench: Workbench,
    check: CheckSpec,
    sums: TermSum[],
    into: { outcome: CheckOutcome; causes: CausesService },
  ): Promise<void> {
    const rule = {
      combine: this.value(bench, check.combine ?? 'net') as Combine,
      per: check.per,
      as: check.as ?? 'amount',
      max: this.value(bench, check.pass?.max ?? '0'),
    };
    const results = judge(rule, sums);
    const worst = results.find(({ passed }) => !passed) ?? results[0];
    if (!worst) {
      into.outcome.controls.push({ id: check.id, value: '0', bound: trimmed(decimal(rule.max)), passed: true, unit: unitOf(check) });
      return;
    }
    into.outcome.controls.push({
      id: check.id,
      value: worst.value,
      bound: worst.bound,
      passed: worst.impossible ? null : worst.passed,
      unit: unitOf(check),
      numerator: worst.numerator,
      denominator: worst.denominator,
      ...(worst.impossible ? { reason: 'de noemer is nul' } : {}),
    });
    for (const result of results) {
      if (result.impossible) into.outcome.findings.push(impossibleFinding(bench, check));
      else if (!result.passed) into.outcome.findings.push(await this.termFinding(bench, check, result, into.causes));
      if (!result.impossible && result.passed !== result.exact.passed) into.outcome.findings.push(roundingFinding(check, result));
    }
  }

  private async termFinding(bench: Workbench, check: CheckSpec, result: Judgement, causes: CausesService): Promise<Finding> {
    const cells = await this.cells(bench, check, result);
    const values = {
      value: result.value,
      bound: result.bound,
      numerator: result.numerator,
      denominator: result.denominator,
      unit: result.unit,
    };
    return {
      id: check.id,
      severity: check.severity,
      key: result.unit ? { eenheid: result.unit } : undefined,
      value: result.value ?? undefined,
      bound: result.bound,
      unit: unitOf(check),
      numerator: result.numerator,
      denominator: result.denominator,
      ...checkTexts(check, values),
      cells,
      causes: await causes.explain(check, result, cells),
    };
  }

  /** The cells that make the gap: of the units that are off, the largest effects first. */
  private async cells(bench: Workbench, check: CheckSpec, result: Judgement): Promise<CellAmount[]> {
    const unit = result.unit ? ` AND t.unit = ${quote(result.unit)}` : '';
    const effects = `SELECT t.unit, t.cell, sum(t.coef * CAST(c.value AS DECIMAL(26,2))) AS amount FROM _terms t JOIN _cells c USING (cell) WHERE t._check = ${quote(check.id)} AND t.term = 'gap'${unit} GROUP BY ALL`;
    const { rows } = await bench.calculation.execute(
      `SELECT cell, amount FROM (SELECT cell, amount, sum(amount) OVER (PARTITION BY unit) AS off FROM (${effects})) WHERE off <> 0 AND amount <> 0 ORDER BY abs(amount) DESC, cell LIMIT ${MOST_CELLS}`,
    );
    return rows.map(([cell, amount]) => ({ ...parseCellId(cell ?? ''), amount: trimmed(decimal(amount ?? '0')) }));
  }

  /** Built in for every spec: only leaves of its code list may stand in a key, whatever the receiver calls that error. */
  async codes(bench: Workbench): Promise<CheckOutcome> {
    const outcome: CheckOutcome = { findings: [], controls: [] };
    const entries = Object.entries(bench.compiled.spec.parts).flatMap(([part, { keys, measures }]) =>
      Object.entries(keys ?? {}).map(([column, list]) => ({ part, column, list, measures: Object.keys(measures ?? {}) })),
    );
    const listed = entries.filter(({ list }) => bench.lists.has(list));
    const filled = (measures: string[]) =>
      measures.length > 0 ? `(${measures.map((measure) => `p.${identifier(measure)} <> 0`).join(' OR ')})` : 'true';
    const queries = listed.map(
      ({ part, column, list, measures }) =>
        `SELECT p.${identifier(column)}, count(*), min(p.cell) FROM ${identifier(part)} p WHERE ${filled(measures)} AND NOT EXISTS (SELECT 1 FROM ${identifier(list)} l WHERE l.code = p.${identifier(column)} AND l.leaf = 'true') GROUP BY 1 ORDER BY 1`,
    );
    const tables = await this.guarded(bench, () =>
      bench.calculation.query(
        queries.map((query, index) =>
          bench.compiled.spec.parts[listed[index]?.part ?? '']?.list ? query.replace('min(p.cell)', `''`) : query,
        ),
      ),
    );
    listed.forEach(({ part, column, list }, index) => {
      for (const [code] of tables[index]?.rows ?? []) {
        const entry = bench.lists.get(list);
        const total = entry?.order.has(code ?? '') === true;
        outcome.findings.push({
          id: entry?.unknown ?? 'CODE',
          severity: 'error',
          part,
          key: { [column]: code ?? '' },
          message: `De code "${code}" in ${column} van ${part} ${total ? 'is een totaal en mag niet worden geleverd' : 'staat niet in de codelijst'}.`,
          advice: 'Pas de toewijzing aan, of gebruik een code uit de lijst van dit jaar.',
        });
      }
    });
    for (const id of new Set(listed.map(({ list }) => bench.lists.get(list)?.unknown ?? 'CODE'))) {
      const wrong = outcome.findings.filter((finding) => finding.id === id).length;
      outcome.controls.push({ id, value: String(wrong), bound: '0', passed: wrong === 0, unit: 'n' });
    }
    return outcome;
  }

  private sql(bench: Workbench, check: CheckSpec): string {
    return fillValues(bench.compiled.queries.get(`check:${check.id}`)?.sql ?? '', bench.values);
  }

  private value(bench: Workbench, text: string): string {
    return text.startsWith('$') ? (bench.values.get(text.slice(1))?.value ?? text) : text;
  }

  private async guarded<T>(bench: Workbench, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof CalculationTimeout)
        throw new UnusableInput('Een controle van de specificatie duurt te lang en is gestopt.', { file: bench.compiled.folder });
      if (error instanceof CalculationError)
        throw new UnusableInput(`Een controle van de specificatie kan niet worden uitgevoerd: ${error.message.split('\n', 1)[0]}`, {
          file: bench.compiled.folder,
        });
      throw error;
    }
  }
}

const RESERVED = ['value', 'bound', 'numerator', 'denominator', 'cell', 'unit', 'rows'];

function sqlFinding(check: CheckSpec, row: Record<string, string | null>): Finding {
  const keys = Object.entries(row).filter(([name]) => !RESERVED.includes(name));
  const place = row.cell ? parseCellId(row.cell) : undefined;
  const key = place?.key ?? Object.fromEntries(keys.map(([name, value]) => [name, value ?? '']));
  const figure = (name: string) =>
    row[name] && /^-?\d+(\.\d+)?$/.test(row[name]) ? trimmed(decimal(row[name])) : (row[name] ?? undefined);
  return {
    id: check.id,
    severity: check.severity,
    part: place?.part,
    key: Object.keys(key).length > 0 ? key : undefined,
    value: figure('value'),
    bound: figure('bound'),
    unit: ((row.unit as Unit | null) ?? check.unit) as Unit | undefined,
    numerator: figure('numerator'),
    denominator: figure('denominator'),
    ...checkTexts(check, { ...row, value: figure('value'), bound: figure('bound') }),
    rows: row.rows ? { count: Number(row.rows), first: [] } : undefined,
  };
}

function impossibleFinding(bench: Workbench, check: CheckSpec): Finding {
  const own = bench.compiled.spec.checks.find(({ impossible }) => impossible?.includes(check.id));
  const entry = own ?? { ...check, severity: 'warning' as const, text: undefined, title: `${check.title}: niet te berekenen` };
  return { id: entry.id, severity: entry.severity, key: { controle: check.id }, ...checkTexts(entry, { controle: check.id }) };
}

function roundingFinding(check: CheckSpec, { exact, bound }: Judgement): Finding {
  const verdict = exact.passed ? 'wel' : 'niet';
  return {
    id: check.id,
    severity: 'info',
    value: exact.value ?? undefined,
    bound,
    unit: unitOf(check),
    message: `Met de onafgeronde bedragen zou ${check.id} ${verdict} voldoen (${exact.value ?? 'niet te berekenen'}). Het afgeronde, geleverde bestand beslist.`,
  };
}

function unitOf(check: CheckSpec): Unit {
  if (check.unit) return check.unit as Unit;
  return check.as === 'percent' ? '%' : 'EUR';
}

function inSpecOrder(bench: Workbench, controls: ControlResult[]): ControlResult[] {
  const place = new Map(bench.compiled.spec.checks.map(({ id }, index) => [id, index]));
  return controls.sort((a, b) => (place.get(a.id) ?? 999) - (place.get(b.id) ?? 999) || (a.id < b.id ? -1 : 1));
}
