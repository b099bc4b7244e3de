import { formatCellId } from '../reports/cell-id';
import type { Workbench } from '../reports/workbench';
import { dutch } from '../specs/exact-decimal';
import type { Cause, CellAmount, Finding } from '../specs/finding';
import type { CheckSpec } from '../specs/report-spec';
import { fillValues, identifier, quote } from '../specs/sql-values';
import type { Judgement } from './judge';
import { explainGap, noSingleCause, type Candidate, type CandidateGroup } from './root-cause';

const MOST_DOCUMENTS = 400;
const MOST_ACCOUNTS = 5;

/** Collects what may explain a failed check and compares it with the gap. The candidates are gathered once, when first needed. */
export class CausesService {
  private groups?: Promise<CandidateGroup[]>;

  constructor(
    private readonly bench: Workbench,
    private readonly found: Finding[],
  ) {}

  /** For a signed sum: what explains the gap to the cent. For separate cells: the accounts behind each of them. */
  async explain(check: CheckSpec, result: Judgement, cells: CellAmount[]): Promise<Cause[]> {
    const perCell = this.bench.compiled.queries.get(`check:${check.id}`)?.facts.output.includes('unit') === true && check.combine !== 'net';
    if (perCell && result.gap === undefined) return this.accountsBehind(cells);
    this.groups ??= this.gather();
    const groups = [...(await this.groups), ...this.otherChecks(check.id)];
    const causes = explainGap(result.exact.gap ?? result.gap ?? result.numerator, groups);
    if (causes.length > 0) return causes;
    return perCell ? this.accountsBehind(cells) : [noSingleCause(result.gap ?? result.numerator)];
  }

  private async gather(): Promise<CandidateGroup[]> {
    const groups: CandidateGroup[] = [];
    for (const name of this.bench.readings.keys()) {
      groups.push({
        kind: 'niet-toegewezen',
        candidates: await this.unmapped(name),
        all: 'Alle niet-toegewezen rekeningen',
        one: 'De niet-toegewezen rekening',
      });
      groups.push({
        kind: 'toewijzing-gewijzigd',
        candidates: await this.changed(name),
        all: 'Alle rekeningen waarvan de toewijzing is gewijzigd',
        one: 'De gewijzigde toewijzing van rekening',
      });
      groups.push({
        kind: 'boekstuk-uit-evenwicht',
        candidates: await this.documents(name),
        all: 'Alle boekstukken die niet in evenwicht zijn',
        one: 'Het boekstuk dat niet in evenwicht is',
      });
    }
    return groups;
  }

  /** An account may work through with its mutations, with everything, or only with its opening balance. */
  private async unmapped(name: string): Promise<Candidate[]> {
    return this.byAccount(name, '_rule IS NULL');
  }

  /** Accounts that another rule decided in the previous version of the mapping. */
  private async changed(name: string): Promise<Candidate[]> {
    const { rows } = await this.bench.calculation.execute(`SELECT count(*) FROM duckdb_tables() WHERE table_name = '_changed_${name}'`);
    return rows[0]?.[0] === '0' ? [] : this.byAccount(name, `_row IN (SELECT _row FROM ${identifier(`_changed_${name}`)})`);
  }

  private async byAccount(name: string, condition: string): Promise<Candidate[]> {
    const dataset = this.bench.compiled.spec.datasets[name];
    const key = dataset?.mapping && Object.keys(this.bench.compiled.spec.mappings?.[dataset.mapping]?.by ?? {})[0];
    if (!key || !this.bench.mapping || !dataset) return [];
    const amount = dataset.conserves ?? dataset.reconcile?.measure ?? '0';
    const moved = dataset.reconcile?.rows ? fillValues(dataset.reconcile.rows, this.bench.values) : 'true';
    const { rows } = await this.bench.calculation.execute(
      `SELECT ${identifier(key)}, coalesce(sum(${amount}) FILTER (${moved}), 0), coalesce(sum(${amount}), 0), coalesce(sum(${amount}) FILTER (NOT (${moved})), 0) FROM ${identifier(name)} WHERE ${condition} GROUP BY 1 ORDER BY 1`,
    );
    return rows.map(([account, ...amounts]) => ({ name: account ?? '', amounts: amounts.map((value) => value ?? '0') }));
  }

  private async documents(name: string): Promise<Candidate[]> {
    const roles = this.bench.compiled.spec.datasets[name]?.roles;
    if (!roles?.document || !this.bench.compiled.spec.datasets[name]?.conserves) return [];
    const { rows } = await this.bench.calculation.execute(
      `SELECT coalesce(document, ''), gap FROM ${identifier(`_documents_${name}`)} WHERE gap <> 0 ORDER BY abs(gap) DESC, 1 LIMIT ${MOST_DOCUMENTS}`,
    );
    return rows.map(([document, gap]) => ({ name: document ?? '', amounts: [gap ?? '0'], accounts: [] }));
  }

  /** What other failed controls found in euros, such as an opening balance that is not last year's closing balance. */
  private otherChecks(own: string): CandidateGroup[] {
    const ids = [...new Set(this.found.filter(({ id, unit, value }) => id !== own && unit === 'EUR' && value).map(({ id }) => id))];
    return ids.map((id) => ({
      kind: `controle-${id}`,
      candidates: this.found
        .filter((finding) => finding.id === id && finding.value)
        .map((finding) => ({ name: Object.values(finding.key ?? {}).join(' / ') || id, amounts: [finding.value ?? '0'], accounts: [] })),
      all: `Alle bevindingen van ${id}`,
      one: `De bevinding van ${id} bij`,
    }));
  }

  private async accountsBehind(cells: CellAmount[]): Promise<Cause[]> {
    const causes: Cause[] = [];
    for (const cell of cells) {
      const accounts = await this.accountsOf(cell);
      const names = accounts.map(({ account, amount }) => `${account} (${dutch(amount)})`).join(', ');
      const id = formatCellId(cell);
      causes.push({
        kind: 'cel',
        amount: cell.amount,
        message: accounts.length > 0 ? `Cel ${id}, uit rekening ${names}.` : `Cel ${id}.`,
        accounts: accounts.map(({ account }) => account),
      });
    }
    return causes;
  }

  private async accountsOf(cell: CellAmount): Promise<{ account: string; amount: string }[]> {
    const { spec, queries } = this.bench.compiled;
    const part = spec.parts[cell.part];
    const tables = queries.get(`part:${cell.part}`)?.facts.tables ?? [];
    const name = tables.find((table) => this.bench.readings.has(table));
    const mapping = name && spec.datasets[name]?.mapping;
    const key = mapping && Object.keys(spec.mappings?.[mapping]?.by ?? {})[0];
    const [measure] = Object.keys(part?.measures ?? {});
    if (!name || !key || !measure) return [];
    const condition =
      Object.entries(cell.key)
        .map(([column, code]) => `f.${identifier(column)} = ${quote(code)}`)
        .join(' AND ') || 'true';
    const { rows } = await this.bench.calculation.execute(
      `SELECT r.${identifier(key)}, sum(f.${identifier(measure)}) FROM ${identifier(`_f_${cell.part}`)} f JOIN ${identifier(name)} r USING (_row) WHERE ${condition} GROUP BY 1 HAVING sum(f.${identifier(measure)}) <> 0 ORDER BY abs(sum(f.${identifier(measure)})) DESC, 1 LIMIT ${MOST_ACCOUNTS}`,
    );
    return rows.map(([account, amount]) => ({ account: account ?? '', amount: amount ?? '0' }));
  }
}
