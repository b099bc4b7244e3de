import { Injectable } from '@nestjs/common';
import { withCalculationRoom, type CalculationRoom } from '../platform/calculation-session';
import { amsterdamIso, Clock } from '../platform/clock';
import { FileStore, type StoredFile } from '../platform/file-store';
import { join, readStream } from '../platform/files';
import { newId } from '../platform/ids';
import { software } from '../platform/installation';
import { figuresText, type CellRow } from '../reports/figures';
import type { Report } from '../reports/report.entity';
import type { NamedFile, ReportVersion, StoredReading } from '../reports/report-version.entity';
import { ReportsService } from '../reports/reports.service';
import { sourceControlResults } from '../reports/source-control-results';
import { CALCULATION_FILE } from '../reports/stored-workbench.service';
import { VersionsService, type Generated } from '../reports/versions.service';
import type { PartRow, ReportFile, Workbench } from '../reports/workbench';
import { CoverageService } from './coverage.service';
import { GenerationService } from './generation.service';
import { RenderingService } from './rendering.service';
import { VersionInputs } from './version-inputs.service';
import { WorkbenchService } from './workbench.service';

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
      await this.reports.move({ ...ref, move: 'generate', actor: { channel: 'worker' }, details: { figures: generated.figures.sha256 }, along: async (manager) => void (await this.versions.recordGenerated(manager, version, generated)) });
      return;
    }
    await this.reports.note(ref, async (_report, manager) => void (await this.versions.recordGenerated(manager, version, generated)));
    await this.reports.ringTrial(reportId, number, 'validate');
  }

  /** Makes the figures again from what was frozen, and says whether they are the same. */
  async rebuild(report: Report, version: ReportVersion): Promise<{ same: boolean; figures: string }> {
    const again = await this.make(report, version);
    return { same: again.figures.sha256 === version.figures?.sha256, figures: again.figures.sha256 };
  }

  private async make(report: Report, version: ReportVersion): Promise<Generated> {
    return withCalculationRoom({ database: CALCULATION_FILE }, async (room) => {
      const bench = await new WorkbenchService().open(await this.inputs.request(report, version, room.workDir), room.calculation);
      const derived = await new GenerationService().build(bench);
      const coverage = await new CoverageService().examine(bench);
      const rendering = new RenderingService();
      const rows = await rendering.deliveredRows(bench);
      const datum = version.datum ?? amsterdamIso(this.clock.now());
      const made = await software();
      const inputs = { datum, software: version.software ?? `${made.name} ${made.version}`, explanations: [] };
      const concept = rendering.render(bench, rows, inputs);
      return {
        software: inputs.software,
        datum,
        ...(await this.keep(version, { bench, rows, concept, room })),
        values: Object.fromEntries(bench.values),
        readings: [...bench.readings].map(([dataset, reading]) => readingOf(dataset, reading)),
        generationFindings: [...bench.findings, ...derived, ...coverage.findings],
        controls: [...sourceControlResults(bench.findings), ...coverage.controls],
      };
    });
  }

  /** Every run stores under names of its own: a calculation is not the same file twice, and one that is left over harms nobody. */
  private async keep({ organisationId }: ReportVersion, made: { bench: Workbench; rows: Map<string, PartRow[]>; concept: ReportFile[]; room: CalculationRoom }): Promise<{ figures: StoredFile; concept: NamedFile[]; calculation: StoredFile }> {
    const { bench, rows, concept, room } = made;
    const folder = `${organisationId}/versions/${newId()}`;
    const figures = await this.files.put(`${folder}/figures.json`, Buffer.from(figuresText(bench.compiled.spec, rows, await cellsOf(bench))));
    const kept: NamedFile[] = [];
    for (const { name, content } of concept) kept.push({ ...(await this.files.put(`${folder}/${name}`, content)), name });
    await room.calculation.execute('CHECKPOINT');
    const calculation = await this.files.put(`${folder}/${CALCULATION_FILE}`, readStream(join(room.workDir, CALCULATION_FILE)));
    return { figures, concept: kept, calculation };
  }
}

function isDue(report: Report, version: ReportVersion): boolean {
  return version.trial || (report.status === 'collected' && report.version === version.number);
}

async function cellsOf({ calculation }: Workbench): Promise<CellRow[]> {
  const { rows } = await calculation.execute('SELECT part, cell, value, exact FROM _cells ORDER BY part, cell, value, exact');
  return rows.map(([part, cell, value, exact]) => ({ part: part ?? '', cell: cell ?? '', value: value ?? '0', exact: exact ?? '0' }));
}

function readingOf(dataset: string, { plan, received, lines, totals }: Workbench['readings'] extends Map<string, infer R> ? R : never): StoredReading {
  return { dataset, groupBy: plan.groupBy.map(({ name }) => name), header: plan.table.header, ...received, lines, totals };
}
