import type { ErrorObject, ValidateFunction } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { ReportSpec } from './report-spec';

/** One thing that is wrong in a spec, in Dutch, with its place. */
export interface SpecProblem {
  file: string;
  line?: number;
  column?: number;
  message: string;
}

export interface SpecSource {
  spec?: ReportSpec;
  problems: SpecProblem[];
  /** Line and column of a path such as ['checks', 0, 'sql']; used to point at problems found later. */
  placeOf: (path: (string | number)[]) => { line?: number; column?: number };
}

/** Reads spec.yaml as text only (a plain 0.10 stays 0.10), checks it against the schema and keeps the places for error messages. */
export function parseSpecSource(text: string, file: string, validate: ValidateFunction): SpecSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: true });
  const placeOf = (path: (string | number)[]) => place(document, lines, path);
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, linePos }) => ({
      file,
      line: linePos?.[0].line,
      column: linePos?.[0].col,
      message: `geen geldige YAML: ${firstLine(message)}`,
    }));
    return { problems, placeOf };
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (validate(value)) return { spec: value as ReportSpec, problems: [], placeOf };
  const problems = (validate.errors ?? [])
    .filter(isTelling)
    .map((error) => ({ file, ...placeOf(pathOf(error)), message: describeViolation(error) }));
  return { problems, placeOf };
}

/** A spec that was compiled before; its text is only parsed again when somebody asks for a place. */
export function compiledSource(spec: ReportSpec, text: string, file: string): SpecSource {
  let parsed: SpecSource['placeOf'] | undefined;
  const accept = Object.assign(() => true, { errors: null }) as unknown as ValidateFunction;
  return { spec, problems: [], placeOf: (path) => (parsed ??= parseSpecSource(text, file, accept).placeOf)(path) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function place(document: Document, lines: LineCounter, path: (string | number)[]): { line?: number; column?: number } {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  return {};
}

/** anyOf and oneOf only sum up what their branches already said. */
function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'if';
}

function pathOf(error: ErrorObject): (string | number)[] {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function describeViolation(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'spec.yaml' : error.instancePath.slice(1).replaceAll('/', '.');
  const parameters = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return `bij ${where} ontbreekt "${String(parameters.missingProperty)}"`;
    case 'additionalProperties':
      return `bij ${where} is "${String(parameters.additionalProperty)}" geen bekend woord`;
    case 'enum':
      return `${where} moet een van deze zijn: ${(parameters.allowedValues as string[]).join(', ')}`;
    case 'const':
      return `${where} moet ${String(parameters.allowedValue)} zijn`;
    case 'type':
      return `${where} moet ${parameters.type === 'object' ? 'een blok met sleutels' : parameters.type === 'array' ? 'een lijst' : 'tekst'} zijn`;
    case 'pattern':
      return `${where} heeft niet de vorm ${String(parameters.pattern)}`;
    case 'oneOf':
      return `${where} moet precies een van de mogelijke vormen hebben (zie README.md)`;
    default:
      return `${where}: ${error.message ?? error.keyword}`;
  }
}
