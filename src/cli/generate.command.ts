import { availableParallelism } from 'node:os';
import { Calculation } from '../platform/duckdb';
import { makeWorkDir, relative, removeFolder, resolve, sha256, writeTogether } from '../platform/files';
import type { Manifest, ManifestInput } from '../reports/manifest';
import { toJson } from '../reports/manifest';
import type { DecimalSign } from '../sources/source-reading';
import { UnusableInput } from '../specs/unusable-input';
import { amsterdamIso, Clock } from '../platform/clock';
import { software, specsRoot } from '../platform/installation';
import { earlierParts } from './earlier-reports';
import { readOrganisation } from './organisation-file';
import { ReportRunService, type ReportRun } from './report-run.service';
import { bindSources } from './source-options';
import { runSummary } from './summary';
import { SpecsService } from '../specs/specs.service';

export interface GenerateOptions {
  spec: string;
  period: string;
  organisation: string;
  source: string[];
  mapping?: string;
  out: string;
  values?: string;
  previous: string[];
  datum?: string;
  archive?: boolean;
  json?: boolean;
  delimiter?: string;
  decimal?: string;
  encoding?: string;
}

export interface Generated {
  run: ReportRun;
  manifest: Manifest;
}

/** Builds a report from files and writes it with its findings and manifest. Exit code 0 without errors, 1 with errors. */
export async function generate(options: GenerateOptions): Promise<number> {
  const workDir = await makeWorkDir();
  const calculation = new Calculation({ workDir, threads: availableParallelism() });
  try {
    const { run, manifest } = await build(options, { workDir, calculation, progress: (step) => process.stderr.write(`${step} …\n`) });
    await write(options, run, manifest);
    const errors = run.findings.filter(({ severity }) => severity === 'error').length;
    process.stdout.write(options.json ? toJson({ manifest, findings: run.findings }) : runSummary(run, manifest, options.out));
    return errors > 0 ? 1 : 0;
  } catch (error) {
    throw diskFull(error, options.out) ?? error;
  } finally {
    await calculation.close();
    await removeFolder(workDir);
  }
}

/** The whole run, in memory: what `generate` writes and `rebuild` compares. */
export async function build(options: GenerateOptions, tools: { workDir: string; calculation: Calculation; progress?: (step: string) => void }): Promise<Generated> {
  const loaded = await new SpecsService(specsRoot()).forPeriod(options.spec, options.period);
  const organisation = await readOrganisation(options.organisation, loaded.spec.organisation);
  const sources = bindSources(loaded.spec, options);
  const earlier = await earlierParts(loaded, options.period, options.previous);
  const reading = readingOptions(options);
  const request = { loaded, period: options.period, organisation: organisation.fields, parameters: organisation.parameters, sources, mapping: options.mapping, earlier: earlier.rows, reading, workDir: tools.workDir };
  const datum = options.datum ?? amsterdamIso(new Clock().now());
  const version = await software();
  const run = await new ReportRunService(tools.progress).run(request, tools.calculation, { datum, software: `${version.name} ${version.version}` });
  return { run, manifest: manifestOf({ options, run, datum, version, organisation, reading, earlier: earlier.inputs }) };
}

function readingOptions({ delimiter, decimal, encoding }: GenerateOptions): ManifestInput['reading'] {
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') throw new UnusableInput('--decimal moet . of , zijn.');
  if (encoding !== undefined && encoding !== 'utf-8' && encoding !== 'windows-1252') throw new UnusableInput('--encoding moet utf-8 of windows-1252 zijn.');
  const sign = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  if (sign !== undefined && sign.length !== 1) throw new UnusableInput('--delimiter moet één teken zijn, of "tab".');
  if (sign === undefined && decimal === undefined && encoding === undefined) return undefined;
  return { delimiter: sign, decimal: decimal as DecimalSign | undefined, encoding: encoding as 'utf-8' | undefined };
}

interface ManifestParts {
  options: GenerateOptions;
  run: ReportRun;
  datum: string;
  version: { name: string; version: string };
  organisation: Awaited<ReturnType<typeof readOrganisation>>;
  reading: ManifestInput['reading'];
  earlier: { path: string; sha256: string; bytes: number }[];
}

function manifestOf({ options, run, datum, version, organisation, reading, earlier }: ManifestParts): Manifest {
  const { bench } = run;
  const from = (path: string) => relative(resolve(options.out), resolve(path)).replaceAll('\\', '/');
  const sources: ManifestInput[] = [...bench.readings].map(([dataset, { plan, received, lines, totals }]) => ({
    role: 'source',
    dataset,
    path: from(sourcePath(options, dataset, run) ?? plan.table.path),
    ...received,
    lines,
    ...(totals.debet === undefined ? {} : { debit: totals.debet, credit: totals.credit }),
    ...(reading ? { reading } : {}),
  }));
  const inputs: ManifestInput[] = [...sources, { role: 'organisation', path: from(options.organisation), sha256: organisation.sha256, bytes: organisation.bytes }];
  if (bench.mapping && options.mapping) inputs.push({ role: 'mapping', path: from(options.mapping), sha256: bench.mapping.sha256, bytes: bench.mapping.bytes, lines: bench.mapping.rows });
  inputs.push(...earlier.map((input) => ({ role: 'previous' as const, ...input, path: from(input.path) })));
  return {
    meter: version,
    spec: { id: bench.compiled.spec.id, version: bench.compiled.spec.version, sha256: bench.compiled.sha256 },
    period: bench.period.id,
    datum,
    organisation: bench.organisation,
    ...(Object.keys(organisation.parameters).length > 0 ? { parameters: organisation.parameters } : {}),
    inputs,
    mapping: bench.mapping ? { sha256: bench.mapping.sha256, rows: bench.mapping.rows } : null,
    controls: run.controls,
    files: run.files.map(({ name, content }) => ({ name, sha256: sha256(content), bytes: content.length })),
  };
}

function sourcePath(options: GenerateOptions, dataset: string, run: ReportRun): string | undefined {
  return bindSources(run.bench.compiled.spec, options)[dataset];
}

async function write(options: GenerateOptions, run: ReportRun, manifest: Manifest): Promise<void> {
  const texts = [
    { name: 'findings.json', content: toJson(run.findings) },
    { name: 'manifest.json', content: toJson(manifest) },
  ];
  await writeTogether(options.out, [...run.files, ...texts]);
}

function diskFull(error: unknown, out: string): UnusableInput | undefined {
  const code = (error as { code?: string } | undefined)?.code;
  if (code === 'ENOSPC') return new UnusableInput('De schijf is vol; er is niets geschreven. Maak ruimte en probeer het opnieuw.', { file: out });
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') return new UnusableInput('In deze map kan niet worden geschreven.', { file: out });
  return undefined;
}

