import { dutch, decimal, format, isZero, subtract, sum } from '../specs/exact-decimal';
import type { Cause, Finding } from '../specs/finding';
import { fillValues, identifier } from '../specs/sql-values';
import type { ControlResult, Workbench } from '../reports/workbench';
import { ROW_RANGE } from './binding';

/** An account that no rule gives a code, with what it holds. */
export interface UnmappedAccount {
  account: string;
  amount: string;
  rows: number;
}

export interface Coverage {
  findings: Finding[];
  controls: ControlResult[];
  unmapped: UnmappedAccount[];
}

/**
 * Every source row ends in exactly one class: in a part, outside the scope, excluded with a reason, not mapped, or in no part. Nothing is
 * dropped: the total of the source minus the total of the report is a control of every report, row by row.
 */
export class CoverageService {
  async examine(bench: Workbench): Promise<Coverage> {
    const coverage: Coverage = { findings: [], controls: [], unmapped: [] };
    for (const name of bench.readings.keys()) {
      coverage.unmapped.push(...(await this.unmapped(bench, name, coverage)));
      await this.excluded(bench, name, coverage);
      await this.reconcile(bench, name, coverage);
      await this.inNoPart(bench, name, coverage);
    }
    return coverage;
  }

  private async unmapped(bench: Workbench, name: string, coverage: Coverage): Promise<UnmappedAccount[]> {
    const dataset = bench.compiled.spec.datasets[name];
    const key = dataset?.mapping && Object.keys(bench.compiled.spec.mappings?.[dataset.mapping]?.by ?? {})[0];
    if (!dataset || !key || !bench.mapping) return [];
    const amount = this.amountOf(bench, name);
    const rows = await bench.calculation.rows(
      `SELECT ${identifier(key)} AS account, coalesce(sum(${amount}), 0) AS amount, sum(_n) AS n FROM ${identifier(name)} WHERE _rule IS NULL GROUP BY 1 ORDER BY abs(coalesce(sum(${amount}), 0)) DESC, 1`,
    );
    const accounts = rows.map(({ account, amount: value, n }) => ({ account: account ?? '', amount: value ?? '0', rows: Number(n) }));
    for (const { account, amount: value, rows: count } of accounts) {
      coverage.findings.push({
        id: 'TOEWIJZING-ONTBREEKT',
        severity: 'error',
        key: { [key]: account },
        value,
        unit: 'EUR',
        message: `Rekening ${account || '(leeg)'} is niet toegewezen: ${dutch(String(count))} ${count === 1 ? 'regel' : 'regels'}, per saldo ${dutch(value)} euro.`,
        advice: 'Neem de rekening op in de conversietabel.',
        rows: { count, first: [] },
      });
    }
    const control = coverage.controls.find(({ id }) => id === 'TOEWIJZING-ONTBREEKT');
    if (!control)
      coverage.controls.push({
        id: 'TOEWIJZING-ONTBREEKT',
        value: String(accounts.length),
        bound: '0',
        passed: accounts.length === 0,
        unit: 'n',
      });
    return accounts;
  }

  private amountOf(bench: Workbench, name: string): string {
    const dataset = bench.compiled.spec.datasets[name];
    const [measure] = Object.entries(dataset?.columns ?? {})
      .filter(([, column]) => column.measure === 'true')
      .map(([column]) => identifier(column));
    return dataset?.conserves ?? measure ?? '_n';
  }

  private async excluded(bench: Workbench, name: string, coverage: Coverage): Promise<void> {
    for (const [index, entry] of (bench.compiled.spec.datasets[name]?.exclude ?? []).entries()) {
      if (!entry.id) continue;
      const rows = await bench.calculation.rows(
        `SELECT coalesce(sum(_n), 0) AS n, coalesce(sum(${this.amountOf(bench, name)}), 0) AS amount FROM ${identifier(`_rows_${name}`)} WHERE _class = 'exclude_${index}'`,
      );
      const { n = '0', amount = '0' } = rows[0] ?? {};
      if (n === '0' || n === null) continue;
      const count = Number(n);
      coverage.findings.push({
        id: entry.id,
        severity: entry.severity ?? 'info',
        value: amount ?? '0',
        unit: 'EUR',
        message: `${dutch(n)} regels tellen niet mee, per saldo ${dutch(amount ?? '0')} euro: ${entry.reason}.`,
        rows: { count, first: [] },
      });
    }
  }

