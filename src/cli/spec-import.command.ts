import { fileExists, join, listFiles, listFolders, readText, writeTogether } from '../platform/files';
import { compiledSpecsFolder, specsRoot } from '../platform/installation';
import { importDefinition, type ImportResult } from '../specs/import-definition';
import { readImportRules, type PreviousVersion } from '../specs/import-rules';
import { SpecsService } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';

const MOST_CHANGES = 40;

/** Where imported data lives; what people wrote in an existing version is never overwritten. */
const DATA = /^(codelists|tables)\//;

/**
 * Turns the definition that a receiver publishes for a year into a spec version, by the import rules in the spec's folder. Says what is
 * wrong in the file and what changed since the version before. Exit code 1 when the file has a flaw that makes it unusable; then nothing
 * is written.
 */
export async function importSpec(id: string, file: string): Promise<number> {
  const folder = join(specsRoot(), id);
  const rulesFile = join(folder, 'import.yaml');
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(id) || !fileExists(rulesFile))
    throw new UnusableInput(`De specificatie "${id}" heeft geen importregels (import.yaml).`);
  const rules = readImportRules(await readText(rulesFile), rulesFile);
  const definition = await readDefinition(file);
  const { version } = importDefinition(rules, definition);
  const result = importDefinition(rules, definition, await versionBefore(folder, version));
  report(id, result);
  if (result.flaws.some(({ severity }) => severity === 'error')) return 1;
  const target = join(folder, version);
  const known = fileExists(join(target, 'spec.yaml'));
  const written = result.files.filter(({ path }) => DATA.test(path) || !known);
  const changed = [];
  for (const { path, content } of written)
    if (!fileExists(join(target, path)) || (await readText(join(target, path))) !== content) changed.push({ name: path, content });
  await writeTogether(target, changed);
  process.stdout.write(
    changed.length === 0
      ? `${id} ${version} was al bijgewerkt.\n`
      : `${changed.length} bestanden geschreven in ${id}/${version}. Controleer met: meter spec lint ${id}/${version}, meter spec test ${id}/${version}.\n`,
  );
  return 0;
}

async function readDefinition(file: string): Promise<unknown> {
  const text = await readText(file).catch(() => {
    throw new UnusableInput('Het definitiebestand bestaat niet of is niet leesbaar.', { file });
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new UnusableInput(`Het definitiebestand is geen geldige JSON (${error instanceof Error ? error.message : ''}).`, { file });
  }
}

async function versionBefore(folder: string, version: string): Promise<PreviousVersion | undefined> {
  const versions = (await listFolders(folder)).filter((name) => name < version && fileExists(join(folder, name, 'spec.yaml')));
  const previous = versions.at(-1);
  if (previous === undefined) return undefined;
  const names = await listFiles(join(folder, previous));
  const contents = await Promise.all(names.map((name) => readText(join(folder, previous, name))));
  const { spec } = await new SpecsService(specsRoot(), compiledSpecsFolder()).load(join(folder, previous));
  return { files: new Map(names.map((name, index) => [name, contents[index] ?? ''])), spec };
}

function report(id: string, { version, flaws, changes, checkDifferences }: ImportResult): void {
  const lines = [`${id} ${version}`];
  for (const { severity, where, message } of flaws) lines.push(`  ${severity === 'error' ? 'fout' : 'waarschuwing'}  ${where}: ${message}`);
  lines.push(
    changes.length === 0
      ? '  Geen wijzigingen in codes en tabellen ten opzichte van de versie ervoor.'
      : `  ${changes.length} wijzigingen ten opzichte van de versie ervoor:`,
  );
  const words = { added: 'nieuw', removed: 'vervallen', renamed: 'andere naam', changed: 'gewijzigd' };
  for (const { list, kind, code, before, after } of changes.slice(0, MOST_CHANGES))
    lines.push(
      `    ${list}: ${words[kind]} ${code}${kind === 'renamed' || kind === 'changed' ? ` (${before ?? ''} → ${after ?? ''})` : after ? ` (${after})` : ''}`,
    );
  if (changes.length > MOST_CHANGES) lines.push(`    … en nog ${changes.length - MOST_CHANGES}.`);
  for (const difference of checkDifferences) lines.push(`  let op  ${difference}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
