import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { amsterdamIso, Clock } from '../platform/clock';
import { AssemblyService } from '../reports/assembly.service';
import { ExplanationsService } from '../reports/explanations.service';
import { requireFields } from '../reports/organisation';
import { fieldsOf } from '../reports/organisation-record';
import { PackageStages } from '../reports/package-stages.service';
import { PackagesService, type PackageParts } from '../reports/packages.service';
import { Outdated, Refusal } from '../reports/refusal';
import type { Report } from '../reports/report.entity';
import type { ReportVersion } from '../reports/report-version.entity';
import { obstacles, packagedExplanations } from './review-rules';

export interface BuiltPackage extends PackageParts {
  fingerprint: string;
}

/** Builds what will be delivered from judged figures and the words people wrote about them. */
@Injectable()
export class PackageBuilder {
  constructor(
    private readonly explanations: ExplanationsService,
    private readonly assembly: AssemblyService,
    private readonly stages: PackageStages,
    private readonly packages: PackagesService,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal naming everything that stands in the way. */
  async build(report: Report, version: ReportVersion, datum = amsterdamIso(this.clock.now())): Promise<BuiltPackage> {
    const findings = await this.explanations.explained(version);
    const reasons = obstacles(findings);
    if (reasons.length > 0) throw new Refusal('invalid', 'De meting kan nog niet gereed worden gemeld.', reasons);
    const explanations = packagedExplanations(findings);
    const organisation = fieldsOf(await this.assembly.organisation(report.organisationId));
    requireFields(
      organisation,
      Object.keys(version.organisationFields).filter((name) => version.organisationFields[name]),
    );
    const made = await this.stages.render(report, version, { datum, organisation, explanations });
    const form = (await this.stages.checkForm(report, version, made)).filter(({ severity }) => severity === 'error');
    if (form.length > 0)
      throw new Refusal(
        'invalid',
        'Met de toelichtingen en contactgegevens van nu voldoet het bestand niet aan de eisen van de ontvanger.',
        form.map(({ message }) => message),
      );
    const parts = { datum, organisationFields: organisation, explanations, files: await this.packages.keep(report.organisationId, made) };
    return { ...parts, fingerprint: await this.packages.fingerprint(report, version, parts) };
  }

  /** Stores the package in the transaction that moves the report. @throws Outdated when an explanation was written meanwhile. */
  async freeze(manager: EntityManager, version: ReportVersion, built: BuiltPackage, reviewerId: string | null): Promise<void> {
    const now = packagedExplanations(await this.explanations.explained(version, manager));
    if (JSON.stringify(now) !== JSON.stringify(built.explanations)) throw new Outdated();
    await this.packages.add(manager, version, { ...built, reviewerId });
  }
}
