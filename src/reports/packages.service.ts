import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import { MappingVersionsService } from '../mapping/mapping-versions.service';
import { Clock } from '../platform/clock';
import { FileStore } from '../platform/file-store';
import { sha256 } from '../platform/files';
import { newId } from '../platform/ids';
import { Decision } from './decision.entity';
import { fingerprintText } from './fingerprint';
import { Refusal } from './refusal';
import type { Report } from './report.entity';
import { ReportPackage } from './report-package.entity';
import type { ReportVersion } from './report-version.entity';
import { VersionsService } from './versions.service';
import type { ReportFile } from './workbench';

/** What a package is made of, before it has a fingerprint. */
export type PackageParts = Pick<ReportPackage, 'datum' | 'organisationFields' | 'explanations' | 'files'>;

type NewDecision = Omit<Decision, 'organisationId' | 'version' | 'package' | 'user'>;

/** What is delivered: built once from judged figures, then only looked at, compared and sent. */
@Injectable()
export class PackagesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: FileStore,
    private readonly versions: VersionsService,
    private readonly mappings: MappingVersionsService,
    private readonly clock: Clock,
  ) {}

  /** Stores the files of a package that is being built. */
  async keep(organisationId: string, files: ReportFile[]): Promise<PackageParts['files']> {
    const folder = `${organisationId}/packages/${newId()}`;
    const kept: PackageParts['files'] = [];
    for (const { name, content } of files) kept.push({ ...(await this.files.put(`${folder}/${name}`, content)), name });
    return kept;
  }

  async add(
    manager: EntityManager,
    version: ReportVersion,
    made: PackageParts & { fingerprint: string; reviewerId: string | null },
  ): Promise<ReportPackage> {
    return this.rows(version.organisationId, manager).insert({
      ...made,
      id: newId(),
      versionId: version.id,
      builtAt: this.clock.now(),
      droppedAt: null,
    });
  }

  /** The package of a version that stands; a dropped one is history. */
  async current(organisationId: string, versionId: string, manager?: EntityManager): Promise<ReportPackage | undefined> {
    return this.rows(organisationId, manager).findOne({ where: { versionId, droppedAt: IsNull() } });
  }

  async drop(manager: EntityManager, organisationId: string, versionId: string): Promise<void> {
    await this.rows(organisationId, manager).update({ versionId, droppedAt: IsNull() }, { droppedAt: this.clock.now() });
  }

  /** The decision that lets these bytes out of the house. */
  async approval(
    organisationId: string,
    packageId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Decision | undefined> {
    return forOrganisation(manager.getRepository(Decision), organisationId).findOne({
      where: { packageId, kind: 'approved' },
      order: { id: 'DESC' },
    });
  }

  /** Adds a decision; decisions are never changed. */
  async decide(manager: EntityManager, organisationId: string, decision: Omit<NewDecision, 'id' | 'at'>): Promise<void> {
    await forOrganisation(manager.getRepository(Decision), organisationId).insert({ ...decision, id: newId(), at: this.clock.now() });
  }

  /** The fingerprint of what is stored now; it differs from that of the package when anything was changed since. */
  async fingerprint(report: Report, version: ReportVersion, parts: PackageParts): Promise<string> {
    const mapping = version.mappingVersionId ? await this.mappings.find(version.organisationId, version.mappingVersionId) : undefined;
    const judged = {
      files: parts.files,
      figures: version.figures?.sha256 ?? '',
      snapshots: version.inputs,
      spec: { id: report.specId, version: version.specVersion, sha256: version.specSha256 },
      mapping: mapping?.sha256 ?? null,
      findings: (await this.versions.findings(version)).map(({ body }) => body),
      explanations: parts.explanations,
      organisation: parts.organisationFields,
    };
    return sha256(fingerprintText(judged));
  }

  /** The bytes of a file, checked against the hash under which they were judged. */
  async content({ files }: Pick<ReportPackage, 'files'>, name: string): Promise<Buffer> {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) throw new Refusal('not-found', 'Dit bestand hoort niet bij de levering.');
    return buffer(await this.files.get(file.key, file.sha256));
  }

  private rows(organisationId: string, manager: EntityManager = this.dataSource.manager): OrganisationRows<ReportPackage> {
    return forOrganisation(manager.getRepository(ReportPackage), organisationId);
  }
}
