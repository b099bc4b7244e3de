import { dirname, fileExists, join, readText, resolve } from '../platform/files';
import type { Manifest, ManifestInput } from '../reports/manifest';
import { UnusableInput } from '../specs/unusable-input';
import type { GenerateOptions } from './generate.command';

/** @throws UnusableInput when the file is no manifest. */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readText(path).catch(() => {
    throw new UnusableInput('Het manifest bestaat niet of is niet leesbaar.', { file: path });
  });
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.spec.id && Array.isArray(manifest.inputs) && Array.isArray(manifest.files)) return manifest;
  } catch {
    // Falls through to the one message for everything that is no manifest.
  }
  throw new UnusableInput('Dit bestand is geen manifest van een rapportage.', { file: path });
}

/** The options with which the report of a manifest is made again; a source that is gone is read from the archive beside the manifest. */
export function optionsOf(manifest: Manifest, path: string): GenerateOptions {
  const folder = dirname(path);
  const at = (input: ManifestInput) => resolve(join(folder, input.path));
  const of = (role: ManifestInput['role']) => manifest.inputs.filter((input) => input.role === role);
  const sources = of('source').map((input) => {
    const archived = join(folder, 'snapshot', `${input.sha256}.parquet`);
    return `${input.dataset ?? ''}=${fileExists(at(input)) || !fileExists(archived) ? at(input) : resolve(archived)}`;
  });
  const [organisation] = of('organisation');
  const [mapping] = of('mapping');
  if (!organisation) throw new UnusableInput('In het manifest ontbreekt de organisatie.', { file: path });
  return {
    spec: manifest.spec.id,
    period: manifest.period,
    organisation: at(organisation),
    source: sources,
    mapping: mapping && at(mapping),
    out: folder,
    previous: of('previous').map(at),
    datum: manifest.datum,
    software: manifest.meter,
    ...of('source')[0]?.reading,
  };
}

/** Stops when an input, or the specification, is not what it was. */
export function refuseOtherInputs(manifest: Manifest, again: Manifest): void {
  if (manifest.spec.sha256 !== again.spec.sha256)
    throw new UnusableInput(
      `De specificatie ${manifest.spec.id} is sinds deze rapportage veranderd (vingerafdruk ${manifest.spec.sha256.slice(0, 12)} is nu ${again.spec.sha256.slice(0, 12)}).`,
    );
  for (const input of manifest.inputs) {
    const now = again.inputs.find(
      ({ role, dataset, sha256 }) => role === input.role && dataset === input.dataset && (role !== 'previous' || sha256 === input.sha256),
    );
    if (now?.sha256 !== input.sha256)
      throw new UnusableInput('Dit bestand is sinds de rapportage veranderd: de vingerafdruk verschilt.', { file: input.path });
  }
}
