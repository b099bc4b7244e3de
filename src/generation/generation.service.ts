import { CalculationError } from '../platform/duckdb';
import type { Workbench } from '../reports/workbench';
import { dutch } from '../specs/exact-decimal';
import { csvProblem } from '../sources/csv-problem';
import type { Finding } from '../specs/finding';
import type { PartSpec } from '../specs/report-spec';
import { fillValues, identifier, quote, sqlType, UnknownSqlValue } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { appliesTo } from './binding';
import { addDerivedSql, deriveSql, emptyPartSql, factsPartSql, figuresPartSql, givenPartSql, ofSql } from './part-sql';

/** Spec SQL is hostile input: no statement may run longer than this. */
const STATEMENT_SECONDS = 120;

/** Cells that are given instead of computed: rows with keys and measures as text, by part. */
export type GivenCells = Record<string, Record<string, string>[]>;

/** Makes the parts of a report from the bound datasets: facts, derived cells, figures and lists, in that order of knowledge. */
export class GenerationService {
  async build(bench: Workbench): Promise<Finding[]> {
    return this.make(bench, (name, part) => this.factsStatements(bench, name, part));
  }

  /** Builds the parts from the rows of a delivered file, or of an example: what stands in it is given, the rest is computed from that. */
  async buildFromDocument(bench: Workbench, given: GivenCells): Promise<void> {
    await this.make(bench, (name, part) => givenStatements(name, part, given[name] ?? []), given);
  }

  private async make(bench: Workbench, factsOf: (name: string, part: PartSpec) => string[], given?: GivenCells): Promise<Finding[]> {
    const derive = given === undefined;
    const { compiled } = bench;
    let statements: string[] = [];
    let derived = false;
    for (const name of compiled.order) {
      const part = compiled.spec.parts[name];
      if (!part) statements.push(`CREATE VIEW ${identifier(name)} AS ${this.sql(bench, `view:${name}`)}`);
      else if (part.facts) statements.push(...(appliesTo(part, bench.period) ? factsOf(name, part) : emptyPartSql(name, part)));
      else {
        if (!derived && derive) statements.push(...this.deriveStatements(bench));
        derived = true;
        statements.push(
          ...(part.list && given?.[name]
            ? givenList(bench, name, given[name])
            : this.otherStatements(bench, name, part, given?.[name]?.[0])),
        );
      }
    }
    if (!derived && derive) statements = [...statements, ...this.deriveStatements(bench)];
    await this.run(bench, statements);
    await this.refuseFloatingPoint(bench);
    return derive ? this.derivedFindings(bench) : [];
  }

  private factsStatements(bench: Workbench, name: string, part: PartSpec): string[] {
    const query = bench.compiled.queries.get(`part:${name}`);
    const needed = ['_row', ...Object.keys(part.keys ?? {}), ...Object.keys(part.measures ?? {})];
    const missing = needed.filter((column) => !query?.facts.output.includes(column));
    if (missing.length > 0)
      throw new UnusableInput(`De query van ${name} geeft de kolom ${missing.join(', ')} niet.`, { file: query?.file });
    return factsPartSql(name, part, this.sql(bench, `part:${name}`));
  }

  private deriveStatements(bench: Workbench): string[] {
    const deriving = Object.entries(bench.compiled.spec.parts).filter(
      ([, part]) => part.derive && appliesTo(part, bench.period) && appliesTo(part.derive, bench.period),
    );
    const made = deriving.flatMap(([name, part]) => deriveSql(name, part, this.sql(bench, `derive:${name}`)));
    return [...made, ...deriving.flatMap(([name, part]) => addDerivedSql(name, part))];
  }

  private otherStatements(bench: Workbench, name: string, part: PartSpec, given: Record<string, string> = {}): string[] {
    if (part.list) {
      const rows = `CREATE TABLE ${identifier(name)} AS ${this.sql(bench, `part:${name}`)}`;
      return [
        appliesTo(part, bench.period)
          ? rows
          : `CREATE TABLE ${identifier(name)} AS SELECT * FROM (${this.sql(bench, `part:${name}`)}) WHERE false`,
      ];
    }
    const formulas = Object.entries(part.figures ?? {}).map(([figure, spec]) => [
      figure,
      spec.of ? ofSql(spec.of, spec.else && fillValues(spec.else, bench.values)) : fillValues(spec.formula ?? 'NULL', bench.values),
    ]);
    const terms = part.terms === undefined ? undefined : this.sql(bench, `terms:${name}`);
    const statements = figuresPartSql(name, part, {
      terms,
      formulas: { ...(Object.fromEntries(formulas) as Record<string, string>), ...givenFormulas(part, given) },
    });
    return appliesTo(part, bench.period) ? statements : [...statements, `DELETE FROM ${identifier(name)}`];
  }

