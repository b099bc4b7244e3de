import type { Calculation } from '../platform/duckdb';
import { whyNotLinear } from './linear';
import type { ReportSpec } from './report-spec';
import type { SpecProblem } from './spec-source';
import type { LoadedSpec } from './specs.service';
import { whyRefused } from './sql-gate';
import { describeQuery, type QueryFacts, type SqlNode } from './sql-tree';
import { specQueries, type QueryPlace } from './spec-queries';
import { quote, replaceValues } from './sql-values';

export interface CompiledQuery extends QueryPlace {
  sql: string;
  facts: QueryFacts;
  root: SqlNode;
}

/** A spec whose SQL has been parsed, passed the gate and been put in order. */
export interface CompiledSpec extends LoadedSpec {
  queries: Map<string, CompiledQuery>;
  /** Views and parts in the order in which they must be made. */
  order: string[];
  /** Parts that must be made from source rows one by one: lists, and facts that are not linear in the measures. */
  rawParts: Set<string>;
  /** Relations that SQL may name: code lists, tables, datasets, mappings, views and parts. */
  relations: Set<string>;
}

/**
 * Parses every piece of SQL of a spec with DuckDB's own parser and refuses what is not a SELECT on bound relations.
 * Returns the problems instead of throwing, so that `spec lint` can show them all.
 */
export async function compileSpec(
  loaded: LoadedSpec,
  calculation: Calculation,
): Promise<{ compiled: CompiledSpec; problems: SpecProblem[] }> {
  const { places, problems } = specQueries(loaded);
  const relations = relationNames(loaded.spec);
  const queries = new Map<string, CompiledQuery>();
  const parsed = await parseAll(calculation, places);
  places.forEach((place, index) => {
    const { root, error } = readTree(parsed[index] ?? null);
    const facts = root && describeQuery(root);
    const reason = error ?? (facts ? whyRefused(facts, relations) : 'leeg');
    if (reason) problems.push({ file: place.file, ...loaded.source.placeOf(place.path), message: `${place.name}: ${reason}` });
    else if (root && facts) queries.set(place.name, { ...place, facts, root });
  });
  const { order, circle } = orderRelations(loaded.spec, queries);
  if (circle) problems.push({ file: `${loaded.folder}/spec.yaml`, message: `${circle} hangt via andere onderdelen van zichzelf af` });
  const compiled = { ...loaded, queries, order, relations, rawParts: new Set<string>() };
  for (const [name, part] of Object.entries(loaded.spec.parts))
    if (part.list || (part.facts && whyRawRows(compiled, name))) compiled.rawParts.add(name);
  return { compiled, problems };
}

/** Why the facts of a part cannot be made from condensed rows, or undefined when they can. */
export function whyRawRows(compiled: Pick<CompiledSpec, 'queries' | 'spec'>, part: string): string | undefined {
  const query = compiled.queries.get(`part:${part}`);
  return query && whyNotLinear(query.root, measureNames(compiled.spec));
}

/** Columns of all datasets whose values are summed, and the row count. */
export function measureNames(spec: ReportSpec): Set<string> {
  const columns = Object.values(spec.datasets).flatMap((dataset) => Object.entries(dataset.columns));
  return new Set(['_n', ...columns.filter(([, column]) => column.measure === 'true').map(([name]) => name)]);
}

function relationNames(spec: ReportSpec): Set<string> {
  const groups = [spec.codelists, spec.tables, spec.datasets, spec.mappings, spec.views, spec.parts];
  return new Set(groups.flatMap((group) => Object.keys(group ?? {})));
}

async function parseAll(calculation: Calculation, places: { sql: string }[]): Promise<(string | null)[]> {
  if (places.length === 0) return [];
  const calls = places.map(({ sql }) => `json_serialize_sql(${quote(withoutValues(sql))}, skip_null := true, skip_empty := true)`);
  const { rows } = await calculation.execute(`SELECT ${calls.join(', ')}`);
  return rows[0] ?? [];
}

/** For parsing only: which value a name has does not change the tree's shape. */
function withoutValues(sql: string): string {
  return replaceValues(sql, quote);
}

function readTree(json: string | null): { root?: SqlNode; error?: string } {
  const tree = JSON.parse(json ?? '{}') as { error?: boolean; error_message?: string; statements?: { node: SqlNode }[] };
  if (tree.error) return { error: `geen SELECT die DuckDB begrijpt (${tree.error_message ?? ''})` };
  if (tree.statements?.length !== 1) return { error: 'er moet precies een SELECT staan' };
  return { root: tree.statements[0]?.node };
}

/** Views and parts, each after what it names. Derived cells and checks come after all of them. */
function orderRelations(spec: ReportSpec, queries: Map<string, CompiledQuery>): { order: string[]; circle?: string } {
  const parts = Object.entries(spec.parts);
  const facts = parts.filter(([, part]) => part.facts).map(([name]) => name);
  const others = parts.filter(([, part]) => !part.facts).map(([name]) => name);
  const names = [...facts, ...Object.keys(spec.views ?? {}), ...others];
  const order: string[] = [];
  const state = new Map<string, 'busy' | 'done'>();
  let circle: string | undefined;
  const visit = (name: string): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'busy') {
      circle ??= name;
      return;
    }
    state.set(name, 'busy');
    for (const other of dependencies(spec, name, queries)) if (names.includes(other)) visit(other);
    state.set(name, 'done');
    order.push(name);
  };
  names.forEach(visit);
  return { order, circle };
}

function dependencies(spec: ReportSpec, name: string, queries: Map<string, CompiledQuery>): string[] {
  const own = [...queries.values()].filter((query) => query.owner === name && query.kind !== 'derive');
  const figures = Object.values(spec.parts[name]?.figures ?? {}).flatMap(({ of }) => (of ? [of.split('.')[0] ?? ''] : []));
  return [...own.flatMap(({ facts }) => facts.tables), ...figures].filter((other) => other !== name);
}
