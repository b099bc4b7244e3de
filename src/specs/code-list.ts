import type { CodeListSpec, ReportSpec } from './report-spec';
import { csvRows } from './small-csv';

export interface CodeEntry {
  code: string;
  parent: string;
  title: string;
  /** Only leaves may be delivered; the others are totals. */
  leaf: boolean;
}

export interface CodeList {
  name: string;
  entries: CodeEntry[];
  leaves: Set<string>;
  /** Place of a code in the list: the order of the delivery. */
  order: Map<string, number>;
  /** The receiver's code for a value that is no leaf. */
  unknown?: string;
}

/** The code lists of a spec by name, from the texts of its files. Codes stay text: 0.1 and 0.10 differ. */
export function readCodeLists(spec: ReportSpec, files: ReadonlyMap<string, string>): Map<string, CodeList> {
  return new Map(
    Object.keys(spec.codelists ?? {}).map((name) => {
      const entry = codeListSpec(spec, name);
      const { rows } = csvRows(files.get(entry.file) ?? '');
      const entries = rows.map(({ values }) => ({
        code: values.code ?? '',
        parent: values.parent ?? '',
        title: values.title ?? '',
        leaf: values.leaf === 'true',
      }));
      const leaves = new Set(entries.filter(({ leaf }) => leaf).map(({ code }) => code));
      return [name, { name, entries, leaves, order: new Map(entries.map(({ code }, index) => [code, index])), unknown: entry.unknown }];
    }),
  );
}

export function codeListSpec(spec: ReportSpec, name: string): CodeListSpec {
  const entry = spec.codelists?.[name];
  return typeof entry === 'string' || entry === undefined ? { file: entry ?? '' } : entry;
}
