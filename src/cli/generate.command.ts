import { relative, resolve, sha256, writeTogether } from '../platform/files';
import type { WorkbenchRequest } from '../generation/workbench.service';
import type { Manifest, ManifestInput } from '../reports/manifest';
import type { Workbench } from '../reports/workbench';
import { toJson } from '../reports/manifest';
import { UnusableInput } from '../specs/unusable-input';
import { amsterdamIso, Clock } from '../platform/clock';
import { compiledSpecsFolder, software, specsRoot } from '../platform/installation';
import { withCalculationRoom, type CalculationRoom } from '../platform/calculation-session';
import { earlierParts, type EarlierReports } from './earlier-reports.service';
import { readOrganisation, type OrganisationFile } from './organisation-file.service';
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
  /** Name and version to write in the file; given when a report is made again. */
  software?: { name: string; version: string };
}

export interface Generated {
  run: ReportRun;
  manifest: Manifest;
}

/** Builds a report from files and writes it with its findings and manifest. Exit code 0 without errors, 1 with errors. */
export async function generate(options: GenerateOptions, started?: Promise<CalculationRoom>): Promise<number> {
  try {
    return await withCalculationRoom(
      {},
      async (session) => {
        const { run, manifest } = await build(options, { ...session, progress: (step) => process.stderr.write(`${step} …\n`) });
        await write(options, run, manifest);
        process.stdout.write(options.json ? toJson({ manifest, findings: run.findings }) : runSummary(run, manifest, options.out));
        return run.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
      },
      started,
    );
  } catch (error) {
    throw diskFull(error, options.out) ?? error;
  }
}

/** What a run needs before anything is calculated. */
export interface Prepared {
  request: WorkbenchRequest;
  organisation: OrganisationFile;
  earlier: EarlierReports['inputs'];
  sources: Record<string, string>;
}

/** Reads specification, organisation and earlier reports, and decides which file answers which dataset. */
export async function prepare(options: GenerateOptions, workDir: string): Promise<Prepared> {
  const loaded = await new SpecsService(specsRoot(), compiledSpecsFolder()).forPeriod(options.spec, options.period);
  const organisation = await readOrganisation(options.organisation, loaded.spec.organisation);
  const sources = bindSources(loaded.spec, options);
  const earlier = await earlierParts(loaded, options.period, options.previous);
  const { fields, parameters } = organisation;
  const request = {
    loaded,
    period: options.period,
    organisation: fields,
    parameters,
    sources,
    mapping: options.mapping,
    previousMapping: earlier.mapping,
    earlier: earlier.rows,
    reading: readingOptions(options),
    archive: options.archive,
    workDir,
  };
  return { request, organisation, earlier: earlier.inputs, sources };
}

/** The whole run, in memory: what `generate` writes and `rebuild` compares. */
export async function build(options: GenerateOptions, tools: CalculationRoom & { progress?: (step: string) => void }): Promise<Generated> {
  const prepared = await prepare(options, tools.workDir);
  const datum = options.datum ?? amsterdamIso(new Clock().now());
  const version = options.software ?? (await software());
  const run = await new ReportRunService(tools.progress).run(prepared.request, tools.calculation, {
    datum,
    software: `${version.name} ${version.version}`,
  });
  const files = run.files.map(({ name, content }) => ({ name, sha256: sha256(content), bytes: content.length }));
  const { spec, inputs, mapping } = manifestOfInputs(options, run.bench, prepared);
  const { parameters } = prepared.organisation;
  const own = Object.keys(parameters).length > 0 ? { parameters } : {};
  return {
    run,
    manifest: {
      meter: version,
      spec,
      period: run.bench.period.id,
      datum,
      organisation: run.bench.organisation,
      ...own,
      inputs,
      mapping,
      controls: run.controls,
      files,
    },
  };
}

function readingOptions({ delimiter, decimal, encoding }: GenerateOptions): ManifestInput['reading'] {
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') throw new UnusableInput('--decimal moet . of , zijn.');
  if (encoding !== undefined && encoding !== 'utf-8' && encoding !== 'windows-1252')
    throw new UnusableInput('--encoding moet utf-8 of windows-1252 zijn.');
  const sign = delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter;
  if (sign !== undefined && sign.length !== 1) throw new UnusableInput('--delimiter moet één teken zijn, of "tab".');
  if (sign === undefined && decimal === undefined && encoding === undefined) return undefined;
  return { delimiter: sign, decimal: decimal, encoding };
}

/** The part of a manifest that says what a report was made from. */
export function manifestOfInputs(
  options: GenerateOptions,
  bench: Workbench,
  { request, organisation, earlier, sources }: Prepared,
): Pick<Manifest, 'spec' | 'inputs' | 'mapping'> {
  const from = (path: string) => relative(resolve(options.out), resolve(path)).replaceAll('\\', '/');
  const inputs: ManifestInput[] = [...bench.readings].map(([dataset, { plan, received, lines, totals }]) => ({
    role: 'source',
    dataset,
    path: from(sources[dataset] ?? plan.table.path),
    ...received,
    lines,
    ...(totals.debet === undefined ? {} : { debit: totals.debet, credit: totals.credit }),
    ...(request.reading ? { reading: request.reading } : {}),
  }));
  inputs.push({ role: 'organisation', path: from(options.organisation), sha256: organisation.sha256, bytes: organisation.bytes });
  if (bench.mapping && options.mapping)
    inputs.push({
      role: 'mapping',
      path: from(options.mapping),
      sha256: bench.mapping.sha256,
      bytes: bench.mapping.bytes,
      lines: bench.mapping.rows,
    });
  inputs.push(...earlier.map((input) => ({ role: 'previous' as const, ...input, path: from(input.path) })));
  const { id, version } = bench.compiled.spec;
  return {
    spec: { id, version, sha256: bench.compiled.sha256 },
    inputs,
    mapping: bench.mapping ? { sha256: bench.mapping.sha256, rows: bench.mapping.rows } : null,
  };
}

async function write(options: GenerateOptions, run: ReportRun, manifest: Manifest): Promise<void> {
  const texts = [
    { name: 'findings.json', content: toJson(run.findings) },
    { name: 'manifest.json', content: toJson(manifest) },
  ];
  const snapshots = [...run.bench.readings.values()].flatMap(({ snapshot }) =>
    snapshot
      ? [
          { name: `snapshot/${snapshot.name}`, copyOf: snapshot.path },
          { name: `snapshot/${snapshot.name}.json`, content: toJson(snapshot.facts) },
        ]
      : [],
  );
  await writeTogether(options.out, [...run.files, ...snapshots, ...texts]);
}

function diskFull(error: unknown, out: string): UnusableInput | undefined {
  const code = (error as { code?: string } | undefined)?.code;
  if (code === 'ENOSPC')
    return new UnusableInput('De schijf is vol; er is niets geschreven. Maak ruimte en probeer het opnieuw.', { file: out });
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST')
    return new UnusableInput('In deze map kan niet worden geschreven.', { file: out });
  return undefined;
}
