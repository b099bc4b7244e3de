import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Folder with public reference data; not part of the repository. */
export function referenceFolder(): string {
  return resolve(ROOT, process.env.REFERENCE_DATA ?? '../shared/data');
}

export function referenceFile(name: string): string | undefined {
  const path = join(referenceFolder(), name);
  return existsSync(path) ? path : undefined;
}

/** Runs the tests only where the files are there, and says so where they are not. */
export function describeWithReference(title: string, names: string[], tests: (paths: string[]) => void): void {
  const paths = names.map(referenceFile).filter((path) => path !== undefined);
  if (paths.length === names.length) {
    describe(title, () => tests(paths));
    return;
  }
  console.warn(`Skipped "${title}": ${names.join(', ')} not found in ${referenceFolder()} (set REFERENCE_DATA).`);
  describe.skip(title, () => it('needs the reference data', () => undefined));
}
