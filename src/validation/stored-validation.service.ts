import { buffer } from 'node:stream/consumers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FileStore } from '../platform/file-store';
import { sortFindings } from '../reports/manifest';
import { PackageStages } from '../reports/package-stages.service';
import type { Report } from '../reports/report.entity';
import type { ReportVersion } from '../reports/report-version.entity';
import { ReportsService } from '../reports/reports.service';
import { StoredWorkbench } from '../reports/stored-workbench.service';
import { VersionsService, type Validated } from '../reports/versions.service';
import type { ReportFile } from '../reports/workbench';
import type { Finding } from '../specs/finding';
import { ChecksService } from './checks.service';
import { SchemaService } from './schema.service';

/** The step `validate`: judges a generated version with the checks of its spec and the schema of its receiver. */
@Injectable()
export class StoredValidationService implements OnModuleInit {
  private readonly schemas = new SchemaService();

  constructor(
    private readonly reports: ReportsService,
    private readonly versions: VersionsService,
    private readonly stored: StoredWorkbench,
    private readonly files: FileStore,
    private readonly stages: PackageStages,
  ) {}

  onModuleInit(): void {
    this.stages.useFormCheck((report, version, files) => this.checkForm(report, version, files));
  }

  /** Harmless to repeat: findings are stored once. */
  async validate(reportId: string, number: number): Promise<void> {
    const report = await this.reports.locate(reportId);
    const version = report && (await this.versions.find(report.organisationId, reportId, number));
    if (!report || !version?.generatedAt || version.validatedAt || !isDue(report, version)) return;
    const validated = await this.judge(report, version);
    const difference = await this.versions.difference(report, version, validated.findings);
    const ref = { organisationId: report.organisationId, reportId, version: report.version };
    if (version.trial) {
      await this.reports.note(
        ref,
        async (_report, manager) => void (await this.versions.recordValidated(manager, version, validated, difference)),
      );
      return;
    }
    const errors = validated.findings.some(({ severity }) => severity === 'error');
    await this.reports.move({
      ...ref,
      move: errors ? 'block' : 'present',
      actor: { channel: 'worker' },
      along: async (manager) => void (await this.versions.recordValidated(manager, version, validated, difference)),
    });
  }

  private async judge(report: Report, version: ReportVersion): Promise<Validated> {
    const checks = new ChecksService();
    const concept: ReportFile[] = [];
    for (const { name, key, sha256 } of version.concept ?? [])
      concept.push({ name, content: await buffer(await this.files.get(key, sha256)) });
    const schema = await this.checkForm(report, version, concept);
    const { codes, checked } = await this.stored.open(report, version, async (bench) => ({
      codes: await checks.codes(bench),
      checked: await checks.run(bench),
    }));
    const form = { id: 'SCHEMA', value: String(schema.length), bound: '0', passed: schema.length === 0, unit: 'n' };
    return {
      findings: sortFindings([...(version.generationFindings ?? []), ...codes.findings, ...checked.findings, ...schema]),
      controls: [...(version.controls ?? []), ...codes.controls, ...checked.controls, form],
    };
  }

  private async checkForm(report: Report, version: ReportVersion, files: ReportFile[]): Promise<Finding[]> {
    const loaded = await this.stored.specFor(report, version);
    const findings: Finding[] = [];
    for (const [index, output] of Object.values(loaded.spec.outputs).entries()) {
      const file = files[index];
      if (file) findings.push(...(await this.schemas.check(loaded, output, file.content)));
    }
    return findings;
  }
}

function isDue(report: Report, version: ReportVersion): boolean {
  return version.trial || (report.status === 'generated' && report.version === version.number);
}
