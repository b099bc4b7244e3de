import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PackageStages, type PackageInputs } from '../reports/package-stages.service';
import type { Report } from '../reports/report.entity';
import type { ReportVersion } from '../reports/report-version.entity';
import { StoredWorkbench } from '../reports/stored-workbench.service';
import type { ReportFile } from '../reports/workbench';
import { RenderingService } from './rendering.service';

/** Renders the files of a package from figures that were frozen before: nothing is computed again. */
@Injectable()
export class PackageRendering implements OnModuleInit {
  constructor(
    private readonly stored: StoredWorkbench,
    private readonly stages: PackageStages,
  ) {}

  onModuleInit(): void {
    this.stages.useRenderer((report, version, inputs) => this.render(report, version, inputs));
  }

  private async render(
    report: Report,
    version: ReportVersion,
    { datum, organisation, explanations }: PackageInputs,
  ): Promise<ReportFile[]> {
    return this.stored.open(report, version, async (bench) => {
      const rendering = new RenderingService();
      const rows = await rendering.deliveredRows(bench);
      return rendering.render({ ...bench, organisation }, rows, { datum, software: version.software ?? '', explanations });
    });
  }
}