  private async reconcile(bench: Workbench, name: string, coverage: Coverage): Promise<void> {
    const reconcile = bench.compiled.spec.datasets[name]?.reconcile;
    if (!reconcile) return;
    const measure = fillValues(reconcile.measure, bench.values);
    const where = reconcile.rows ? fillValues(reconcile.rows, bench.values) : 'true';
    const facts = Object.entries(reconcile.parts).map(([part, sign]) => `SELECT _row, ${sign} AS amount FROM ${identifier(`_f_${part}`)}`);
    const reported = `SELECT _row, sum(amount) AS amount FROM (${facts.join(' UNION ALL ')}) GROUP BY 1`;
    const pairs = `SELECT d.*, coalesce(${measure}, 0) AS _source, coalesce(r.amount, 0) AS _report FROM (SELECT * FROM ${identifier(name)} WHERE ${where}) d LEFT JOIN (${reported}) r USING (_row)`;
    const totals = await bench.calculation.rows(
      `SELECT coalesce(sum(_source), 0) AS source, coalesce(sum(_report), 0) AS report, coalesce(sum(_source) FILTER (_source > 0), 0) AS gross, coalesce(sum(_n) FILTER (_source <> _report), 0) AS n FROM (${pairs})`,
    );
    const { source, report, n } = totals[0] ?? {};
    const difference = format(subtract(decimal(source ?? '0'), decimal(report ?? '0')));
    coverage.controls.push({
      id: 'AANSLUITING',
      value: difference,
      bound: '0',
      passed: n === '0',
      unit: 'EUR',
      numerator: source ?? '0',
      denominator: report ?? '0',
    });
    if (n === '0') return;
    coverage.findings.push(
      this.gapFinding(
        coverage.unmapped,
        { source: source ?? '0', report: report ?? '0', difference, rows: Number(n) },
        await this.offenders(bench, name, pairs),
      ),
    );
  }

  /** Accounts between source and report, apart from those that are simply not mapped. */
  private async offenders(bench: Workbench, name: string, pairs: string): Promise<{ account: string; amount: string }[]> {
    const dataset = bench.compiled.spec.datasets[name];
    const key = (dataset?.mapping && Object.keys(bench.compiled.spec.mappings?.[dataset.mapping]?.by ?? {})[0]) ?? undefined;
    if (!key || !bench.mapping) return [];
    const rows = await bench.calculation.rows(
      `SELECT ${identifier(key)} AS account, sum(_source - _report) AS amount FROM (${pairs}) WHERE _source <> _report AND _rule IS NOT NULL GROUP BY 1 ORDER BY abs(sum(_source - _report)) DESC, 1 LIMIT 10`,
    );
    return rows.map(({ account, amount }) => ({ account: account ?? '', amount: amount ?? '0' }));
  }

  private gapFinding(
    unmapped: UnmappedAccount[],
    gap: { source: string; report: string; difference: string; rows: number },
    others: { account: string; amount: string }[],
  ): Finding {
    const causes: Cause[] = [];
    const amount = format(sum(unmapped.map((account) => decimal(account.amount))));
    if (unmapped.length > 0)
      causes.push({
        kind: 'niet-toegewezen',
        amount,
        message: `${unmapped.length === 1 ? 'Eén rekening is' : `${unmapped.length} rekeningen zijn`} niet toegewezen, samen ${dutch(amount)} euro.`,
        accounts: unmapped.map(({ account }) => account),
      });
    for (const { account, amount: value } of others)
      causes.push({
        kind: 'niet-in-onderdeel',
        amount: value,
        message: `Rekening ${account} is toegewezen maar staat voor ${dutch(value)} euro in geen enkel onderdeel.`,
        accounts: [account],
      });
    const zero = isZero(decimal(gap.difference));
    return {
      id: 'AANSLUITING',
      severity: 'error',
      value: gap.difference,
      bound: '0',
      unit: 'EUR',
      numerator: gap.source,
      denominator: gap.report,
      message: `De bron telt op tot ${dutch(gap.source)} euro en de rapportage tot ${dutch(gap.report)} euro: ${zero ? 'de verschillen heffen elkaar op' : `verschil ${dutch(gap.difference)} euro`}, in ${dutch(String(gap.rows))} regels.`,
      advice: 'Wijs de genoemde rekeningen toe; daarna sluit de rapportage aan op de bron.',
      causes,
      rows: { count: gap.rows, first: [] },
    };
  }

  /** Rows that no part shows although nothing says why: an error of the spec that nobody has to write a query for. */
  private async inNoPart(bench: Workbench, name: string, coverage: Coverage): Promise<void> {
    const { spec, order, queries } = bench.compiled;
    const showing = order.filter((part) => spec.parts[part]?.facts && queries.get(`part:${part}`)?.facts.tables.includes(name));
    const index = Object.keys(spec.datasets).indexOf(name);
    if (showing.length === 0 || spec.datasets[name]?.reconcile) return;
    const facts = showing.map((part) => `SELECT _row FROM ${identifier(`_f_${part}`)}`).join(' UNION ALL ');
    const mapped = spec.datasets[name]?.mapping && bench.mapping ? ' AND _rule IS NOT NULL' : '';
    const rows = await bench.calculation.rows(
      `SELECT coalesce(sum(_n), 0) AS n FROM ${identifier(name)} WHERE _row BETWEEN ${index * ROW_RANGE} AND ${(index + 1) * ROW_RANGE} AND _row NOT IN (SELECT _row FROM (${facts}))${mapped}`,
    );
    const count = Number(rows[0]?.n ?? 0);
    coverage.controls.push({ id: 'AANSLUITING', value: String(count), bound: '0', passed: count === 0, unit: 'n' });
    if (count === 0) return;
    coverage.findings.push({
      id: 'AANSLUITING',
      severity: 'error',
      value: String(count),
      bound: '0',
      unit: 'n',
      message: `${dutch(String(count))} rijen van ${name} staan in geen enkel onderdeel en zijn ook niet uitgezonderd.`,
      advice: 'De specificatie moet deze rijen tonen of met een reden uitzonderen.',
      rows: { count, first: [] },
    });
  }
}
