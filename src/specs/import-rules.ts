import { parse } from 'yaml';
import type { ReportSpec } from './report-spec';
import { UnusableInput } from './unusable-input';

/** import.yaml of a spec: where things stand in the file that a receiver publishes. Paths are those of import-path.ts. */
export interface ImportRules {
  /** Path of the version, usually a book year. */
  version: string;
  /** Path to the value it must have; another value means that the file is meant for another spec. */
  matches?: Record<string, string>;
  /** Names of the members of a code tree: below `items` stand entries with `code`, `title` and, for a node, `children`. */
  tree: { items: string; code: string; title: string; children: string };
  /** Text at the end of the code of a leaf that does not belong there. Nodes keep it. */
  strip?: string;
  codelists: Record<string, CodeListRule>;
  tables?: Record<string, TableRule>;
  agree?: AgreeRule[];
  checks?: ChecksRule;
  carry?: CarryRule;
}

export interface CodeListRule {
  from: string;
  file: string;
  columns?: Record<string, ColumnRule>;
  /** Codes that must be there; `{year}`, `{year-2}`, `{year+1}` are filled in. */
  expect?: string[];
}

/** `codes`: true for every code at that path; when the path gives nothing, for every leaf that is not in `except`. `title`: a value by title. */
export interface ColumnRule {
  codes?: string;
  except?: string[];
  title?: Record<string, string>;
}

export interface TableRule {
  file: string;
  columns: string[];
  rows: RowRule[];
}

/** One row for everything at `at`: fixed values, members (`.` = the value itself), and which column must hold a leaf of which code list. */
export interface RowRule {
  at: string;
  values?: Record<string, string>;
  members: Record<string, string>;
  codes?: Record<string, string>;
}

/** The codes at a path are the leaves of a list, or those with a given value in a column. The SQL of the spec rests on it. */
export interface AgreeRule {
  codes: string;
  list: string;
  where?: Record<string, string>;
}

/** Which checks the receiver runs in which delivery, to compare with spec.yaml. */
export interface ChecksRule {
  from: string;
  id: string;
  applies: string;
  deliveries: Record<string, string>;
}

/** What happens to the other files of the previous version: values to set in spec.yaml, and folders in which years move along. */
export interface CarryRule {
  set?: Record<string, string>;
  shiftYears?: string[];
}

/** The version before: all its files by path, and its spec.yaml as read. */
export interface PreviousVersion {
  files: ReadonlyMap<string, string>;
  spec: Pick<ReportSpec, 'version' | 'periods' | 'checks'>;
}

/** @throws UnusableInput when import.yaml is not YAML or lacks one of its three fixed blocks. */
export function readImportRules(text: string, file = 'import.yaml'): ImportRules {
  let rules: unknown;
  try {
    rules = parse(text, { schema: 'failsafe' });
  } catch (error) {
    throw new UnusableInput(`De importregels zijn geen geldige YAML: ${(error as Error).message.split('\n', 1)[0]}`, { file });
  }
  for (const word of ['version', 'tree', 'codelists']) {
    if (typeof rules !== 'object' || rules === null || !(word in rules))
      throw new UnusableInput(`In de importregels ontbreekt "${word}".`, { file });
  }
  return rules as ImportRules;
}
