import { Injectable } from '@nestjs/common';
import { MappingVersionsService } from '../mapping/mapping-versions.service';
import { rowsForDataset } from '../reports/earlier';
import type { Report } from '../reports/report.entity';
import type { ReportVersion } from '../reports/report-version.entity';
import { StoredWorkbench } from '../reports/stored-workbench.service';
import { VersionsService } from '../reports/versions.service';
import type { PartRow } from '../reports/workbench';
import { SnapshotsService } from '../sources/snapshots.service';
import type { LoadedSpec } from '../specs/specs.service';
import type { WorkbenchRequest } from './workbench.service';

/** Lays ready what a version is made from: the same frozen inputs give the same request, on every machine. */
@Injectable()
export class VersionInputs {
  constructor(
    private readonly stored: StoredWorkbench,
    private readonly snapshots: SnapshotsService,
    private readonly mappings: MappingVersionsService,
    private readonly versions: VersionsService,
  ) {}

  async request(report: Report, version: ReportVersion, workDir: string): Promise<WorkbenchRequest> {
    const loaded = await this.stored.specFor(report, version);
    return {
      loaded,
      period: report.period,
      organisation: version.organisationFields,
      parameters: version.parameters,
      sources: await this.sources(version, workDir),
      mapping: await this.mapping(version, version.mappingVersionId, workDir),
      previousMapping: await this.mapping(version, version.previousMappingId, workDir),
      earlier: await this.earlier(version, loaded),
      workDir,
    };
  }

  private async sources({ organisationId, inputs }: ReportVersion, workDir: string): Promise<Record<string, string>> {
    const snapshots = await this.snapshots.find(
      organisationId,
      inputs.map(({ snapshotId }) => snapshotId),
    );
    const paths: Record<string, string> = {};
    for (const { dataset, snapshotId } of inputs) {
      const snapshot = snapshots.find(({ id }) => id === snapshotId);
      if (!snapshot) throw new Error(`the snapshot ${snapshotId} is gone`);
      paths[dataset] = await this.snapshots.lay(snapshot, workDir);
    }
    return paths;
  }

  private async mapping({ organisationId }: ReportVersion, id: string | null, workDir: string): Promise<string | undefined> {
    const version = id === null ? undefined : await this.mappings.find(organisationId, id);
    return version && this.mappings.lay(version, workDir);
  }

  private async earlier({ earlier }: ReportVersion, { spec }: LoadedSpec): Promise<Record<string, PartRow[]>> {
    const rows: Record<string, PartRow[]> = {};
    for (const { dataset, part, figures } of earlier)
      rows[dataset] = rowsForDataset(spec, dataset, (await this.versions.figures(figures)).rows[part] ?? []);
    return rows;
  }
}
