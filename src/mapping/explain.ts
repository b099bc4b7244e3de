import type { MappingRule } from './conversion-table';
import { matchingRules } from './resolve';
import { patternText, ruleText } from './rule-text';

/** Which rule decides for one key, and why the other rules that match it do not. */
export interface Explanation {
  key: Record<string, string>;
  winner?: MappingRule;
  /** Less specific rules that match as well, best first. */
  beaten: { rule: MappingRule; reason: string }[];
}

export function explainKey(rules: MappingRule[], key: Record<string, string>): Explanation {
  const [winner, ...others] = matchingRules(rules, key);
  return { key, winner, beaten: winner ? others.map((rule) => ({ rule, reason: whyBeaten(winner, rule) })) : [] };
}

/** The first column in which the two differ decides. */
function whyBeaten(winner: MappingRule, rule: MappingRule): string {
  const column = Object.keys(winner.by).find((name) => winner.by[name] !== rule.by[name]);
  if (column === undefined) return 'dezelfde sleutel';
  return `${column}: ${kind(winner.by[column] ?? '')} gaat voor ${kind(rule.by[column] ?? '')}`;
}

function kind(pattern: string): string {
  if (pattern === '') return 'alles';
  return pattern.endsWith('*') ? `begint met ${pattern.slice(0, -1)}` : `precies ${pattern}`;
}

export function explanationLines({ key, winner, beaten }: Explanation): string[] {
  const asked = Object.entries(key)
    .map(([name, value]) => `${name} ${value || '(leeg)'}`)
    .join(', ');
  if (!winner) return [`${asked}: geen enkele regel van de conversietabel past; de boeking is niet toegewezen.`];
  return [
    `${asked}: regel ${winner.line} geldt.`,
    `  ${ruleText(winner)}`,
    ...beaten.map(({ rule, reason }) => `  regel ${rule.line} (${patternText(rule)}) past ook, maar ${reason}.`),
  ];
}
