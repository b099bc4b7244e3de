import { branches, walk, type SqlNode } from './sql-tree';

/**
 * Is the query linear in the measures? Then the sum over condensed rows equals the sum over source rows, so the figures may be made from
 * condensed rows and opened into source rows by the same query. Undefined means yes; otherwise the reason why not.
 *
 * Linear means: measures stand only in the select list, combined by + and -, by multiplication with something without a measure, and as
 * results of CASE; beside them no other constant than 0. No measure elsewhere, no aggregate, window, DISTINCT, ORDER BY, LIMIT or star.
 */
export function whyNotLinear(root: SqlNode, measures: ReadonlySet<string>): string | undefined {
  if (root.type === 'SET_OPERATION_NODE') {
    if (root.setop_type !== 'UNION' || root.setop_all === false) return 'only UNION ALL keeps every row';
    return modifierReason(root) ?? firstReason(branches(root), (half) => whyNotLinear(half, measures));
  }
  if (root.type !== 'SELECT_NODE') return `a ${String(root.type)} is not linear`;
  return modifierReason(root) ?? clauseReason(root, measures) ?? selectReason(root, measures);
}

function firstReason<T>(items: T[], reason: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = reason(item);
    if (found) return found;
  }
  return undefined;
}

function modifierReason(node: SqlNode): string | undefined {
  const modifiers = (node.modifiers as SqlNode[] | undefined) ?? [];
  return modifiers.length > 0 ? 'DISTINCT, ORDER BY and LIMIT look at more than one row' : undefined;
}

function clauseReason(node: SqlNode, measures: ReadonlySet<string>): string | undefined {
  const clauses = [node.where_clause, node.from_table, node.group_expressions, node.having, node.qualify, node.cte_map];
  if (node.group_expressions || node.having || node.qualify) return 'GROUP BY, HAVING and QUALIFY look at more than one row';
  for (const clause of clauses) if (mentions(clause, measures)) return 'a measure stands outside the select list';
  return undefined;
}

function selectReason(node: SqlNode, measures: ReadonlySet<string>): string | undefined {
  return firstReason((node.select_list as SqlNode[] | undefined) ?? [], (item) => {
    if (item.class === 'STAR') return '* may hold a measure';
    for (const inner of walk(item)) {
      if (inner.class === 'WINDOW') return 'a window function looks at more than one row';
      if (inner.class === 'SUBQUERY' && mentions(inner, measures)) return 'a measure stands in a subquery';
    }
    return mentions(item, measures) ? termReason(item, measures) : undefined;
  });
}

function mentions(node: unknown, measures: ReadonlySet<string>): boolean {
  for (const inner of walk(node)) {
    if (inner.class === 'COLUMN_REF' && measures.has(String((inner.column_names as string[]).at(-1)).toLowerCase())) return true;
    if (Array.isArray(inner.using_columns) && inner.using_columns.some((name) => measures.has(String(name).toLowerCase()))) return true;
  }
  return false;
}

/** A node that mentions a measure, or stands beside one in a sum. */
function termReason(node: SqlNode, measures: ReadonlySet<string>): string | undefined {
  switch (node.class) {
    case 'COLUMN_REF':
      return mentions(node, measures) ? undefined : 'a measure is added to a column that is no measure';
    case 'CONSTANT':
      return isZero(node) ? undefined : 'a measure is added to a constant';
    case 'CAST':
      return node.try_cast === true ? 'TRY_CAST may lose an amount' : termReason(node.child as SqlNode, measures);
    case 'CASE':
      return caseReason(node, measures);
    case 'FUNCTION':
      return functionReason(node, measures);
    default:
      return `a measure stands in ${String(node.type)}`;
  }
}

function isZero(node: SqlNode): boolean {
  const value = (node.value as { value?: unknown } | undefined)?.value;
  return value === 0 || value === '0';
}

function caseReason(node: SqlNode, measures: ReadonlySet<string>): string | undefined {
  const cases = (node.case_checks as { when_expr: SqlNode; then_expr: SqlNode }[] | undefined) ?? [];
  if (cases.some(({ when_expr }) => mentions(when_expr, measures))) return 'a measure decides a CASE';
  const otherwise = node.else_expr as SqlNode | undefined;
  const results = [...cases.map(({ then_expr }) => then_expr), ...(otherwise ? [otherwise] : [])];
  return firstReason(results, (result) => (isNull(result) ? undefined : termReason(result, measures)));
}

function isNull(node: SqlNode): boolean {
  return node.class === 'CONSTANT' && (node.value as { is_null?: boolean } | undefined)?.is_null === true;
}

function functionReason(node: SqlNode, measures: ReadonlySet<string>): string | undefined {
  const children = (node.children as SqlNode[] | undefined) ?? [];
  if (node.function_name === '+' || node.function_name === '-') return firstReason(children, (child) => termReason(child, measures));
  if (node.function_name === '*') {
    const holding = children.filter((child) => mentions(child, measures));
    return holding.length === 1 && holding[0] ? termReason(holding[0], measures) : 'two measures are multiplied';
  }
  return `a measure stands in ${String(node.function_name)}()`;
}
