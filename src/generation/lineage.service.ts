import { formatCellId } from '../reports/cell-id';
import type { Workbench } from '../reports/workbench';
import { decimal, format, subtract, sum } from '../specs/exact-decimal';
import { identifier, quote } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { ROW_RANGE } from './binding';
import { tuplesTable } from '../sources/condense';

/** A figure of a report, and where it comes from: condensed source rows, or other cells. */
export interface Origin {
  cell: string;
  /** As delivered, and before rounding. */
  figure: string;
  exact: string;
  /** Combinations to open, by dataset. */
  tuples: Record<string, (string | null)[][]>;
  /** For a derived figure: the cells it is computed from. */
  terms: { term: string; cell: string; coef: string; value: string }[];
}

export interface Bookings {
  columns: string[];
  rows: (string | null)[][];
  /** Exact sum of the last column, and what rounding added to it. */
  sum: string;
  rounding: string;
}

/** Opens a figure into what it was made from. The same query that made it, run on the source rows, gives the bookings. */
export class LineageService {
  /** @throws UnusableInput when the part or the cell does not exist in this report. */
  async origin(bench: Workbench, part: string, key: Record<string, string>): Promise<Origin> {
    const spec = bench.compiled.spec.parts[part];
    if (!spec)
      throw new UnusableInput(`Het onderdeel "${part}" bestaat niet; kies uit: ${Object.keys(bench.compiled.spec.parts).join(', ')}.`);
    if (!spec.facts) return this.figure(bench, part, key);
    const names = Object.keys(spec.keys ?? {});
    const unknown = Object.keys(key).find((name) => !names.includes(name));
    if (unknown || Object.keys(key).length !== names.length)
      throw new UnusableInput(`De sleutel van ${part} is ${names.map((name) => `${name}=…`).join(',')}.`);
    const [measure = ''] = Object.keys(spec.measures ?? {});
    const rows = await bench.calculation.rows(
      `SELECT ${identifier(measure)} AS figure, ${identifier(`${measure}_exact`)} AS exact, _facts FROM ${identifier(part)} WHERE ${condition(key)}`,
    );
    const [row] = rows;
    const cell = formatCellId({ part, key: Object.fromEntries(names.map((name) => [name, key[name] ?? ''])) });
    if (!row) throw new UnusableInput(`Het cijfer ${cell} komt in deze rapportage niet voor.`);
    const tuples = row._facts === '0' ? {} : await this.tuples(bench, part, key);
    const terms = row._facts === '0' ? await this.derivedTerms(bench, part, key) : [];
    return { cell, figure: row.figure ?? '0', exact: row.exact ?? '0', tuples, terms };
  }

  /** The delivered value of a cell or figure; undefined when it does not occur. */
  async figureValue(bench: Workbench, part: string, key: Record<string, string>): Promise<string | undefined> {
    const spec = bench.compiled.spec.parts[part];
    const column = spec?.figures ? key.cijfer : Object.keys(spec?.measures ?? {})[0];
    const where = spec?.figures ? 'true' : condition(key);
    const [row] = await bench.calculation.rows(`SELECT ${column ? identifier(column) : '*'} FROM ${identifier(part)} WHERE ${where}`);
    if (!row) return undefined;
    return (
      (column ? row[column] : Object.entries(row).find(([name]) => !(name in key) && !name.startsWith('_') && name !== 'cell')?.[1]) ??
      undefined
    );
  }

  private async tuples(bench: Workbench, part: string, key: Record<string, string>): Promise<Origin['tuples']> {
    const tuples: Origin['tuples'] = {};
    for (const [index, name] of Object.keys(bench.compiled.spec.datasets).entries()) {
      const reading = bench.readings.get(name);
      if (!reading) continue;
      const columns = reading.plan.groupBy.map((column) => identifier(column.name)).join(', ');
      const rows = `SELECT DISTINCT _row - ${index * ROW_RANGE} FROM ${identifier(`_f_${part}`)} WHERE ${condition(key)} AND _row BETWEEN ${index * ROW_RANGE} AND ${(index + 1) * ROW_RANGE}`;
      const found = await bench.calculation.execute(`SELECT ${columns} FROM ${tuplesTable(name)} WHERE _row IN (${rows})`);
      if (found.rows.length > 0) tuples[name] = found.rows;
    }
    return tuples;
  }

