import { canonicalJson } from '../audit/canonical-json';
import { decimal, trimmed } from '../specs/exact-decimal';
import type { ReportSpec } from '../specs/report-spec';
import { formatCellId } from './cell-id';
import type { PartRow } from './workbench';

/** One figure: as delivered, and before rounding. */
export interface Figure {
  cell: string;
  value: string;
  exact: string;
}

/** All figures of a version by part. */
export type Figures = Record<string, Figure[]>;

/** What is kept of a version: to compare it, and to answer datasets of later reports. */
export interface StoredFigures {
  figures: Figures;
  /** Rows of the parts as delivered, in the order of the delivery. */
  rows: Record<string, PartRow[]>;
}

/** A row of the calculation's table of cells. */
export type CellRow = Figure & { part: string };

/** Figures with amounts come from the cells, also those that round to nothing; what is text comes from the delivered rows. */
export function figuresOf(spec: ReportSpec, rows: ReadonlyMap<string, PartRow[]>, cells: readonly CellRow[]): Figures {
  const figures: Figures = {};
  for (const [name, part] of Object.entries(spec.parts)) {
    if (part.facts)
      figures[name] = cells
        .filter((cell) => cell.part === name)
        .map(({ cell, value, exact }) => ({ cell, value: plain(value), exact: plain(exact) }));
    else figures[name] = (rows.get(name) ?? []).flatMap((row, index) => textFigures(spec, { name, index }, row));
  }
  return figures;
}

function plain(value: string): string {
  return trimmed(decimal(value));
}

function textFigures(spec: ReportSpec, { name, index }: { name: string; index: number }, row: PartRow): Figure[] {
  const part = spec.parts[name];
  if (part?.figures) return Object.keys(part.figures).map((figure) => same(`${name}.${figure}`, row[figure] ?? ''));
  const keys = part?.key ?? [];
  const own = formatCellId({ part: name, key: Object.fromEntries(keys.map((key) => [key, row[key] ?? ''])) });
  return [same(keys.length > 0 ? own : `${own}#${index}`, canonicalJson(shown(row)))];
}

function same(cell: string, value: string): Figure {
  return { cell, value, exact: value };
}

function shown(row: PartRow): PartRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_') && name !== 'cell'));
}

/** The text that is stored and hashed: the same for the same figures. */
export function figuresText(spec: ReportSpec, rows: ReadonlyMap<string, PartRow[]>, cells: readonly CellRow[]): string {
  const own = Object.entries(figuresOf(spec, rows, cells)).map(
    ([part, list]) => [part, list.map(({ cell, value, exact }) => ({ cell, value, exact }))] as const,
  );
  const delivered = [...rows].map(([part, list]) => [part, list.map(shown)] as const);
  return canonicalJson({ figures: Object.fromEntries(own), rows: Object.fromEntries(delivered) });
}
