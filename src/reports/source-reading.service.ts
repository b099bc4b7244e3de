import { Injectable } from '@nestjs/common';
import { withCalculationRoom } from '../platform/calculation-session';
import { BindingsService } from '../sources/bindings.service';
import { SnapshotsService } from '../sources/snapshots.service';
import { resolvePeriod } from '../specs/period';
import type { ReportSpec } from '../specs/report-spec';
import { UnusableInput } from '../specs/unusable-input';
import type { Report } from './report.entity';
import type { VersionInput } from './report-version.entity';

/** Reads every source that a report needs into snapshots. */
@Injectable()
export class SourceReadingService {
  constructor(
    private readonly bindings: BindingsService,
    private readonly snapshots: SnapshotsService,
  ) {}

  /** @throws UnusableInput when a source is missing or cannot be read. */
  async read(report: Pick<Report, 'organisationId' | 'specId' | 'period'>, spec: ReportSpec): Promise<VersionInput[]> {
    const { organisationId } = report;
    const period = resolvePeriod(spec, report.period);
    const bound = await this.bindings.forPeriod(organisationId, report.specId, report.period);
    const asked = Object.entries(spec.datasets).filter(
      ([, dataset]) => !dataset.report && (!dataset.in || dataset.in.includes(period.delivery)),
    );
    const missing = asked
      .filter(([name, { required }]) => required !== 'false' && !bound.has(name))
      .map(([name, { title }]) => title ?? name);
    if (missing.length > 0) throw new UnusableInput(`Er is nog geen bron voor: ${missing.join(', ')}.`);
    return withCalculationRoom({}, async (room) => {
      const inputs: VersionInput[] = [];
      for (const [name, dataset] of asked) {
        const binding = bound.get(name);
        if (!binding) continue;
        const path = await this.bindings.locate(binding, room.workDir);
        const { id, sha256, profile } = await this.snapshots.take(
          { organisationId, name, dataset, path, period, options: binding.options },
          room,
        );
        inputs.push({ dataset: name, snapshotId: id, sha256, profile });
      }
      return inputs;
    });
  }
}
