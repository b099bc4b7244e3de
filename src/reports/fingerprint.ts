import { canonicalJson, type Json } from '../audit/canonical-json';
import type { Finding } from '../specs/finding';
import type { OrganisationFields } from './organisation';
import type { PackagedExplanation } from './report-package.entity';

/** Everything that somebody judges who approves a package. */
export interface Judged {
  /** The delivered files, in their order. */
  files: readonly { name: string; sha256: string }[];
  /** Hash of all figures, unrounded. */
  figures: string;
  snapshots: readonly { dataset: string; sha256: string; profile: string }[];
  spec: { id: string; version: string; sha256: string };
  /** Hash of the conversietabel. */
  mapping: string | null;
  findings: readonly Finding[];
  explanations: readonly PackagedExplanation[];
  /** Contact and what may be made public stand among these. */
  organisation: OrganisationFields;
}

/**
 * The text of which the SHA-256 is the fingerprint (vingerafdruk): the same package has the same, and one different figure, finding,
 * word of an explanation or telephone number gives another. The approval stores it; delivery compares it again before sending.
 */
export function fingerprintText(judged: Judged): string {
  const pick = <T extends object, K extends keyof T>(value: T, ...names: K[]) =>
    Object.fromEntries(names.map((name) => [name, value[name]]));
  const snapshots = judged.snapshots.map((snapshot) => pick(snapshot, 'dataset', 'sha256', 'profile'));
  return canonicalJson({
    files: judged.files.map((file) => pick(file, 'name', 'sha256')),
    figures: judged.figures,
    snapshots: snapshots.sort((a, b) => (String(a.dataset) < String(b.dataset) ? -1 : 1)),
    spec: pick(judged.spec, 'id', 'version', 'sha256'),
    mapping: judged.mapping,
    findings: judged.findings.map(withoutGaps),
    explanations: judged.explanations.map((explanation) => pick(explanation, 'place', 'text', 'author')),
    organisation: judged.organisation,
  });
}

/** A member that is absent and one that is undefined are the same; the database keeps only the first. */
function withoutGaps(finding: Finding): Json {
  return JSON.parse(JSON.stringify(finding)) as Json;
}
