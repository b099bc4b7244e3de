import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of this installation: the one that holds package.json and report-specs/. */
export const installationRoot = join(__dirname, '..', '..');

export function specsRoot(): string {
  return join(installationRoot, 'report-specs');
}

/** Where the build keeps specs that it found valid, by the hash of their text. */
export function compiledSpecsFolder(): string {
  return join(installationRoot, 'dist', 'compiled-specs');
}

/** Name and version as they stand in every delivered file and manifest. */
export async function software(): Promise<{ name: string; version: string }> {
  const { version } = JSON.parse(await readFile(join(installationRoot, 'package.json'), 'utf8')) as { version: string };
  return { name: 'Verantwoordingsmeter', version };
}
