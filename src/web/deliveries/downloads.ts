import type { NamedFile } from '../../reports/report-version.entity';
import { fileSize } from '../format';
import type { ReportDossier } from './report-reader.service';

export interface Download {
  name: string;
  kind: 'delivery' | 'findings' | 'manifest';
  /** As it is kept in the file store; the others are made from the tables. */
  stored?: NamedFile;
  bytes?: string;
}

/** What can be downloaded: what will be delivered, or before that the concept, with findings and manifest beside it. */
export function downloadsOf({ version, package: built }: ReportDossier): Download[] {
  if (!version) return [];
  const files = built?.files ?? version.concept ?? [];
  const delivered = files.map((stored) => ({ name: stored.name, kind: 'delivery' as const, stored, bytes: fileSize(stored.bytes) }));
  const own: Download[] = version.validatedAt
    ? [
        { name: 'findings.json', kind: 'findings' },
        { name: 'manifest.json', kind: 'manifest' },
      ]
    : [];
  return [...delivered, ...own];
}
