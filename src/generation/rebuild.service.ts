import { Injectable } from '@nestjs/common';
import { withCalculationRoom } from '../platform/calculation-session';
import { sha256 } from '../platform/files';
import { PackagesService } from '../reports/packages.service';
import type { Report } from '../reports/report.entity';
import type { ReportVersion } from '../reports/report-version.entity';
import { calculate } from './calculate-version.service';
import { VersionInputs } from './version-inputs.service';

/** What came out when a version was made again. */
export interface Rebuilt {
  /** Every figure, unrounded, is the same. */
  figures: boolean;
  /** The files of the package, or of the concept when there is no package yet. */
  files: { name: string; same: boolean }[];
}

/** Proves that a version follows from its snapshots, conversietabel and spec: makes it again, stores nothing and compares. */
@Injectable()
export class RebuildService {
  constructor(
    private readonly inputs: VersionInputs,
    private readonly packages: PackagesService,
  ) {}

  async rebuild(report: Report, version: ReportVersion): Promise<Rebuilt> {
    const found = await this.packages.current(version.organisationId, version.id);
    const rendering = {
      datum: found?.datum ?? version.datum ?? '',
      software: version.software ?? '',
      explanations: found?.explanations ?? [],
    };
    const organisation = found?.organisationFields ?? version.organisationFields;
    const again = await withCalculationRoom({}, async (room) =>
      calculate(await this.inputs.request(report, version, room.workDir), room, rendering, organisation),
    );
    const stored = found?.files ?? version.concept ?? [];
    const hashes = new Map(again.files.map(({ name, content }) => [name, sha256(content)]));
    return {
      figures: sha256(again.figures) === version.figures?.sha256,
      files: stored.map((file) => ({ name: file.name, same: hashes.get(file.name) === file.sha256 })),
    };
  }
}
