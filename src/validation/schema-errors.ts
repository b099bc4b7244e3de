import type { ErrorObject } from 'ajv';
import type { Finding } from '../specs/finding';
import { csvRows } from '../specs/small-csv';

interface ErrorRule {
  path: string[];
  keyword: string;
  property: string;
  code: string;
  text: string;
}

/** The receiver's own code for a violation of its schema, from a table with path, keyword, property, code and text. */
export function readErrorRules(csv: string): ErrorRule[] {
  return csvRows(csv).rows.map(({ values }) => ({
    path: (values.path ?? '').split('/').slice(1),
    keyword: values.keyword ?? '',
    property: values.property ?? '*',
    code: values.code ?? '',
    text: values.text ?? '',
  }));
}

/** Translates a violation; without a rule for it the engine's own id SCHEMA is used. */
export function schemaFinding(error: ErrorObject, rules: ErrorRule[], document: unknown): Finding {
  const path = error.instancePath.split('/').slice(1);
  const parameters = error.params as { missingProperty?: string; additionalProperty?: string };
  const property = parameters.missingProperty ?? parameters.additionalProperty ?? path.at(-1) ?? '';
  const rule = rules.find((candidate) => matches(candidate, error, path, property));
  const values: Record<string, string> = {
    property,
    found: show(valueAt(document, path)),
    expected: expectation(error),
    path: path.join('/') || '(bestand)',
  };
  const text = rule?.text ?? 'Bij {path} voldoet het bestand niet aan het schema: {expected}.';
  const message = text.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
  return { id: rule?.code ?? 'SCHEMA', severity: 'error', key: { pad: error.instancePath || '/' }, message };
}

function matches(rule: ErrorRule, error: ErrorObject, path: string[], property: string): boolean {
  const keyword = rule.keyword === '*' || rule.keyword === error.keyword;
  const place = rule.path.length === path.length && rule.path.every((step, index) => step === '*' || step === path[index]);
  return keyword && place && (rule.property === '*' || rule.property === '' || rule.property === property);
}

function valueAt(document: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[step] : undefined),
    document,
  );
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function expectation(error: ErrorObject): string {
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'type':
      return String(parameters.type);
    case 'enum':
      return (parameters.allowedValues as unknown[]).join(', ');
    case 'const':
      return String(parameters.allowedValue);
    case 'pattern':
      return `vorm ${String(parameters.pattern)}`;
    default:
      return error.message ?? error.keyword;
  }
}
