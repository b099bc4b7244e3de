import type { Severity } from '../../specs/finding';
import type { Deadline } from './deadline';
import type { MeterReading } from './meter-reading';
import type { StatusLabel } from './status-label';

/** One row of the list. */
export interface DeliveryLine {
  href: string;
  /** «Derde kwartaal 2026» */
  title: string;
  subtitle: string;
  organisation?: string;
  deadline?: Deadline;
  meter: MeterReading;
  status: StatusLabel;
  /** «2 fouten», «1 signaal» */
  findings: string[];
  measured: string;
}

export interface ListPage {
  intro: string;
  deliveries: DeliveryLine[];
}

/** A figure with the words above and below it. */
export interface Tile {
  name: string;
  value: string;
  note?: string;
  tone?: 'fout' | 'actie' | 'klaar';
}

export interface CellLine {
  name: string;
  amount: string;
}

export interface FindingCard {
  id: string;
  severity: Severity;
  title?: string;
  message: string;
  advice?: string;
  value?: string;
  bound?: string;
  causes: string[];
  cells: CellLine[];
  moreCells: number;
  rows?: string;
  explanation?: { text: string; author: string; outdated: boolean };
}

export interface ControlLine {
  id: string;
  title: string;
  value: string;
  bound: string;
  result: 'passed' | 'failed' | 'skipped';
  reason?: string;
}

export interface SourceLine {
  dataset: string;
  lines: string;
  totals: { measure: string; total: string }[];
}

export interface PartLine {
  title: string;
  figures: string;
  total: string;
}

export interface FileLine {
  href: string;
  name: string;
  what: string;
  size?: string;
}

export interface EventLine {
  name: string;
  text: string;
}

export interface DetailPage {
  title: string;
  subtitle: string;
  meta: string;
  basis: string[];
  status: StatusLabel;
  deadline?: Deadline;
  meter: MeterReading;
  problem?: { when: string; message: string };
  tiles: Tile[];
  findings: FindingCard[];
  controls: ControlLine[];
  sources: SourceLine[];
  parts: PartLine[];
  alignment?: { text: string; fits: boolean };
  files: FileLine[];
  filesNote?: string;
  events: EventLine[];
  fingerprint?: string;
}
