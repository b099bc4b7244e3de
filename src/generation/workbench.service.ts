import { foldFor } from '../mapping/resolve';
import { MappingsService, type LoadedMapping } from '../mapping/mappings.service';
import { type Calculation, CalculationError } from '../platform/duckdb';
import type { OrganisationFields } from '../reports/organisation';
import type { PartRow, Workbench } from '../reports/workbench';
import { columnsForLineage, tuplesTable, type GroupColumn } from '../sources/condense';
import { DatasetsService } from '../sources/datasets.service';
import { unknownPeriods } from '../sources/source-controls';
import type { ReadRequest } from '../sources/source-reading';
import { readCodeLists } from '../specs/code-list';
import { compileSpec, type CompiledSpec } from '../specs/compile.service';
import { csvProblem } from '../sources/csv-problem';
import type { Finding } from '../specs/finding';
import { resolveParameters } from '../specs/parameters';
import { periodValues, resolvePeriod } from '../specs/period';
import type { DatasetSpec } from '../specs/report-spec';
import type { LoadedSpec } from '../specs/specs.service';
import { fillValues, identifier } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { appliesTo, classifyStatements, emptyDatasetSql, givenDatasetSql, tableStatements, usedColumns, valuesList } from './binding';
import { CELLS_TABLE, MACROS } from './part-sql';

export interface WorkbenchRequest {
  loaded: LoadedSpec;
  period: string;
  organisation: OrganisationFields;
  /** Values of parameters that the organisation sets. */
  parameters: Record<string, string>;
  /** Path of the file of each dataset, by the dataset's name. */
  sources: Record<string, string>;
  mapping?: string;
  /** The conversietabel of an earlier report, to see which accounts moved. */
  previousMapping?: string;
  /** Parts of other report versions, by the dataset that asks for them. */
  earlier?: Record<string, PartRow[]>;
  /** Open condensed rows into their source rows: the combinations to open, by dataset. Other datasets stay condensed. */
  lineage?: Record<string, (string | null)[][]>;
  /** Store every source as a snapshot and read from that. */
  archive?: boolean;
  reading?: Pick<ReadRequest, 'delimiter' | 'decimal' | 'encoding'>;
  workDir: string;
}

/** Opens a calculation and binds everything that a report is made from; after that, no statement can reach a file. */
export class WorkbenchService {
  private readonly mappings = new MappingsService();

  async open(request: WorkbenchRequest, calculation: Calculation): Promise<Workbench> {
    const { loaded } = request;
    const period = resolvePeriod(loaded.spec, request.period);
    const { compiled, problems } = await compileSpec(loaded, calculation);
    const [problem] = problems;
    if (problem) throw new UnusableInput(`De specificatie is niet geldig: ${problem.message}.`, problem);
    const values = new Map([
      ...periodValues(period),
      ...resolveParameters(loaded.spec, loaded.files, parameterContext(request, period.end)),
    ]);
    const lists = readCodeLists(loaded.spec, loaded.files);
    const bench: Workbench = {
      calculation,
      compiled,
      period,
      values,
      lists,
      organisation: request.organisation,
      readings: new Map(),
      earlier: new Set(),
      findings: [],
    };
    await this.bind(bench, request);
    return bench;
  }

  private async bind(bench: Workbench, request: WorkbenchRequest): Promise<void> {
    const { calculation, compiled, period } = bench;
    const mapping = await this.loadMapping(bench, request);
    await calculation.execute([...MACROS, CELLS_TABLE, ...tableStatements(compiled)]);
    const before = await this.loadPrevious(bench, request);
    for (const table of [mapping, before]) if (table) await this.mappings.bind(calculation, table, request.workDir);
    for (const name of Object.keys(compiled.spec.mappings ?? {})) if (name !== mapping?.name) await this.bindNoMapping(bench, name);
    const entries = Object.entries(compiled.spec.datasets);
    for (const [index, [name, dataset]] of entries.entries()) {
      const path = request.sources[name];
      const rows = request.earlier?.[name];
      if (path !== undefined && appliesTo(dataset, period)) await this.bindFile(bench, request, { name, dataset, path, index, before });
      else if (rows && rows.length > 0) await this.bindRows(bench, name, dataset, rows);
      else await calculation.execute(emptyDatasetSql(name, dataset, this.given(bench, dataset)));
    }
    await calculation.execute(['SET enable_external_access = false', 'SET lock_configuration = true']);
    if (mapping) await this.warnRules(bench, mapping);
  }