  private async derivedTerms(bench: Workbench, part: string, key: Record<string, string>): Promise<Origin['terms']> {
    const rows = await bench.calculation.rows(
      `SELECT d._from AS cell, d.coef, c.exact FROM ${identifier(`_d_${part}`)} d JOIN _cells c ON c.cell = d._from WHERE ${condition(key, 'd.')} ORDER BY 1`,
    );
    return rows.map(({ cell, coef, exact }) => ({ term: 'afgeleid', cell: cell ?? '', coef: coef ?? '1', value: exact ?? '0' }));
  }

  /** A figure or list row names the figure it shows; a figure names its terms, and those their cells. */
  private async figure(bench: Workbench, part: string, key: Record<string, string>): Promise<Origin> {
    const spec = bench.compiled.spec.parts[part];
    if (spec?.list) {
      const [row] = await bench.calculation.rows(`SELECT * FROM ${identifier(part)} WHERE ${condition(key)}`);
      if (!row) throw new UnusableInput(`Het cijfer ${formatCellId({ part, key })} komt in deze rapportage niet voor.`);
      const source = row._figure?.split('.');
      const value = Object.entries(row).find(([name]) => !(name in key) && !name.startsWith('_') && name !== 'cell')?.[1] ?? '';
      const terms = source?.[0] ? await this.termsOf(bench, source[0]) : [];
      return { cell: formatCellId({ part, key }), figure: value, exact: value, tuples: {}, terms };
    }
    const name = key.cijfer ?? '';
    if (!spec?.figures?.[name])
      throw new UnusableInput(`Geef --key cijfer=NAAM met een van: ${Object.keys(spec?.figures ?? {}).join(', ')}.`);
    const [row] = await bench.calculation.rows(`SELECT ${identifier(name)} AS value FROM ${identifier(part)}`);
    const value = row?.value ?? '';
    return { cell: `${part}.${name}`, figure: value, exact: value, tuples: {}, terms: await this.termsOf(bench, part) };
  }

  private async termsOf(bench: Workbench, part: string): Promise<Origin['terms']> {
    if (!bench.compiled.spec.parts[part]?.terms) return [];
    const rows = await bench.calculation.rows(
      `SELECT t.term, t.cell, t.coef, c.value FROM ${identifier(`_t_${part}`)} t JOIN _cells c USING (cell) ORDER BY 1, 2`,
    );
    return rows.map(({ term, cell, coef, value }) => ({ term: term ?? '', cell: cell ?? '', coef: coef ?? '1', value: value ?? '0' }));
  }

  /** The bookings behind a cell, from a workbench that was opened with the tuples of its origin. */
  async bookings(bench: Workbench, part: string, key: Record<string, string>, origin: Origin): Promise<Bookings> {
    const [measure = ''] = Object.keys(bench.compiled.spec.parts[part]?.measures ?? {});
    const all: Bookings = { columns: [], rows: [], sum: '0', rounding: '0' };
    for (const name of Object.keys(origin.tuples)) {
      const index = Object.keys(bench.compiled.spec.datasets).indexOf(name);
      const header = bench.readings.get(name)?.plan.table.header ?? [];
      const shown = Object.entries(bench.compiled.spec.datasets[name]?.columns ?? {})
        .filter(([column, spec]) => header.includes(spec.from ?? column))
        .map(([column]) => column);
      const select = [
        `r._row - ${index * ROW_RANGE} AS rij`,
        ...shown.map((column) => `r.${identifier(column)}`),
        `f.${identifier(measure)} AS _bedrag`,
      ];
      const table = await bench.calculation.execute(
        `SELECT ${select.join(', ')} FROM ${identifier(`_f_${part}`)} f JOIN ${identifier(name)} r USING (_row) WHERE ${condition(key, 'f.')} ORDER BY 1`,
      );
      all.columns = ['rij', ...shown, 'bijdrage'];
      all.rows.push(...table.rows);
    }
    const total = sum(all.rows.map((row) => decimal(row.at(-1) ?? '0')));
    all.sum = format(total);
    all.rounding = format(subtract(decimal(origin.figure), total));
    return all;
  }
}

function condition(key: Record<string, string>, prefix = ''): string {
  return (
    Object.entries(key)
      .map(([name, code]) => `${prefix}${identifier(name)} = ${quote(code)}`)
      .join(' AND ') || 'true'
  );
}
