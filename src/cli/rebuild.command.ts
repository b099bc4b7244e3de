import { basename, dirname, join, readBytes, sha256 } from '../platform/files';
import { toJson } from '../reports/manifest';
import { withCalculationRoom } from '../platform/calculation-session';
import { build } from './generate.command';
import { optionsOf, readManifest, refuseOtherInputs } from './manifest-file.service';

/** Makes a report again from its manifest and compares the bytes. Exit code 0 identical, 1 different. */
export async function rebuild(path: string): Promise<number> {
  const manifest = await readManifest(path);
  const { run, manifest: again } = await withCalculationRoom({}, (session) => build(optionsOf(manifest, path), session));
  refuseOtherInputs(manifest, again);
  const folder = dirname(path);
  const different: string[] = [];
  for (const file of run.files) {
    const recorded = manifest.files.find(({ name }) => name === file.name);
    const onDisk = await readBytes(join(folder, file.name)).catch(() => undefined);
    if (recorded?.sha256 !== sha256(file.content)) different.push(`${file.name}: anders dan in het manifest`);
    else if (onDisk && sha256(onDisk) !== recorded.sha256) different.push(`${file.name}: het bestand in de map is veranderd`);
  }
  const findings = await readBytes(join(folder, 'findings.json')).catch(() => undefined);
  if (findings && findings.toString('utf8') !== toJson(run.findings)) different.push('findings.json: andere bevindingen');
  const verdict =
    different.length === 0
      ? `Gelijk: ${run.files.map(({ name }) => name).join(', ')} byte voor byte opnieuw gemaakt.`
      : `Verschillend:\n  ${different.join('\n  ')}`;
  process.stdout.write(`${basename(folder)}: ${verdict}\n`);
  return different.length === 0 ? 0 : 1;
}
