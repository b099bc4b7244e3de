import { formatFor } from '../generation/formats/registry';
import { readDocument } from '../generation/read-document';
import { dirname, join, readBytes, sha256 } from '../platform/files';
import { rowsForDataset, wantedReport } from '../reports/earlier';
import type { Manifest } from '../reports/manifest';
import type { PartRow } from '../reports/workbench';
import type { ReportSpec } from '../specs/report-spec';
import type { LoadedSpec } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';

export interface EarlierReports {
  /** Rows by the dataset that asks for them. */
  rows: Record<string, PartRow[]>;
  inputs: { path: string; sha256: string; bytes: number }[];
  /** Conversietabel of the last of them, when it is still there unchanged: what changed since may explain a difference. */
  mapping?: string;
}

/** Finds among the given manifests the report versions that the spec's datasets ask for, and reads their delivered files backwards. */
export async function earlierParts(loaded: LoadedSpec, period: string, manifests: string[]): Promise<EarlierReports> {
  const earlier: EarlierReports = { rows: {}, inputs: [] };
  const versions = await Promise.all(manifests.map((path) => readEarlier(loaded.spec, path)));
  earlier.inputs.push(...versions.map(({ path, sha256: hash, bytes }) => ({ path, sha256: hash, bytes })));
  for (const [name, dataset] of Object.entries(loaded.spec.datasets)) {
    const wanted = wantedReport(loaded.spec, period, dataset);
    const version = versions.find(({ manifest }) => manifest.spec.id === wanted?.specId && manifest.period === wanted.period);
    if (wanted && version) earlier.rows[name] = rowsForDataset(loaded.spec, name, version.parts[wanted.part] ?? []);
  }
  earlier.mapping = await lastMapping(versions);
  return earlier;
}

async function lastMapping(versions: { path: string; manifest: Manifest }[]): Promise<string | undefined> {
  for (const { path, manifest } of [...versions].reverse()) {
    const input = manifest.inputs.find(({ role }) => role === 'mapping');
    const file = input && join(dirname(path), input.path);
    const bytes = file && (await readBytes(file).catch(() => undefined));
    if (file && bytes && sha256(bytes) === input.sha256) return file;
  }
  return undefined;
}

async function readEarlier(
  spec: ReportSpec,
  path: string,
): Promise<{ path: string; sha256: string; bytes: number; manifest: Manifest; parts: Record<string, PartRow[]> }> {
  const bytes = await readBytes(path).catch(() => {
    throw new UnusableInput('Het manifest van een eerdere levering bestaat niet of is niet leesbaar.', { file: path });
  });
  let manifest: Manifest;
  try {
    manifest = JSON.parse(bytes.toString('utf8')) as Manifest;
  } catch {
    throw new UnusableInput('Het bestand is geen manifest van een eerdere levering.', { file: path });
  }
  if (manifest.spec?.id !== spec.id)
    throw new UnusableInput(`Dit manifest hoort bij ${manifest.spec?.id ?? 'een andere specificatie'} en niet bij ${spec.id}.`, {
      file: path,
    });
  const parts: Record<string, PartRow[]> = {};
  for (const [index, output] of Object.values(spec.outputs).entries()) {
    const file = manifest.files[index];
    if (!file) continue;
    const content = await readBytes(join(dirname(path), file.name)).catch(() => {
      throw new UnusableInput(`Het bestand ${file.name} van de eerdere levering ontbreekt naast zijn manifest.`, { file: path });
    });
    if (sha256(content) !== file.sha256)
      throw new UnusableInput(`Het bestand ${file.name} is sinds de eerdere levering veranderd.`, { file: path });
    Object.assign(parts, readDocument(output.tree ?? {}, formatFor(output.format).read(content, file.name)).parts);
  }
  return { path, sha256: sha256(bytes), bytes: bytes.length, manifest, parts };
}
