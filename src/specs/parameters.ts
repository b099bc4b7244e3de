import type { ParameterSpec, ReportSpec } from './report-spec';
import { csvRows } from './small-csv';
import type { SqlValue } from './sql-values';
import { UnusableInput } from './unusable-input';

export interface ParameterContext {
  /** Values are chosen that hold on this date (yyyy-mm-dd). */
  date: string;
  /** Code of the organisation, e.g. GM9999. */
  organisation: string;
  /** Id of the receiver: the spec's own, or the organisation's field that the receiver's role names (its provincie). */
  receiver: string;
  /** Values that the organisation set itself. */
  own: Record<string, string>;
}

/**
 * The value of every parameter. In a parameter file the row that holds on the date with the most specific scope wins: organisation, then
 * receiver, then everybody.
 * @throws UnusableInput when a parameter has no value; nothing has run yet.
 */
export function resolveParameters(spec: ReportSpec, files: ReadonlyMap<string, string>, context: ParameterContext): Map<string, SqlValue> {
  const values = new Map<string, SqlValue>();
  for (const [name, parameter] of Object.entries(spec.parameters ?? {})) {
    const value = context.own[name] ?? fromFile(name, parameter, files, context) ?? parameter.value;
    if (value === undefined)
      throw new UnusableInput(
        `De parameter "${name}" van ${spec.id} heeft op ${context.date} geen waarde voor ${context.organisation}; vul die in bij de organisatie of in ${parameter.file ?? 'spec.yaml'}.`,
      );
    if (parameter.values && !parameter.values.includes(value))
      throw new UnusableInput(`De parameter "${name}" is "${value}" en moet een van deze zijn: ${parameter.values.join(', ')}.`);
    if (!fits(parameter, value))
      throw new UnusableInput(
        `De parameter "${name}" is "${value}" en dat is geen ${parameter.type === 'integer' ? 'geheel getal' : 'getal'}.`,
      );
    values.set(name, { type: parameter.type, value });
  }
  return values;
}

function fits(parameter: ParameterSpec, value: string): boolean {
  if (parameter.type === 'integer') return /^[-+]?\d+$/.test(value);
  if (parameter.type === 'decimal' || parameter.type === 'amount') return /^[-+]?\d+(\.\d+)?$/.test(value);
  return true;
}

function fromFile(
  name: string,
  parameter: ParameterSpec,
  files: ReadonlyMap<string, string>,
  context: ParameterContext,
): string | undefined {
  if (!parameter.file) return undefined;
  const { rows } = csvRows(files.get(parameter.file) ?? '');
  const holding = rows.map(({ values }) => values).filter((row) => row.name === name && holds(row, context));
  const ranked = holding.sort((a, b) => specificity(b) - specificity(a));
  return ranked[0]?.value;
}

function holds(row: Record<string, string>, { date, organisation, receiver }: ParameterContext): boolean {
  const inTime = (!row.from || row.from <= date) && (!row.to || date <= row.to);
  return inTime && (!row.organisation || row.organisation === organisation) && (!row.receiver || row.receiver === receiver);
}

function specificity(row: Record<string, string>): number {
  return (row.organisation ? 2 : 0) + (row.receiver ? 1 : 0);
}
