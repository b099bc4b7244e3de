import type { Severity } from './finding';

/**
 * The shape of spec.yaml as `report-specs/spec.schema.json` checks it. Every value is text: YAML is read with the failsafe schema,
 * so that a code such as 0.10 stays a code. The words are explained in report-specs/README.md.
 */
export interface ReportSpec {
  spec: string;
  id: string;
  version: string;
  title: string;
  description?: string;
  receiver: { id?: string; role?: string; name?: string; alreadyHas?: string[] };
  audience: string[];
  validFor: { from: string; to?: string };
  legalBasis: Record<string, LegalBasis>;
  purposes: Record<string, { text: string; basis?: string[] }>;
  periods: { year: { starts: string }; deliveries: Record<string, DeliverySpec> };
  calendar: CalendarSpec;
  organisation: string[];
  parameters?: Record<string, ParameterSpec>;
  codelists?: Record<string, CodeListSpec>;
  tables?: Record<string, TableSpec>;
  datasets: Record<string, DatasetSpec>;
  mappings?: Record<string, MappingSpec>;
  parts: Record<string, PartSpec>;
  views?: Record<string, string>;
  checks: CheckSpec[];
  outputs: Record<string, OutputSpec>;
  delivery: { channel: string; steps?: string; receiptNumber?: string; verdict?: string; options?: Record<string, string> };
  review: { role: string; fourEyes: string };
  retention?: Record<string, string>;
  demo?: Record<string, string>;
}

export interface LegalBasis {
  law: string;
  bwbId?: string;
  article?: string;
  url: string;
  explanation: string;
}

/** How sure the author is; `inferred` and `open` are shown with every finding that rests on it. */
export interface Provenance {
  status?: 'confirmed' | 'inferred' | 'open' | 'own';
  reason?: string;
  source?: string;
  basis?: string;
}

export type Stage = 'budget' | 'actual' | 'final';

export interface DeliverySpec {
  covers: string;
  cumulative?: 'year';
  stage: Stage;
  title?: string;
  values?: Record<string, string>;
}

export interface DueSpec {
  on?: string;
  year?: string;
  after?: string;
  days?: string;
  months?: string;
  roll?: 'next-workday' | 'previous-workday';
}

/** Beside the four fixed keys: one entry for every delivery, with its due date. */
export interface CalendarSpec {
  timezone: string;
  opens?: DueSpec;
  readings?: { every: string };
  windows?: Record<string, DueSpec>;
  [delivery: string]: unknown;
}

export interface DueEntry extends Provenance {
  /** Instead of the `opens` of the calendar, for a delivery that is due before its period begins. */
  opens?: DueSpec;
  due: DueSpec;
}

export interface ParameterSpec extends Provenance {
  type: ColumnType;
  unit?: string;
  title?: string;
  value?: string;
  file?: string;
  values?: string[];
  scope?: 'organisation' | 'report';
}

export type ColumnType = 'code' | 'text' | 'integer' | 'decimal' | 'amount' | 'date' | 'boolean' | 'document';

export interface CodeListSpec {
  file: string;
  columns?: Record<string, ColumnType>;
  /** Receiver's error code for a value that is not a leaf of this list. */
  unknown?: string;
}

export interface TableSpec {
  file: string;
  columns: Record<string, ColumnType>;
}

export interface ColumnSpec {
  type: ColumnType;
  class: 'geen' | 'geaggregeerd' | 'klein-aantal' | 'microdata' | 'bijzonder' | 'bsn';
  title?: string;
  optional?: string;
  measure?: string;
  use?: 'lineage';
  /** Name in the header of the source when it differs from the name in SQL. */
  from?: string;
  min?: string;
  max?: string;
}

export interface DatasetSpec {
  title?: string;
  purpose?: string;
  /** Canonical dataset that a source system can offer; the name a user gives on the command line. */
  concept?: string;
  /** Deliveries in which it is bound; in the others the relation is empty. */
  in?: string[];
  required?: string;
  columns: Record<string, ColumnSpec>;
  row?: string[];
  /** Which columns play a known role, so that the engine can check the source itself. */
  roles?: { year?: string; period?: string; document?: string; date?: string };
  conserves?: string;
  scope?: string;
  exclude?: ExcludeSpec[];
  reconcile?: ReconcileSpec;
  mapping?: string;
  /** A part of another report version, bound as if it were a dataset. */
  report?: string;
  part?: string;
  period?: string | { delivery: string; year?: string };
  status?: string;
}

export interface ExcludeSpec {
  where: string;
  reason: string;
  id?: string;
  severity?: Severity;
}

/** Row by row: the measure of a source row equals the signed sum of its facts. */
export interface ReconcileSpec {
  rows?: string;
  measure: string;
  parts: Record<string, string>;
}

export interface MappingSpec {
  title?: string;
  by: Record<string, 'prefix' | 'exact'>;
  gives: Record<string, MappingColumnSpec>;
  /** Rows of the table that are legal but suspicious; the query names them by `_rule`. */
  warn?: string;
  findings?: { refused?: string; warned?: string };
}

export interface MappingColumnSpec {
  values?: string[];
  codelist?: string | Record<string, string | string[]>;
  by?: string;
  /** `column in ('a', 'b')` or `column = 'a'`: the rows of the table in which this code must be filled; elsewhere it stays empty. */
  when?: string;
  optional?: string;
}

export interface MeasureSpec {
  unit: string;
  round?: string;
  zero?: 'omit' | 'keep' | 'fill';
  aggregate?: 'sum' | 'max' | 'min' | 'distinct';
}

export interface FigureSpec extends Provenance {
  formula?: string;
  of?: string;
  else?: string;
  type: ColumnType;
  unit?: string;
  title?: string;
}

export interface PartSpec {
  title?: string;
  basis?: string;
  in?: string[];
  facts?: string;
  keys?: Record<string, string>;
  measures?: Record<string, MeasureSpec>;
  perRow?: 'once' | 'many';
  derive?: { terms: string; in?: string[]; id: string; severity: Severity; text: string };
  terms?: string;
  inputs?: string[];
  figures?: Record<string, FigureSpec>;
  list?: string;
  key?: string[];
  parent?: { part: string; by: string[]; min?: string; max?: string };
  show?: string[];
}

export type Combine = 'net' | 'sumAbs' | 'maxAbs' | 'each';

export interface CheckSpec extends Provenance {
  id: string;
  severity: Severity;
  title: string;
  in?: string[];
  sql?: string;
  terms?: string;
  combine?: Combine;
  per?: string;
  as?: 'percent' | 'amount';
  pass?: { max: string };
  /** This entry is the receiver's own "cannot be computed" for the named checks. */
  impossible?: string[];
  unit?: string;
  /** Datasets that must be bound; without them the check is recorded as not run. */
  needs?: string[];
  text?: { wat?: string; hoe?: string; achtergrond?: string };
}

export type TreeNode = string | TreeNode[] | { [key: string]: TreeNode };

export interface OutputSpec {
  format: string;
  title?: string;
  file?: string;
  schema?: string;
  /** CSV that translates a violation of the schema into the receiver's own error code. */
  errors?: string;
  tree?: TreeNode;
}
