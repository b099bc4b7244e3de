import type { Format } from '../format';
import { jsonFormat } from './json.format';
import { xmlFormat } from './xml.format';

const formats: Format[] = [jsonFormat, xmlFormat];

export function formatFor(kind: string): Format {
  const format = formats.find((candidate) => candidate.kind === kind);
  if (!format) throw new Error(`No format is registered for "${kind}".`);
  return format;
}

export const formatKinds = formats.map(({ kind }) => kind);
