import type { CalculationRoom } from '../platform/calculation-session';
import { figuresText, type CellRow } from '../reports/figures';
import type { StoredReading } from '../reports/report-version.entity';
import { sourceControlResults } from '../reports/source-control-results';
import type { ControlResult, ReportFile, Workbench } from '../reports/workbench';
import type { DatasetReading } from '../sources/datasets.service';
import type { Finding } from '../specs/finding';
import type { SqlValue } from '../specs/sql-values';
import { CoverageService } from './coverage.service';
import { GenerationService } from './generation.service';
import { RenderingService, type RenderingInputs } from './rendering.service';
import { WorkbenchService, type WorkbenchRequest } from './workbench.service';

export interface Calculated {
  /** Every figure, as the text that is stored and hashed. */
  figures: string;
  files: ReportFile[];
  values: Record<string, SqlValue>;
  readings: StoredReading[];
  generationFindings: Finding[];
  controls: ControlResult[];
}

/** Makes a version from its frozen inputs. `organisation` is what stands in the files, when that is not what the version was made with. */
export async function calculate(
  request: WorkbenchRequest,
  { calculation }: CalculationRoom,
  inputs: RenderingInputs,
  organisation = request.organisation,
): Promise<Calculated> {
  const bench = await new WorkbenchService().open(request, calculation);
  const derived = await new GenerationService().build(bench);
  const coverage = await new CoverageService().examine(bench);
  const rendering = new RenderingService();
  const rows = await rendering.deliveredRows(bench);
  return {
    figures: figuresText(bench.compiled.spec, rows, await cellsOf(bench)),
    files: rendering.render({ ...bench, organisation }, rows, inputs),
    values: Object.fromEntries(bench.values),
    readings: [...bench.readings].map(([dataset, reading]) => readingOf(dataset, reading)),
    generationFindings: [...bench.findings, ...derived, ...coverage.findings],
    controls: [...sourceControlResults(bench.findings), ...coverage.controls],
  };
}

async function cellsOf({ calculation }: Workbench): Promise<CellRow[]> {
  const { rows } = await calculation.execute('SELECT part, cell, value, exact FROM _cells ORDER BY part, cell, value, exact');
  return rows.map(([part, cell, value, exact]) => ({ part: part ?? '', cell: cell ?? '', value: value ?? '0', exact: exact ?? '0' }));
}

function readingOf(dataset: string, { plan, received, lines, totals }: DatasetReading): StoredReading {
  return { dataset, groupBy: plan.groupBy.map(({ name }) => name), header: plan.table.header, ...received, lines, totals };
}
