import { Injectable } from '@nestjs/common';
import { withCalculationRoom, type CalculationRoom } from '../platform/calculation-session';
import { amsterdamIso, Clock } from '../platform/clock';
import { FileStore, type StoredFile } from '../platform/file-store';
import { join, readStream } from '../platform/files';
import { newId } from '../platform/ids';
import { software } from '../platform/installation';
import type { Report } from '../reports/report.entity';
import type { NamedFile, ReportVersion } from '../reports/report-version.entity';
import { ReportsService } from '../reports/reports.service';
import { CALCULATION_FILE } from '../reports/stored-workbench.service';
import { VersionsService, type Generated } from '../reports/versions.service';
import { calculate, type Calculated } from './calculate-version.service';
import { VersionInputs } from './version-inputs.service';

/** The step `generate`: makes the figures and the concept of a version from what was frozen for it. */
@Injectable()
export class StoredGenerationService {
  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly inputs: VersionInputs,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /** Harmless to repeat: figures are frozen once. */
  async generate(reportId: string, number: number): Promise<void> {
    const report = await this.reports.locate(reportId);
    const version = report && (await this.versions.find(report.organisationId, reportId, number));
    if (!report || !version || version.generatedAt || !isDue(report, version)) return;
    const generated = await this.make(report, version);
    const ref = { organisationId: report.organisationId, reportId, version: report.version };
    if (!version.trial) {
      const details = { figures: generated.figures.sha256 };
      await this.reports.move({
        ...ref,
        move: 'generate',
        actor: { channel: 'worker' },
        details,
        along: async (manager) => void (await this.versions.recordGenerated(manager, version, generated)),
      });
      return;
    }
    await this.reports.note(ref, async (_report, manager) => void (await this.versions.recordGenerated(manager, version, generated)));
    await this.reports.ringTrial(reportId, number, 'validate');
  }

  private async make(report: Report, version: ReportVersion): Promise<Generated> {
    const { name, version: release } = await software();
    const inputs = { datum: amsterdamIso(this.clock.now()), software: `${name} ${release}`, explanations: [] };
    return withCalculationRoom({ database: CALCULATION_FILE }, async (room) => {
      const made = await calculate(await this.inputs.request(report, version, room.workDir), room, inputs);
      const { values, readings, generationFindings, controls } = made;
      return {
        software: inputs.software,
        datum: inputs.datum,
        values,
        readings,
        generationFindings,
        controls,
        ...(await this.keep(version, made, room)),
      };
    });
  }

  /** Every run stores under names of its own: a calculation is not the same file twice, and one that is left over harms nobody. */
  private async keep(
    { organisationId }: ReportVersion,
    made: Calculated,
    room: CalculationRoom,
  ): Promise<{ figures: StoredFile; concept: NamedFile[]; calculation: StoredFile }> {
    const folder = `${organisationId}/versions/${newId()}`;
    const figures = await this.files.put(`${folder}/figures.json`, Buffer.from(made.figures));
    const concept: NamedFile[] = [];
    for (const { name, content } of made.files) concept.push({ ...(await this.files.put(`${folder}/${name}`, content)), name });
    await room.calculation.execute('CHECKPOINT');
    const calculation = await this.files.put(`${folder}/${CALCULATION_FILE}`, readStream(join(room.workDir, CALCULATION_FILE)));
    return { figures, concept, calculation };
  }
}

function isDue(report: Report, version: ReportVersion): boolean {
  return version.trial || (report.status === 'collected' && report.version === version.number);
}
