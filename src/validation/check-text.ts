import { decimal, dutch, format, round, trimmed } from '../specs/exact-decimal';
import type { CheckSpec } from '../specs/report-spec';

/** Fills `{value}`, `{bound}` and key columns of a check's text, with figures as a Dutch reader writes them. */
export function fillText(text: string, values: Record<string, string | null | undefined>): string {
  return text.replaceAll(/\{([a-z_]+)\}/gi, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return isFigure(name) ? shown(value ?? '') : (value ?? '');
  });
}

function isFigure(name: string): boolean {
  return ['value', 'bound', 'numerator', 'denominator'].includes(name);
}

/** At most three decimals; a figure that would then look equal to nothing keeps all of them. */
function shown(value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value;
  const exact = decimal(value);
  const short = round(exact, Math.min(3, exact.scale));
  return dutch(trimmed(short) === '0' && format(exact) !== format(short) ? trimmed(exact) : trimmed(short));
}

/** What is wrong, what to do about it, and how sure the rule is. */
export function checkTexts(check: CheckSpec, values: Record<string, string | null | undefined>): { message: string; advice?: string } {
  const message = check.text?.wat ? fillText(check.text.wat, values) : check.title;
  const advice = [check.text?.hoe && fillText(check.text.hoe, values), caution(check)].filter(Boolean).join(' ');
  return { message, advice: advice || undefined };
}

function caution(check: CheckSpec): string | undefined {
  if (check.status !== 'inferred' && check.status !== 'open') return undefined;
  return `(Regel ${check.status === 'inferred' ? 'afgeleid' : 'onbekend'}: ${check.reason ?? 'niet gepubliceerd'}.)`;
}
