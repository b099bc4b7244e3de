import { Injectable } from '@nestjs/common';
import { toJson } from '../../reports/manifest';
import { PackagesService } from '../../reports/packages.service';
import { Refusal } from '../../reports/refusal';
import { downloadsOf } from './downloads';
import { manifestOf } from './manifest-of';
import type { ReportDossier } from './report-reader.service';

/** The bytes of what can be downloaded of a report. */
@Injectable()
export class ReportFiles {
  constructor(private readonly packages: PackagesService) {}

  /** @throws Refusal when the report has no such file. */
  async content(dossier: ReportDossier, name: string): Promise<{ content: Buffer; type: string }> {
    const download = downloadsOf(dossier).find((candidate) => candidate.name === name);
    if (!download) throw new Refusal('not-found', 'Dit bestand hoort niet bij de levering.');
    if (download.stored) return { content: await this.packages.content({ files: [download.stored] }, name), type: typeOf(name) };
    const value = download.kind === 'findings' ? dossier.findings.map(({ finding }) => finding.body) : manifestOf(dossier);
    return { content: Buffer.from(toJson(value)), type: typeOf(name) };
  }
}

const TYPES: Record<string, string> = {
  json: 'application/json',
  xml: 'application/xml',
  csv: 'text/csv; charset=utf-8',
  zip: 'application/zip',
};

function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}
