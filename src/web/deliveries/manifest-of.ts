import type { Manifest, ManifestInput } from '../../reports/manifest';
import type { ReportDossier } from './report-reader.service';

/** What the current version was made from and what came out, in the form of manifest.json. Paths are places in the archive of the service. */
export function manifestOf({ report, version, mapping, package: built }: ReportDossier): Manifest | undefined {
  if (!version) return undefined;
  const [name = '', meter = ''] = (version.software ?? '').split(/ (?=[^ ]*$)/);
  const files = (built?.files ?? version.concept ?? []).map((file) => ({ name: file.name, sha256: file.sha256, bytes: file.bytes }));
  const sources: ManifestInput[] = (version.readings ?? []).map(({ dataset, sha256, bytes, lines, totals }) => ({
    role: 'source',
    dataset,
    path: `snapshots/${version.inputs.find((input) => input.dataset === dataset)?.snapshotId ?? dataset}.parquet`,
    sha256,
    bytes,
    lines,
    ...(totals.debet === undefined ? {} : { debit: totals.debet, credit: totals.credit }),
  }));
  const table: ManifestInput[] = mapping
    ? [{ role: 'mapping', path: `mappings/${mapping.number}.csv`, sha256: mapping.sha256, bytes: mapping.file.bytes, lines: mapping.rows }]
    : [];
  const earlier: ManifestInput[] = version.earlier.map(({ dataset, figures }) => ({
    role: 'previous',
    dataset,
    path: figures.key,
    sha256: figures.sha256,
    bytes: figures.bytes,
  }));
  return {
    meter: { name, version: meter },
    spec: { id: report.specId, version: version.specVersion, sha256: version.specSha256 },
    period: report.period,
    datum: built?.datum ?? version.datum ?? '',
    organisation: built?.organisationFields ?? version.organisationFields,
    ...(Object.keys(version.parameters).length > 0 ? { parameters: version.parameters } : {}),
    inputs: [...sources, ...table, ...earlier],
    mapping: mapping ? { sha256: mapping.sha256, rows: mapping.rows } : null,
    controls: version.controls ?? [],
    files,
  };
}
