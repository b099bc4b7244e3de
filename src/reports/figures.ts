import { canonicalJson } from '../audit/canonical-json';
import type { ReportSpec } from '../specs/report-spec';
import { formatCellId } from './cell-id';
import type { PartRow } from './workbench';

/** One figure: as delivered, and before rounding. */
export interface Figure {
  cell: string;
  value: string;
  exact: string;
}

/** All figures of a version by part, in the order of the delivery. */
export type Figures = Record<string, Figure[]>;

/** What is kept of a version to compare it, and to answer datasets of later reports. */
export interface StoredFigures {
  figures: Figures;
  /** Rows of the parts as delivered. */
  rows: Record<string, PartRow[]>;
}

/** The figures of the delivered rows. A second measure has its name behind a #; a list row is one figure of text. */
export function figuresOf(spec: ReportSpec, rows: ReadonlyMap<string, PartRow[]>): Figures {
  return Object.fromEntries([...rows].map(([name, own]) => [name, own.flatMap((row, index) => figuresOfRow(spec, { name, index }, row))]));
}

function figuresOfRow(spec: ReportSpec, place: { name: string; index: number }, row: PartRow): Figure[] {
  const part = spec.parts[place.name];
  if (part?.figures) return Object.keys(part.figures).map((figure) => same(`${place.name}.${figure}`, row[figure] ?? ''));
  const keys = Object.keys(part?.keys ?? {}).concat(part?.key ?? []);
  const own = formatCellId({ part: place.name, key: Object.fromEntries(keys.map((key) => [key, row[key] ?? ''])) });
  const measures = Object.keys(part?.measures ?? {});
  if (measures.length === 0) return [same(keys.length > 0 ? own : `${own}#${place.index}`, canonicalJson(shown(row)))];
  return measures.map((measure, index) => ({ cell: index === 0 ? own : `${own}#${measure}`, value: row[measure] ?? '0', exact: row[`${measure}_exact`] ?? row[measure] ?? '0' }));
}

function same(cell: string, value: string): Figure {
  return { cell, value, exact: value };
}

function shown(row: PartRow): PartRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_') && name !== 'cell'));
}

/** The text that is stored and hashed. */
export function figuresText(spec: ReportSpec, rows: ReadonlyMap<string, PartRow[]>): string {
  const shownRows = Object.fromEntries([...rows].map(([name, own]) => [name, own.map(shown)]));
  return canonicalJson({ figures: figuresOf(spec, rows) as unknown as Record<string, never>, rows: shownRows });
}
