import { CoverageService } from '../generation/coverage.service';
import { GenerationService } from '../generation/generation.service';
import { RenderingService } from '../generation/rendering.service';
import { WorkbenchService, type WorkbenchRequest } from '../generation/workbench.service';
import type { Calculation } from '../platform/duckdb';
import { sortFindings } from '../reports/manifest';
import { sourceControlResults } from '../reports/source-control-results';
import type { ControlResult, PartRow, ReportFile, Workbench } from '../reports/workbench';
import type { Finding } from '../specs/finding';
import { ChecksService } from '../validation/checks.service';
import { SchemaService } from '../validation/schema.service';

export interface ReportRun {
  bench: Workbench;
  files: ReportFile[];
  findings: Finding[];
  controls: ControlResult[];
  rows: Map<string, PartRow[]>;
}

/** One whole report without a server: bind, make, account for every row, check, and write the file the receiver asks for. */
export class ReportRunService {
  private readonly schemas = new SchemaService();

  constructor(private readonly progress: (step: string) => void = () => undefined) {}

  async run(request: WorkbenchRequest, calculation: Calculation, inputs: { datum: string; software: string }): Promise<ReportRun> {
    this.progress('Brongegevens lezen');
    const opening = new WorkbenchService().open(request, calculation);
    this.schemas.warm(request.loaded);
    const bench = await opening;
    this.progress('Cijfers opbouwen');
    const generated = await new GenerationService().build(bench);
    const coverage = await new CoverageService().examine(bench);
    bench.findings.push(...generated, ...coverage.findings);
    this.progress('Controleren');
    const checks = new ChecksService();
    const codes = await checks.codes(bench);
    const checked = await checks.run(bench);
    const rendering = new RenderingService();
    const rows = await rendering.deliveredRows(bench);
    const files = rendering.render(bench, rows, { ...inputs, explanations: [] });
    const schema = await this.checkSchemas(bench, files);
    const findings = sortFindings([...bench.findings, ...codes.findings, ...checked.findings, ...schema]);
    const controls = [
      ...sourceControlResults(bench.findings),
      ...coverage.controls,
      ...codes.controls,
      ...checked.controls,
      { id: 'SCHEMA', value: String(schema.length), bound: '0', passed: schema.length === 0, unit: 'n' },
    ];
    return { bench, files, findings, controls, rows };
  }

  private async checkSchemas(bench: Workbench, files: ReportFile[]): Promise<Finding[]> {
    const outputs = Object.values(bench.compiled.spec.outputs);
    const found = await Promise.all(
      outputs.map(async (output, index) => (files[index] ? this.schemas.check(bench.compiled, output, files[index].content) : [])),
    );
    return found.flat();
  }
}
