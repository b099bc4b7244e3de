import { Injectable } from '@nestjs/common';
import { MappingVersionsService } from '../mapping/mapping-versions.service';
import type { Calculation } from '../platform/duckdb';
import { withCalculationRoom, type CalculationRoom } from '../platform/calculation-session';
import { FileStore, type StoredFile } from '../platform/file-store';
import { join, writeStream } from '../platform/files';
import type { DatasetReading } from '../sources/datasets.service';
import { snapshotTable } from '../sources/snapshot';
import { readCodeLists } from '../specs/code-list';
import { compileSpec } from '../specs/compile.service';
import { resolvePeriod } from '../specs/period';
import { SpecsService, type LoadedSpec } from '../specs/specs.service';
import { identifier } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import type { Report } from './report.entity';
import type { ReportVersion, StoredReading } from './report-version.entity';
import type { Workbench } from './workbench';

export const CALCULATION_FILE = 'calculation.duckdb';

/** Opens the calculation of a generated version again, so that nobody has to do it twice to look into it. */
@Injectable()
export class StoredWorkbench {
  constructor(
    private readonly specs: SpecsService,
    private readonly mappings: MappingVersionsService,
    private readonly files: FileStore,
  ) {}

  /** What is changed in it is gone afterwards. */
  async open<T>(report: Report, version: ReportVersion, use: (bench: Workbench) => Promise<T>): Promise<T> {
    const { calculation: stored } = version;
    if (!stored) throw new Error(`version ${version.id} is not generated`);
    const loaded = await this.specFor(report, version);
    const prepare = (workDir: string): Promise<void> => this.lay(stored, workDir);
    return withCalculationRoom({ database: CALCULATION_FILE, prepare }, async (room) =>
      use(await this.bench(report, version, loaded, room)),
    );
  }

  /** @throws UnusableInput when the spec is not what it was: then the version cannot be looked into as it was made. */
  async specFor(
    { specId, period }: Pick<Report, 'specId' | 'period'>,
    { specSha256 }: Pick<ReportVersion, 'specSha256'>,
  ): Promise<LoadedSpec> {
    const loaded = await this.specs.forPeriod(specId, period);
    if (loaded.sha256 === specSha256) return loaded;
    throw new UnusableInput(
      `De specificatie ${specId} is sinds deze meting veranderd (vingerafdruk ${specSha256.slice(0, 12)} is nu ${loaded.sha256.slice(0, 12)}); maak een nieuwe meting.`,
    );
  }

  private async lay({ key, sha256 }: StoredFile, workDir: string): Promise<void> {
    await writeStream(join(workDir, CALCULATION_FILE), await this.files.get(key, sha256));
  }

  private async bench(report: Report, version: ReportVersion, loaded: LoadedSpec, { calculation }: CalculationRoom): Promise<Workbench> {
    const { compiled, problems } = await compileSpec(loaded, calculation);
    if (problems[0]) throw new UnusableInput(`De specificatie is niet geldig: ${problems[0].message}.`, problems[0]);
    await calculation.execute(['SET enable_external_access = false', 'SET lock_configuration = true']);
    const period = resolvePeriod(loaded.spec, report.period);
    const table = version.mappingVersionId ? await this.mappings.find(version.organisationId, version.mappingVersionId) : undefined;
    return {
      calculation,
      compiled,
      period,
      values: new Map(Object.entries(version.values ?? {})),
      lists: readCodeLists(loaded.spec, loaded.files),
      organisation: version.organisationFields,
      readings: new Map((version.readings ?? []).map((reading) => [reading.dataset, readingOf(reading, loaded)])),
      earlier: await filled(
        calculation,
        version.earlier.map(({ dataset }) => dataset),
      ),
      mapping: table && (await this.mappings.load(loaded, period, table)),
      findings: version.generationFindings ?? [],
    };
  }
}

/** An earlier report that delivered nothing in a part answers nothing: its relation is there, and empty. */
async function filled(calculation: Calculation, datasets: string[]): Promise<Set<string>> {
  const tables = await calculation.query(datasets.map((dataset) => `SELECT count(*) FROM ${identifier(dataset)}`));
  return new Set(datasets.filter((_dataset, index) => tables[index]?.rows[0]?.[0] !== '0'));
}

/** The reading as far as it can be looked at afterwards; its rows stand in the calculation, its file in the snapshot. */
function readingOf({ dataset, groupBy, header, sha256, bytes, lines, totals }: StoredReading, { spec }: LoadedSpec): DatasetReading {
  const own = spec.datasets[dataset];
  if (!own) throw new UnusableInput(`De specificatie kent de dataset "${dataset}" niet meer.`);
  const plan = {
    name: dataset,
    dataset: own,
    table: snapshotTable('', header),
    notation: { decimal: '.' as const, form: 'typed' as const },
    groupBy: groupBy.map((name) => ({ name })),
  };
  return { plan, received: { sha256, bytes }, lines, totals, findings: [], dispose: async () => undefined };
}
