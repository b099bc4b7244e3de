/** A node of the parse tree that DuckDB's json_serialize_sql gives (without nulls and empty members). */
export interface SqlNode {
  type?: string;
  class?: string;
  [member: string]: unknown;
}

export interface QueryFacts {
  /** Relations named in FROM, without the query's own CTEs; in order of appearance. */
  tables: string[];
  /** Every column name that occurs, without its table. */
  columns: string[];
  /** Names of the output columns of the (first) select list; `*` where a star stands. */
  output: string[];
  functions: string[];
  tableFunctions: string[];
  recursive: boolean;
}

/** All object nodes of a tree, depth first. */
export function* walk(node: unknown): Generator<SqlNode> {
  if (Array.isArray(node)) {
    for (const child of node) yield* walk(child);
  } else if (node !== null && typeof node === 'object') {
    yield node as SqlNode;
    for (const child of Object.values(node)) yield* walk(child);
  }
}

/** What a query names. `root` is the `node` of one statement. */
export function describeQuery(root: SqlNode): QueryFacts {
  const facts = { tables: new Set<string>(), columns: new Set<string>(), functions: new Set<string>(), tableFunctions: new Set<string>() };
  const own = new Set<string>();
  let recursive = false;
  for (const node of walk(root)) {
    for (const name of cteNames(node)) own.add(name);
    if (node.type === 'BASE_TABLE') facts.tables.add(String(node.table_name).toLowerCase());
    if (node.type === 'TABLE_FUNCTION') facts.tableFunctions.add(String((node.function as SqlNode).function_name));
    if (node.class === 'COLUMN_REF') facts.columns.add(String((node.column_names as string[]).at(-1)).toLowerCase());
    if (Array.isArray(node.using_columns)) for (const name of node.using_columns) facts.columns.add(String(name).toLowerCase());
    if (typeof node.function_name === 'string') facts.functions.add(node.function_name.toLowerCase());
    if (node.type === 'RECURSIVE_CTE_NODE') recursive = true;
  }
  return {
    tables: [...facts.tables].filter((name) => !own.has(name)),
    columns: [...facts.columns],
    functions: [...facts.functions],
    tableFunctions: [...facts.tableFunctions],
    output: outputColumns(root),
    recursive,
  };
}

function cteNames(node: SqlNode): string[] {
  const map = (node.cte_map as { map?: { key: string }[] } | undefined)?.map ?? [];
  return map.map(({ key }) => key.toLowerCase());
}

function outputColumns(root: SqlNode): string[] {
  if (root.type === 'SET_OPERATION_NODE') return outputColumns(firstBranch(root));
  const list = (root.select_list as SqlNode[] | undefined) ?? [];
  return list.map((item) => {
    if (typeof item.alias === 'string') return item.alias.toLowerCase();
    if (item.class === 'COLUMN_REF') return String((item.column_names as string[]).at(-1)).toLowerCase();
    return item.class === 'STAR' ? '*' : '?';
  });
}

function firstBranch(root: SqlNode): SqlNode {
  return branches(root)[0] ?? {};
}

/** The halves (or, in newer trees, all members) of a set operation. */
export function branches(node: SqlNode): SqlNode[] {
  if (Array.isArray(node.children)) return node.children as SqlNode[];
  return [node.left, node.right].filter((half): half is SqlNode => half !== undefined);
}
