import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull } from 'typeorm';
import { forOrganisation } from '../identity/for-organisation';
import { Organisation } from '../identity/organisation.entity';
import { MappingVersionsService } from '../mapping/mapping-versions.service';
import { resolvePeriod } from '../specs/period';
import type { LoadedSpec } from '../specs/specs.service';
import { wantedReport } from './earlier';
import { requireFields } from './organisation';
import { fieldsOf, parametersOf } from './organisation-record';
import { Report } from './report.entity';
import { ReportPackage } from './report-package.entity';
import { ReportVersion, type EarlierInput, type VersionInput } from './report-version.entity';

/** Everything a version is made from. Two versions with the same assembly have the same figures. */
export type Assembly = Pick<
  ReportVersion,
  'specVersion' | 'specSha256' | 'organisationFields' | 'parameters' | 'inputs' | 'earlier' | 'mappingVersionId' | 'previousMappingId'
>;

/** Brings together what a version of a report is to be made from, as it is at this moment. */
@Injectable()
export class AssemblyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly mappings: MappingVersionsService,
  ) {}

  async assemble(report: Report, loaded: LoadedSpec, inputs: VersionInput[]): Promise<Assembly> {
    const organisation = await this.organisation(report.organisationId);
    const organisationFields = fieldsOf(organisation);
    requireFields(organisationFields, loaded.spec.organisation);
    const mapping =
      loaded.spec.mappings &&
      (await this.mappings.current(report.organisationId, report.specId, resolvePeriod(loaded.spec, report.period)));
    const { earlier, mappingId } = await this.earlier(report, loaded);
    return {
      specVersion: loaded.spec.version,
      specSha256: loaded.sha256,
      organisationFields,
      parameters: parametersOf(organisation),
      inputs,
      earlier,
      mappingVersionId: mapping?.id ?? null,
      previousMappingId: mappingId,
    };
  }

  /** Parts of judged versions of other reports that the spec asks for; what is not there yet is left out. */
  private async earlier(report: Report, { spec }: LoadedSpec): Promise<{ earlier: EarlierInput[]; mappingId: string | null }> {
    const earlier: EarlierInput[] = [];
    let mappingId: string | null = null;
    for (const [dataset, entry] of Object.entries(spec.datasets)) {
      const wanted = wantedReport(spec, report.period, entry);
      if (!wanted) continue;
      const version = await this.judged(report.organisationId, wanted);
      if (!version?.figures) continue;
      earlier.push({ dataset, versionId: version.id, part: wanted.part, figures: version.figures });
      mappingId = version.mappingVersionId ?? mappingId;
    }
    return { earlier, mappingId };
  }

  /** The newest version of that report of which a package stands: reported ready, or already delivered. */
  private async judged(organisationId: string, wanted: { specId: string; period: string }): Promise<ReportVersion | undefined> {
    const { specId, period } = wanted;
    const report = await forOrganisation(this.dataSource.getRepository(Report), organisationId).findOne({ where: { specId, period } });
    if (!report || report.status === 'withdrawn') return undefined;
    const versions = await forOrganisation(this.dataSource.getRepository(ReportVersion), organisationId).find({
      where: { reportId: report.id, trial: false },
      order: { number: 'DESC' },
    });
    const where = { versionId: In(versions.map(({ id }) => id)), droppedAt: IsNull() };
    const standing = await forOrganisation(this.dataSource.getRepository(ReportPackage), organisationId).find({
      where,
      select: { versionId: true },
    });
    return versions.find(({ id }) => standing.some(({ versionId }) => versionId === id));
  }

  /** The organisation as it is now. */
  async organisation(id: string): Promise<Organisation> {
    return this.dataSource.getRepository(Organisation).findOneByOrFail({ id });
  }
}