  private async loadMapping(bench: Workbench, request: WorkbenchRequest): Promise<LoadedMapping | undefined> {
    const [entry] = Object.entries(bench.compiled.spec.mappings ?? {});
    if (!entry || request.mapping === undefined) return undefined;
    const [name, spec] = entry;
    bench.mapping = await this.mappings.load(request.mapping, { name, spec }, bench.lists, bench.period.end);
    bench.findings.push(...refusedFindings(bench.mapping));
    return bench.mapping;
  }

  /** Rules that are legal but suspicious, as far as the source uses them. */
  private async warnRules(bench: Workbench, mapping: LoadedMapping): Promise<void> {
    const query = bench.compiled.queries.get(`warn:${mapping.name}`);
    const used = [...bench.readings.keys()]
      .filter((name) => bench.compiled.spec.datasets[name]?.mapping)
      .map((name) => `SELECT _line FROM ${identifier(`_map_${name}`)}`);
    if (!query || used.length === 0) return;
    const { rows } = await bench.calculation.execute(
      `SELECT DISTINCT _line FROM (${fillValues(query.sql, bench.values)}) WHERE _line IN (${used.join(' UNION ALL ')}) ORDER BY 1`,
    );
    if (rows.length > 0)
      bench.findings.push(
        warnedFinding(
          mapping,
          rows.map(([line]) => Number(line)),
        ),
      );
  }

  private async loadPrevious(bench: Workbench, request: WorkbenchRequest): Promise<LoadedMapping | undefined> {
    const { mapping } = bench;
    if (!mapping || request.previousMapping === undefined) return undefined;
    return this.mappings.load(
      request.previousMapping,
      { name: `_previous_${mapping.name}`, spec: mapping.spec },
      bench.lists,
      bench.period.end,
    );
  }

  /** Condensed rows to which the earlier conversietabel gave other codes, in `_changed_<dataset>`. */
  private changedStatements(mapping: LoadedMapping, before: LoadedMapping, name: string): string[] {
    const codes = (alias: string) =>
      Object.keys(mapping.spec.gives)
        .map((column) => `coalesce(${alias}.${identifier(column)}, '')`)
        .join(', ');
    const on = (alias: string, keys: string[]) => keys.map((key) => `${alias}.${identifier(key)} = r.${identifier(key)}`).join(' AND ');
    const joins = `LEFT JOIN ${identifier(`_map_${name}`)} m ON ${on('m', mapping.keys)} LEFT JOIN ${identifier(`_before_${name}`)} b ON ${on('b', before.keys)}`;
    const changed = `SELECT r._row FROM ${identifier(`_rows_${name}`)} r ${joins} WHERE (${codes('m')}) <> (${codes('b')})`;
    return [
      this.mappings.resolve(before, name, tuplesTable(name), `_before_${name}`),
      `CREATE TABLE ${identifier(`_changed_${name}`)} AS ${changed}`,
    ];
  }

  private async bindNoMapping(bench: Workbench, name: string): Promise<void> {
    const spec = bench.compiled.spec.mappings?.[name];
    const columns = [...Object.keys(spec?.by ?? {}), ...Object.keys(spec?.gives ?? {})];
    await bench.calculation.execute(
      `CREATE TABLE ${identifier(name)} AS SELECT ${['NULL::INTEGER AS _line', ...columns.map((column) => `''::VARCHAR AS ${identifier(column)}`)].join(', ')} WHERE false`,
    );
  }

  private async bindFile(
    bench: Workbench,
    request: WorkbenchRequest,
    item: { name: string; dataset: DatasetSpec; path: string; index: number; before?: LoadedMapping },
  ): Promise<void> {
    const { name, dataset } = item;
    const mapping = dataset.mapping === undefined ? undefined : bench.mapping;
    const groupBy = this.groupColumns(bench, dataset, mapping, item.before);
    const scope = this.filled(bench, dataset.scope);
    const only = request.lineage?.[name];
    const reading = await new DatasetsService(bench.calculation, request.workDir).read({
      ...item,
      period: bench.period,
      groupBy,
      scope,
      raw: needsRows(bench.compiled, name) || only !== undefined,
      only,
      archive: request.archive,
      options: request.reading,
    });
    bench.readings.set(name, reading);
    bench.findings.push(...reading.findings);
    const statements = mapping ? [this.mappings.resolve(mapping, name, tuplesTable(name))] : [];
    const lineage = only ? columnsForLineage(dataset, groupBy) : [];
    const columns = [...groupBy.map((column) => column.name), ...lineage];
    const excludes = (dataset.exclude ?? []).map(({ where }) => this.filled(bench, where) ?? 'false');
    statements.push(
      ...classifyStatements({
        ...item,
        columns,
        mappingKeys: mapping?.keys,
        given: this.given(bench, dataset),
        scope,
        excludes,
        unknownPeriod: unknownPeriods(reading.plan),
      }),
    );
    if (mapping && item.before) statements.push(...this.changedStatements(mapping, item.before, name));
    await this.run(bench, statements);
  }

