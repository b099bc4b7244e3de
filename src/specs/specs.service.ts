import type { ValidateFunction } from 'ajv';
import { join, listFiles, listFolders, fileExists, readText, sha256, writeTogether } from '../platform/files';
import { comparePeriods, splitPeriodId } from './period';
import type { ReportSpec } from './report-spec';
import { compiledSource, parseSpecSource, type SpecProblem, type SpecSource } from './spec-source';
import { UnusableInput } from './unusable-input';

/** A spec version as it lies on disk: spec.yaml, and every text file beside it (examples apart). */
export interface LoadedSpec {
  spec: ReportSpec;
  folder: string;
  /** Path within the folder to content. */
  files: Map<string, string>;
  /** Over path and content of every file that can change a report; examples and demo data do not. */
  sha256: string;
  source: SpecSource;
}

export interface SpecVersion {
  id: string;
  version: string;
  folder: string;
}

/** Reads report-specs/: `<level>/<report-id>/<version>/spec.yaml`. */
export class SpecsService {
  private validate?: ValidateFunction;
  private readonly loaded = new Map<string, Promise<LoadedSpec>>();

  constructor(
    private readonly root: string,
    private readonly compiledFolder?: string,
  ) {}

  /** Every version of every spec, ordered by id and version. */
  async list(): Promise<SpecVersion[]> {
    const versions: SpecVersion[] = [];
    for (const level of await listFolders(this.root)) {
      for (const report of await listFolders(join(this.root, level))) {
        for (const version of await listFolders(join(this.root, level, report))) {
          const folder = join(this.root, level, report, version);
          if (fileExists(join(folder, 'spec.yaml'))) versions.push({ id: `${level}/${report}`, version, folder });
        }
      }
    }
    return versions;
  }

  /**
   * The version that is valid for a period: the period picks the version, code never names a year.
   * @throws UnusableInput when the spec does not exist, has no version for the period, or is not a valid spec.
   */
  async forPeriod(id: string, period: string): Promise<LoadedSpec> {
    const versions = await this.versionsOf(id);
    if (!splitPeriodId(period)) throw new UnusableInput(`De periode "${period}" heeft niet de vorm jaar-levering, zoals JJJJ-Q3.`);
    for (const { folder } of versions.filter(({ version }) => version.slice(0, 4) <= period.slice(0, 4)).reverse()) {
      const candidate = await this.load(folder);
      if (covers(candidate.spec, period)) return candidate;
    }
    const candidates = await Promise.all(versions.map(({ folder }) => this.load(folder)));
    const known = candidates.map(({ spec }) => `${spec.validFor.from} tot en met ${spec.validFor.to ?? 'heden'}`).join('; ');
    throw new UnusableInput(`${id} kent geen versie voor de periode "${period}". Er zijn versies voor: ${known}.`);
  }

  async load(folder: string): Promise<LoadedSpec> {
    let promise = this.loaded.get(folder);
    if (!promise) this.loaded.set(folder, (promise = this.read(folder)));
    return promise;
  }

  /** Reads spec.yaml and reports what is wrong with its form, without throwing. */
  async inspect(folder: string): Promise<{ source: SpecSource; problems: SpecProblem[] }> {
    const file = join(folder, 'spec.yaml');
    const text = await readText(file);
    const source = (await this.compiled(text, file)) ?? parseSpecSource(text, file, await this.validator());
    return { source, problems: source.problems };
  }

  /** Parsing YAML and compiling the schema cost half a second; a spec that was found valid before, byte for byte, is read back as JSON. */
  private async compiled(text: string, file: string): Promise<SpecSource | undefined> {
    if (this.compiledFolder === undefined) return undefined;
    const path = join(this.compiledFolder, `${await this.compiledName(text)}.json`);
    if (!fileExists(path)) return undefined;
    return compiledSource(JSON.parse(await readText(path)) as ReportSpec, text, file);
  }

  private async compiledName(text: string): Promise<string> {
    return sha256(`${await readText(join(this.root, 'spec.schema.json'))}\n${text}`);
  }

  /** Writes every valid spec to the folder of compiled specs. Run by the build. */
  async compileAll(): Promise<void> {
    const folder = this.compiledFolder;
    if (folder === undefined) return;
    for (const version of await this.list()) {
      const text = await readText(join(version.folder, 'spec.yaml'));
      const { spec } = parseSpecSource(text, version.folder, await this.validator());
      if (spec) await writeTogether(folder, [{ name: `${await this.compiledName(text)}.json`, content: JSON.stringify(spec) }]);
    }
  }

  private async versionsOf(id: string): Promise<SpecVersion[]> {
    const folder = join(this.root, id);
    const wellFormed = /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id);
    const names = wellFormed && fileExists(folder) ? await listFolders(folder) : [];
    const versions = names
      .map((version) => ({ id, version, folder: join(folder, version) }))
      .filter((entry) => fileExists(join(entry.folder, 'spec.yaml')));
    if (versions.length > 0) return versions;
    const all = [...new Set((await this.list()).map((version) => version.id))];
    throw new UnusableInput(`De specificatie "${id}" bestaat niet. Kies uit: ${all.join(', ')}.`);
  }

  private async read(folder: string): Promise<LoadedSpec> {
    const { source, problems } = await this.inspect(folder);
    const [problem] = problems;
    if (!source.spec || problem) {
      const { file, line, column, message } = problem ?? { file: folder, message: 'geen geldige specificatie' };
      throw new UnusableInput(`De specificatie is niet geldig: ${message}.`, { file, line, column });
    }
    const names = (await listFiles(folder)).filter((name) => !/^(examples|demo)\//.test(name));
    const contents = await Promise.all(names.map((name) => readText(join(folder, name))));
    const files = new Map(names.map((name, index) => [name, contents[index] ?? '']));
    const digest = sha256(names.map((name, index) => `${name}\n${sha256(contents[index] ?? '')}\n`).join(''));
    return { spec: source.spec, folder, files, sha256: digest, source };
  }

  private async validator(): Promise<ValidateFunction> {
    if (!this.validate) {
      const schema = JSON.parse(await readText(join(this.root, 'spec.schema.json'))) as object;
      const { Ajv } = await import('ajv');
      this.validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    }
    return this.validate;
  }
}

function covers(spec: ReportSpec, period: string): boolean {
  const { from, to } = spec.validFor;
  return comparePeriods(spec, from, period) <= 0 && (to === undefined || comparePeriods(spec, period, to) <= 0);
}
