import { Injectable } from '@nestjs/common';
import { DataSource, In, type ObjectLiteral } from 'typeorm';
import { Delivery } from '../../delivery/delivery.entity';
import { forOrganisation, type OrganisationOwned, type OrganisationRows } from '../../identity/for-organisation';
import { User } from '../../identity/user.entity';
import { MappingVersion } from '../../mapping/mapping-version.entity';
import { Decision } from '../../reports/decision.entity';
import { ExplanationsService, type ExplainedFinding } from '../../reports/explanations.service';
import type { StoredFigures } from '../../reports/figures';
import type { ReportPackage } from '../../reports/report-package.entity';
import type { ReportVersion } from '../../reports/report-version.entity';
import type { Report } from '../../reports/report.entity';
import { PackagesService } from '../../reports/packages.service';
import { VersionsService } from '../../reports/versions.service';
import { resolvePeriod, type Period } from '../../specs/period';
import { SpecsService, type LoadedSpec } from '../../specs/specs.service';

/** A report with its current version and what people said about it. */
export interface ReportDossier {
  report: Report;
  loaded: LoadedSpec;
  period: Period;
  version?: ReportVersion;
  mapping?: MappingVersion;
  findings: ExplainedFinding[];
  package?: ReportPackage;
  /** Of all versions, the last one last. */
  decisions: Decision[];
  /** Of the package of this version. */
  delivery?: Delivery;
  /** Names of the people who decided, by id. */
  names: Map<string, string>;
}

/** Gathers what pages and API show of a report. Only reads, and only within the organisation of the report. */
@Injectable()
export class ReportReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly specs: SpecsService,
    private readonly versions: VersionsService,
    private readonly explanations: ExplanationsService,
    private readonly packages: PackagesService,
  ) {}

  async read(report: Report): Promise<ReportDossier> {
    const loaded = await this.specs.forPeriod(report.specId, report.period);
    const all = (await this.versions.list(report.organisationId, report.id)).filter(({ trial }) => !trial);
    const version = all.find(({ number }) => number === report.version);
    const judged = version ? await this.judgement(report, version) : { findings: [] };
    const decisions = await this.of(Decision, report).find({
      where: { versionId: In(all.map(({ id }) => id)) },
      order: { at: 'ASC', id: 'ASC' },
    });
    const names = await this.names([
      ...decisions.map(({ userId }) => userId),
      ...(judged.package?.reviewerId ? [judged.package.reviewerId] : []),
    ]);
    return { report, loaded, period: resolvePeriod(loaded.spec, report.period), version, decisions, names, ...judged };
  }

  /** The figures of the current version by part, as they were stored. */
  async figures({ version }: ReportDossier): Promise<StoredFigures | undefined> {
    return version?.figures ? this.versions.figures(version.figures) : undefined;
  }

  private async judgement(
    report: Report,
    version: ReportVersion,
  ): Promise<Pick<ReportDossier, 'findings' | 'package' | 'mapping' | 'delivery'>> {
    const built = await this.packages.current(report.organisationId, version.id);
    return {
      findings: await this.explanations.explained(version),
      package: built,
      mapping: version.mappingVersionId
        ? await this.of(MappingVersion, report).findOne({ where: { id: version.mappingVersionId } })
        : undefined,
      delivery: built && (await this.of(Delivery, report).findOne({ where: { packageId: built.id } })),
    };
  }

  private async names(ids: string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const users = await this.dataSource
      .getRepository(User)
      .find({ where: { id: In([...new Set(ids)]) }, select: { id: true, name: true } });
    return new Map(users.map(({ id, name }) => [id, name]));
  }

  private of<Row extends OrganisationOwned & ObjectLiteral>(entity: new () => Row, { organisationId }: Report): OrganisationRows<Row> {
    return forOrganisation(this.dataSource.getRepository(entity), organisationId);
  }
}