  private async run(bench: Workbench, statements: string[]): Promise<void> {
    try {
      await bench.calculation.execute(statements);
    } catch (error) {
      if (error instanceof CalculationError)
        throw new UnusableInput(
          csvProblem(error.message)?.sentence ?? `De specificatie kan niet worden uitgevoerd: ${error.message.split('\n', 1)[0]}`,
        );
      throw error;
    }
  }

  private groupColumns(
    bench: Workbench,
    dataset: DatasetSpec,
    mapping: LoadedMapping | undefined,
    before: LoadedMapping | undefined,
  ): GroupColumn[] {
    const used = new Set(usedColumns(bench.compiled, dataset));
    const folded = new Map<string, GroupColumn['fold']>();
    const [first = ''] = mapping?.keys ?? [];
    const rules = [...(mapping?.rules ?? []), ...(before?.rules ?? [])];
    for (const key of new Set([...(mapping?.keys ?? []), ...(mapping ? (before?.keys ?? []) : [])])) {
      const fold = used.has(key) || !mapping ? undefined : foldFor(mapping.spec, rules, key);
      if (fold) folded.set(key, (own) => fold({ first: identifier(dataset.columns[first]?.from ?? first), own }));
      used.add(key);
    }
    for (const role of [dataset.roles?.year, dataset.roles?.period]) if (role) used.add(role);
    return Object.keys(dataset.columns)
      .filter((name) => used.has(name))
      .map((name) => ({ name, fold: folded.get(name) }));
  }

  private given(bench: Workbench, dataset: DatasetSpec): string[] {
    return Object.keys((dataset.mapping && bench.compiled.spec.mappings?.[dataset.mapping]?.gives) || {});
  }

  private async bindRows(bench: Workbench, name: string, dataset: DatasetSpec, rows: PartRow[]): Promise<void> {
    const names = Object.keys(rows[0] ?? {}).filter((column) => column in dataset.columns || column === 'cell');
    await this.run(bench, [givenDatasetSql(name, dataset, names, valuesList(rows.map((row) => names.map((column) => row[column] ?? ''))))]);
    bench.earlier.add(name);
    const [measure] = Object.entries(dataset.columns)
      .filter(([, column]) => column.measure === 'true')
      .map(([column]) => column);
    if (measure && names.includes('cell'))
      await this.run(bench, [
        `INSERT INTO _cells SELECT cell, '${name}', ${identifier(measure)}, ${identifier(measure)} FROM ${identifier(name)}`,
      ]);
  }

  private filled(bench: Workbench, sql: string | undefined): string | undefined {
    return sql === undefined ? undefined : fillValues(sql, bench.values);
  }
}

function parameterContext({ loaded, organisation, parameters }: WorkbenchRequest, date: string): Parameters<typeof resolveParameters>[2] {
  const { role, id } = loaded.spec.receiver;
  return { date, organisation: organisation.code ?? '', receiver: (role && organisation[role]) ?? id ?? '', own: parameters };
}

/** A dataset whose own rows are asked for, because a list shows them or because a query is not linear. */
function needsRows(compiled: CompiledSpec, name: string): boolean {
  return [...compiled.queries.values()].some(
    (query) => query.facts.tables.includes(name) && query.kind === 'part' && compiled.rawParts.has(query.owner),
  );
}

function warnedFinding(mapping: LoadedMapping, lines: number[]): Finding {
  const shown = lines.slice(0, 10).join(', ');
  return {
    id: mapping.spec.findings?.warned ?? 'TOEWIJZING-VERDACHT',
    severity: 'warning',
    value: String(lines.length),
    unit: 'n',
    message: `${lines.length === 1 ? 'Eén gebruikte regel' : `${lines.length} gebruikte regels`} van de conversietabel ${lines.length === 1 ? 'wijst' : 'wijzen'} toe aan een combinatie die daar niet voor is bedoeld (regel ${shown}${lines.length > 10 ? ', …' : ''}).`,
    advice: 'Kies een andere code, of licht toe waarom deze combinatie klopt.',
    rows: { count: lines.length, first: lines.slice(0, 20) },
  };
}

function refusedFindings(mapping: LoadedMapping): Finding[] {
  const id = mapping.spec.findings?.refused ?? 'TOEWIJZING-GEWEIGERD';
  return mapping.refused.map(({ line, reason }) => ({
    id,
    severity: 'warning',
    key: { regel: String(line) },
    message: `Regel ${line} van de conversietabel is geweigerd: ${reason}.`,
    advice: 'Verbeter de regel in de conversietabel; zolang zij geweigerd is, geldt zij niet.',
  }));
}