  private sql(bench: Workbench, name: string): string {
    const query = bench.compiled.queries.get(name);
    if (!query) throw new UnusableInput(`De specificatie heeft geen query voor ${name}.`);
    try {
      return fillValues(query.sql, bench.values);
    } catch (error) {
      if (error instanceof UnknownSqlValue)
        throw new UnusableInput(`In ${name} staat $${error.valueName}; dat is geen parameter en geen waarde van de periode.`, {
          file: query.file,
        });
      throw error;
    }
  }

  private async run(bench: Workbench, statements: string[]): Promise<void> {
    try {
      await bench.calculation.execute(statements, STATEMENT_SECONDS);
    } catch (error) {
      if (error instanceof CalculationError)
        throw new UnusableInput(
          csvProblem(error.message)?.sentence ?? `De specificatie kan niet worden uitgevoerd: ${error.message.split('\n', 1)[0]}`,
          { file: bench.compiled.folder },
        );
      throw error;
    }
  }

  /** One `/` or avg() is enough to lose a cent, so no column of a part may be floating point. */
  private async refuseFloatingPoint(bench: Workbench): Promise<void> {
    const rows = await bench.calculation.rows(
      `SELECT table_name, column_name FROM duckdb_columns() WHERE data_type IN ('DOUBLE', 'FLOAT') AND NOT internal LIMIT 1`,
    );
    const [found] = rows;
    if (found)
      throw new UnusableInput(
        `De kolom ${found.column_name} van ${found.table_name} is een drijvendekommagetal; gebruik ceil_div, half_away of percent1 in plaats van /.`,
        { file: bench.compiled.folder },
      );
  }

  private async derivedFindings(bench: Workbench): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const [name, part] of Object.entries(bench.compiled.spec.parts)) {
      const { derive } = part;
      if (!derive || !appliesTo(part, bench.period) || !appliesTo(derive, bench.period)) continue;
      const keys = Object.keys(part.keys ?? {});
      const [measure = 'bedrag'] = Object.keys(part.measures ?? {});
      const rows = await bench.calculation.rows(`SELECT * FROM ${identifier(`_n_${name}`)}`);
      for (const row of rows) {
        const value = row[`${measure}_exact`] ?? '0';
        const message = derive.text.replaceAll('{value}', dutch(row[measure] ?? '0')).replaceAll('{cell}', row.cell ?? '');
        findings.push({
          id: derive.id,
          severity: derive.severity,
          part: name,
          key: Object.fromEntries(keys.map((key) => [key, row[key] ?? ''])),
          value,
          unit: 'EUR',
          message,
        });
      }
    }
    return findings;
  }
}

/** A list as it stands in a file: every column as text. */
function givenList(bench: Workbench, name: string, rows: Record<string, string>[]): string[] {
  const columns = (bench.compiled.queries.get(`part:${name}`)?.facts.output ?? []).filter((column) => column !== '*');
  const values = rows.map((row) => `(${columns.map((column) => quote(row[column] ?? '')).join(', ')})`);
  const from = rows.length > 0 ? `(VALUES ${values.join(', ')})` : `(SELECT ${columns.map(() => `''`).join(', ')} WHERE false)`;
  return [
    `CREATE TABLE ${identifier(name)} AS SELECT ${[...columns.map((column) => `nullif(${identifier(column)}, '') AS ${identifier(column)}`), `${quote(name)} AS cell`].join(', ')} FROM ${from} AS given(${columns.map(identifier).join(', ')})`,
  ];
}

/** Figures as they stand in a file; those that the file does not show are computed from them. */
function givenFormulas(part: PartSpec, row: Record<string, string>): Record<string, string> {
  const shown = Object.entries(part.figures ?? {}).filter(([figure]) => row[figure] !== undefined);
  return Object.fromEntries(
    shown.map(([figure, { type }]) => [
      figure,
      `CAST(${quote(row[figure] ?? '')} AS ${type === 'decimal' ? 'DECIMAL(38,6)' : sqlType(type)})`,
    ]),
  );
}

function givenStatements(name: string, part: PartSpec, rows: Record<string, string>[]): string[] {
  if (rows.length === 0) return emptyPartSql(name, part);
  const keys = Object.keys(part.keys ?? {});
  const measures = Object.keys(part.measures ?? {});
  const values = rows.map(
    (row) => `(${[...keys, ...measures].map((column) => quote(row[column] ?? (measures.includes(column) ? '0' : ''))).join(', ')})`,
  );
  const names = [...keys, ...measures].map(identifier).join(', ');
  const sums = measures.map(
    (measure) => `CAST(sum(CAST(${identifier(measure)} AS DECIMAL(38,2))) AS DECIMAL(38,2)) AS ${identifier(`${measure}_exact`)}`,
  );
  const grouped = `SELECT ${[...keys.map(identifier), ...sums, '0::BIGINT AS _facts'].join(', ')} FROM (VALUES ${values.join(', ')}) AS given(${names}) GROUP BY ${keys.length > 0 ? keys.map(identifier).join(', ') : '()'}`;
  return [...emptyPartSql(name, part).slice(0, 1), ...givenPartSql(name, part, grouped)];
}
