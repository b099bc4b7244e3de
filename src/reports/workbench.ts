import type { LoadedMapping } from '../mapping/mappings.service';
import type { Calculation } from '../platform/duckdb';
import type { DatasetReading } from '../sources/datasets.service';
import type { CodeList } from '../specs/code-list';
import type { CompiledSpec } from '../specs/compile.service';
import type { Finding } from '../specs/finding';
import type { Period } from '../specs/period';
import type { SqlValue } from '../specs/sql-values';
import type { OrganisationFields } from './organisation';

/**
 * One calculation with everything bound that a report is made from. Generation fills it with parts; validation looks at them.
 * Relations in the calculation: every name of the spec, `_f_<part>` (facts with `_row`), `_cells` (cell, part, value, exact) and
 * `_rows_<dataset>` (condensed rows with `_class`).
 */
export interface Workbench {
  calculation: Calculation;
  compiled: CompiledSpec;
  period: Period;
  values: ReadonlyMap<string, SqlValue>;
  lists: ReadonlyMap<string, CodeList>;
  organisation: OrganisationFields;
  /** Datasets that were read from a file in this run. */
  readings: Map<string, DatasetReading>;
  /** Datasets that another report version filled. */
  earlier: Set<string>;
  mapping?: LoadedMapping;
  /** What reading, mapping and generation found; a check may point at one of them as the cause. */
  findings: Finding[];
}

/** A control that ran, or did not run with the reason why. Values are decimal strings. */
export interface ControlResult {
  id: string;
  value: string | null;
  bound: string | null;
  passed: boolean | null;
  unit?: string;
  numerator?: string;
  denominator?: string;
  reason?: string;
}

/** A delivered file. */
export interface ReportFile {
  name: string;
  content: Uint8Array;
}

/** Rows of a part as delivered: text by column, with the cell they are. */
export type PartRow = Record<string, string>;
