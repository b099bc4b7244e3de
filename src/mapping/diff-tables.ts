import type { MappingRule } from './conversion-table';
import { ruleText } from './rule-text';

export interface ColumnChange {
  column: string;
  from: string;
  to: string;
}

export interface ChangedRule {
  before: MappingRule;
  after: MappingRule;
  changes: ColumnChange[];
}

/** What became of the rules between two versions of a conversietabel. The line of a rule is no part of it: moving a row changes nothing. */
export interface TableDiff {
  added: MappingRule[];
  removed: MappingRule[];
  changed: ChangedRule[];
  same: MappingRule[];
}

/**
 * Rules are the same rule when their patterns are: first those with the same validity too, then the others in the order of their dates,
 * so that a rule that only gets an end date is a changed rule and not a new one.
 */
export function diffTables(before: MappingRule[], after: MappingRule[]): TableDiff {
  const diff: TableDiff = { added: [], removed: [], changed: [], same: [] };
  const old = byPatterns(before);
  const fresh = byPatterns(after);
  for (const [key, rules] of fresh) pairUp(old.get(key) ?? [], rules, diff);
  for (const [key, rules] of old) if (!fresh.has(key)) diff.removed.push(...rules);
  diff.removed.sort(byLine);
  diff.added.sort(byLine);
  diff.same.sort(byLine);
  diff.changed.sort((a, b) => byLine(a.after, b.after));
  return diff;
}

function byLine(a: MappingRule, b: MappingRule): number {
  return a.line - b.line;
}

function byPatterns(rules: MappingRule[]): Map<string, MappingRule[]> {
  const groups = new Map<string, MappingRule[]>();
  for (const rule of rules) {
    const key = JSON.stringify(Object.entries(rule.by));
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return groups;
}

function pairUp(before: MappingRule[], after: MappingRule[], diff: TableDiff): void {
  const left = [...before];
  const open: MappingRule[] = [];
  for (const rule of after) {
    const index = left.findIndex(({ from, to }) => from === rule.from && to === rule.to);
    const [match] = index < 0 ? [] : left.splice(index, 1);
    if (match) compare(match, rule, diff);
    else open.push(rule);
  }
  left.sort((a, b) => order(a.from, b.from));
  open.sort((a, b) => order(a.from, b.from));
  for (const rule of open) {
    const match = left.shift();
    if (match) compare(match, rule, diff);
    else diff.added.push(rule);
  }
  diff.removed.push(...left);
}

/** By code units: the order may not depend on the language of a machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function compare(before: MappingRule, after: MappingRule, diff: TableDiff): void {
  const old = columnsOf(before);
  const fresh = columnsOf(after);
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  const changes = names
    .filter((name) => (old[name] ?? '') !== (fresh[name] ?? ''))
    .map((column) => ({ column, from: old[column] ?? '', to: fresh[column] ?? '' }));
  if (changes.length === 0) diff.same.push(after);
  else diff.changed.push({ before, after, changes });
}

function columnsOf({ gives, from, to }: MappingRule): Record<string, string> {
  return { ...gives, geldig_van: from, geldig_tot: to };
}

/** One line for every difference, in the order new, changed, gone; and a last line with the counts. */
export function diffLines({ added, removed, changed, same }: TableDiff): string[] {
  return [
    ...added.map((rule) => `+ regel ${rule.line}: ${ruleText(rule)}`),
    ...changed.map(({ after, changes }) => `~ regel ${after.line}: ${ruleText(after)}; was ${changeText(changes)}`),
    ...removed.map((rule) => `- regel ${rule.line} (oud): ${ruleText(rule)}`),
    `${added.length} nieuw, ${changed.length} gewijzigd, ${removed.length} vervallen, ${same.length} gelijk.`,
  ];
}

export function changeText(changes: ColumnChange[]): string {
  return changes.map(({ column, from }) => `${column} ${from || '(leeg)'}`).join(', ');
}
