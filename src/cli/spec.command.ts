import { compiledSpecsFolder, specsRoot } from '../platform/installation';
import { compileSpec } from '../specs/compile.service';
import { lintSpec } from '../specs/lint';
import type { SpecProblem } from '../specs/spec-source';
import { SpecsService, type SpecVersion } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';
import { withCalculationRoom } from '../platform/calculation-session';
import { SpecExamplesService, type ExampleResult } from './spec-examples.service';

/** Two examples at a time: each has a calculation of its own. */
const AT_ONCE = 2;

export async function listSpecs(): Promise<number> {
  const specs = new SpecsService(specsRoot(), compiledSpecsFolder());
  for (const { id, version, folder } of await specs.list()) {
    const { source } = await specs.inspect(folder);
    process.stdout.write(`${id.padEnd(44)} ${version.padEnd(10)} ${source.spec?.title ?? '(ongeldig)'}\n`);
  }
  return 0;
}

/** Every problem of every version, with line and column. Exit code 1 when there is one. */
export async function lintSpecs(id: string | undefined): Promise<number> {
  const specs = new SpecsService(specsRoot(), compiledSpecsFolder());
  let problems = 0;
  for (const version of await chosen(specs, id)) {
    const found = await lintVersion(specs, version.folder);
    problems += found.length;
    for (const { file, line, column, message } of found)
      process.stdout.write(`${[file, line, column].filter((part) => part !== undefined).join(':')}: ${message}\n`);
    process.stdout.write(
      `${version.id} ${version.version}: ${found.length === 0 ? 'in orde' : `${found.length} ${found.length === 1 ? 'probleem' : 'problemen'}`}\n`,
    );
  }
  return problems === 0 ? 0 : 1;
}

export async function lintVersion(specs: SpecsService, folder: string): Promise<SpecProblem[]> {
  const { problems } = await specs.inspect(folder);
  if (problems.length > 0) return problems;
  const loaded = await specs.load(folder);
  const examples = await new SpecExamplesService().names(loaded);
  return withCalculationRoom({}, async ({ calculation }) => {
    const { compiled, problems: inSql } = await compileSpec(loaded, calculation);
    return [...inSql, ...lintSpec(compiled, examples)];
  });
}

/** Runs every example. Exit code 1 when one does not hold. */
export async function testSpecs(id: string | undefined): Promise<number> {
  const specs = new SpecsService(specsRoot(), compiledSpecsFolder());
  let failed = 0;
  let total = 0;
  for (const version of await chosen(specs, id)) {
    const results = await runExamples(specs, version.folder);
    for (const { name, title, differences } of results) {
      total++;
      if (differences.length === 0) continue;
      failed++;
      process.stdout.write(
        `${version.id} ${version.version} ${name}: ${title}\n${differences.map((difference) => `    ${difference}\n`).join('')}`,
      );
    }
    const uncovered = await uncoveredChecks(specs, version.folder, results);
    for (const line of uncovered) process.stdout.write(`${version.id} ${version.version}: ${line}\n`);
    failed += uncovered.length;
  }
  process.stdout.write(`${total} voorbeelden, ${failed} ${failed === 1 ? 'klopt' : 'kloppen'} niet.\n`);
  return failed === 0 ? 0 : 1;
}

export async function runExamples(specs: SpecsService, folder: string): Promise<ExampleResult[]> {
  const loaded = await specs.load(folder);
  const service = new SpecExamplesService();
  const names = await service.names(loaded);
  const results: ExampleResult[] = [];
  const work = names.values();
  const worker = async () => {
    for (const name of work) results.push(await service.run(loaded, name));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A check without an example that fails and one that passes is not proven. */
export async function uncoveredChecks(specs: SpecsService, folder: string, results: ExampleResult[]): Promise<string[]> {
  const { spec } = await specs.load(folder);
  return spec.checks.flatMap((check) => {
    const failing = results.some(({ found }) => found.includes(check.id));
    const passing = check.impossible
      ? results.some(({ found }) => !found.includes(check.id))
      : results.some(({ passed }) => passed.includes(check.id));
    return [
      ...(failing ? [] : [`controle ${check.id} heeft geen voorbeeld dat niet voldoet`]),
      ...(passing ? [] : [`controle ${check.id} heeft geen voorbeeld dat voldoet`]),
    ];
  });
}

async function chosen(specs: SpecsService, id: string | undefined): Promise<SpecVersion[]> {
  const all = await specs.list();
  const versions = id === undefined ? all : all.filter((version) => version.id === id || `${version.id}/${version.version}` === id);
  if (versions.length === 0)
    throw new UnusableInput(
      `De specificatie "${id ?? ''}" bestaat niet. Kies uit: ${[...new Set(all.map((version) => version.id))].join(', ')}.`,
    );
  return versions;
}
