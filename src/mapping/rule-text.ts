import type { MappingRule } from './conversion-table';

/** The patterns of a rule as a person reads them: `4000 / K1* / alles`. */
export function patternText(rule: MappingRule): string {
  return Object.values(rule.by)
    .map((pattern) => pattern || 'alles')
    .join(' / ');
}

/** What a rule gives: `column code, column code`; empty codes are left out. */
export function codesText(rule: MappingRule): string {
  return Object.entries(rule.gives)
    .filter(([, code]) => code !== '')
    .map(([name, code]) => `${name} ${code}`)
    .join(', ');
}

/** `van 2026-01-01 tot en met 2026-06-30`; empty when a rule always holds. */
export function validityText({ from, to }: MappingRule): string {
  return [from && `van ${from}`, to && `tot en met ${to}`].filter(Boolean).join(' ');
}

/** The whole rule on one line. */
export function ruleText(rule: MappingRule): string {
  const validity = validityText(rule);
  return `${patternText(rule)} → ${codesText(rule)}${validity && ` (geldig ${validity})`}`;
}
