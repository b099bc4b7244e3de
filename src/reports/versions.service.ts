import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { canonicalJson } from '../audit/canonical-json';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import { Clock } from '../platform/clock';
import { FileStore, type StoredFile } from '../platform/file-store';
import { newId } from '../platform/ids';
import type { Finding } from '../specs/finding';
import type { Assembly } from './assembly.service';
import { changedCells, differenceOf, type Difference } from './difference';
import type { StoredFigures } from './figures';
import { placeOf, valueOf } from './finding-place';
import { Outdated, Refusal } from './refusal';
import type { Report } from './report.entity';
import { ReportVersion } from './report-version.entity';
import { StoredFinding } from './stored-finding.entity';
import type { ControlResult } from './workbench';

/** What generation adds to a version. */
export type Generated = {
  [
    K in 'software' | 'datum' | 'calculation' | 'figures' | 'concept' | 'values' | 'readings' | 'generationFindings' | 'controls'
  ]: NonNullable<ReportVersion[K]>;
};

/** What validation adds: all findings, in their order, and all controls. */
export interface Validated {
  findings: Finding[];
  controls: ControlResult[];
}

/** The metingen of reports: made once, filled once, never edited. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  async find(organisationId: string, reportId: string, number: number, manager?: EntityManager): Promise<ReportVersion | undefined> {
    return this.rows(organisationId, manager).findOne({ where: { reportId, number } });
  }

  /** @throws Refusal when the report has no such version. */
  async get(organisationId: string, reportId: string, number: number): Promise<ReportVersion> {
    const version = await this.find(organisationId, reportId, number);
    if (!version) throw new Refusal('not-found', 'Deze meting bestaat niet.');
    return version;
  }

  /** Newest first, trials too. */
  async list(organisationId: string, reportId: string): Promise<ReportVersion[]> {
    return this.rows(organisationId).find({ where: { reportId }, order: { number: 'DESC' } });
  }

  /** The next version of a report whose row is locked, or undefined when the newest was made from exactly this. */
  async add(
    manager: EntityManager,
    report: Report,
    made: { assembly: Assembly; trial: boolean; evenIfSame?: boolean },
  ): Promise<ReportVersion | undefined> {
    const rows = this.rows(report.organisationId, manager);
    const [newest] = await rows.find({ where: { reportId: report.id }, order: { number: 'DESC' }, take: 1 });
    if (newest && !made.evenIfSame && identity(newest) === identity(made.assembly)) return undefined;
    const number = (newest?.number ?? 0) + 1;
    return rows.insert({ ...made.assembly, id: newId(), reportId: report.id, number, trial: made.trial });
  }

  /** @throws Outdated when another worker was first; its work and ours are the same. */
  async recordGenerated(manager: EntityManager, version: ReportVersion, generated: Generated): Promise<void> {
    const changed = await this.rows(version.organisationId, manager).update(
      { id: version.id, generatedAt: IsNull() },
      { ...generated, generatedAt: this.clock.now() },
    );
    if (changed !== 1) throw new Outdated();
  }

  /** @throws Outdated when another worker was first. */
  async recordValidated(
    manager: EntityManager,
    version: ReportVersion,
    { findings, controls }: Validated,
    difference: Difference | null,
  ): Promise<void> {
    const count = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;
    const counts = { errors: count('error'), warnings: count('warning'), infos: count('info') };
    const changed = await this.rows(version.organisationId, manager).update(
      { id: version.id, validatedAt: IsNull() },
      { ...counts, controls, difference, validatedAt: this.clock.now() },
    );
    if (changed !== 1) throw new Outdated();
    const { organisationId, id: versionId } = version;
    const rows = findings.map((body, position) => ({
      id: newId(),
      organisationId,
      versionId,
      position,
      code: body.id,
      severity: body.severity,
      place: placeOf(body),
      value: valueOf(body),
      body,
    }));
    for (let at = 0; at < rows.length; at += BATCH) await manager.insert(StoredFinding, rows.slice(at, at + BATCH));
  }

  /** Makes a trial an ordinary version: from now on it counts. */
  async promote(manager: EntityManager, version: ReportVersion): Promise<void> {
    await this.rows(version.organisationId, manager).update({ id: version.id }, { trial: false });
  }

  /** A trial that cannot be finished stays as it is, with the reason. */
  async failTrial({ organisationId, id }: ReportVersion, problem: string): Promise<void> {
    await this.rows(organisationId).update({ id, trial: true }, { problem });
  }

  async findings({ organisationId, id }: Pick<ReportVersion, 'organisationId' | 'id'>, manager?: EntityManager): Promise<StoredFinding[]> {
    const repository = (manager ?? this.dataSource.manager).getRepository(StoredFinding);
    return forOrganisation(repository, organisationId).find({ where: { versionId: id }, order: { position: 'ASC' } });
  }

  async figures(stored: StoredFile): Promise<StoredFigures> {
    return JSON.parse(await text(await this.files.get(stored.key, stored.sha256))) as StoredFigures;
  }

  /** What a version changes with regard to the one that counts, or the one before it; null for the first. */
  async difference(report: Report, version: ReportVersion, findings: Finding[]): Promise<Difference | null> {
    const other = await this.toCompare(report, version);
    if (!other?.figures || !version.figures) return null;
    const [was, becomes] = [await this.figures(other.figures), await this.figures(version.figures)];
    const known = new Set((await this.findings(other)).filter(({ severity }) => severity === 'error').map(({ place }) => place));
    const fresh = findings.filter((finding) => finding.severity === 'error' && !known.has(placeOf(finding)));
    return {
      with: other.number,
      ...differenceOf(changedCells(was.figures, becomes.figures)),
      newErrors: [...new Set(fresh.map(({ id }) => id))],
    };
  }

  private async toCompare(report: Report, version: ReportVersion): Promise<ReportVersion | undefined> {
    if (version.trial) return this.find(report.organisationId, report.id, report.version);
    const all = await this.list(report.organisationId, report.id);
    return all.find(({ number, trial, validatedAt }) => number < version.number && !trial && validatedAt !== null);
  }

  private rows(organisationId: string, manager: EntityManager = this.dataSource.manager): OrganisationRows<ReportVersion> {
    return forOrganisation(manager.getRepository(ReportVersion), organisationId);
  }
}

const BATCH = 200;

function identity(assembly: Assembly): string {
  const { specVersion, specSha256, organisationFields, parameters, mappingVersionId } = assembly;
  const inputs = assembly.inputs.map(({ dataset, sha256, profile }) => ({ dataset, sha256, profile }));
  const earlier = assembly.earlier.map(({ dataset, versionId }) => ({ dataset, versionId }));
  return canonicalJson({ specVersion, specSha256, organisationFields, parameters, mappingVersionId, inputs, earlier });
}
