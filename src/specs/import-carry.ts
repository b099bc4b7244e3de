import { parseDocument, type Scalar } from 'yaml';
import type { ImportRules, PreviousVersion } from './import-rules';

export interface ImportedFile {
  path: string;
  content: string;
}

/** The files of the previous version that the definition does not give, ready for the new version. */
export function carryFiles(rules: ImportRules, version: string, previous: PreviousVersion, written: ReadonlySet<string>): ImportedFile[] {
  const shift = Number(version) - Number(previous.spec.version);
  const moves = (path: string) => rules.carry?.shiftYears?.some((folder) => path.startsWith(folder)) ?? false;
  return [...previous.files]
    .filter(([path]) => !written.has(path))
    .map(([path, text]) => {
      if (path === 'spec.yaml') return { path, content: setValues(text, rules.carry?.set ?? {}, version) };
      return { path, content: moves(path) && Number.isInteger(shift) ? shiftYears(text, Number(previous.spec.version), shift) : text };
    });
}

/** Replaces single values in YAML and leaves every other character, comments included, as it was. */
export function setValues(text: string, values: Record<string, string>, version: string): string {
  const document = parseDocument(text, { schema: 'failsafe' });
  const edits = Object.entries(values).flatMap(([path, value]) => {
    const node = document.getIn(path.split('.'), true) as Scalar | undefined;
    return node?.range ? [{ from: node.range[0], to: node.range[1], value: value.replaceAll('{version}', version) }] : [];
  });
  edits.sort((a, b) => b.from - a.from);
  return edits.reduce((result, { from, to, value }) => result.slice(0, from) + value + result.slice(to), text);
}

/** Moves the years around the book year: from three before to three after, and only where they stand alone. */
export function shiftYears(text: string, year: number, shift: number): string {
  return text.replaceAll(/(?<![\d.])\d{4}(?![\d.]\d|\d)/g, (found) =>
    Math.abs(Number(found) - year) <= 3 ? String(Number(found) + shift) : found,
  );
}
