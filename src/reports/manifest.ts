import type { ReadRequest } from '../sources/source-reading';
import type { Finding, Severity } from '../specs/finding';
import type { OrganisationFields } from './organisation';
import type { ControlResult } from './workbench';

export interface ManifestInput {
  role: 'source' | 'mapping' | 'organisation' | 'previous';
  /** Dataset that a source answers. */
  dataset?: string;
  /** Relative to the folder of the manifest. */
  path: string;
  /** Of the bytes as received, after unzip. */
  sha256: string;
  bytes: number;
  lines?: number;
  debit?: string;
  credit?: string;
  /** How a source was told to be read. */
  reading?: Pick<ReadRequest, 'delimiter' | 'decimal' | 'encoding'>;
}

/** Everything that a report was made from and what came out: enough to make it again, byte for byte. */
export interface Manifest {
  meter: { name: string; version: string };
  spec: { id: string; version: string; sha256: string };
  period: string;
  datum: string;
  organisation: OrganisationFields;
  parameters?: Record<string, string>;
  inputs: ManifestInput[];
  mapping: { sha256: string; rows: number } | null;
  controls: ControlResult[];
  files: { name: string; sha256: string; bytes: number }[];
}

const ORDER: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** By severity, id, part and key, on bytes, so that the same findings give the same file. */
export function sortFindings(findings: Finding[]): Finding[] {
  const place = (finding: Finding) =>
    [ORDER[finding.severity], finding.id, finding.part ?? '', JSON.stringify(finding.key ?? {}), finding.message].join('\u0000');
  return [...findings].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** Stable JSON for files that people and scripts read. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
