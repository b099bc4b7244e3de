import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { MappingModule } from '../mapping/mapping.module';
import { SourcesModule } from '../sources/sources.module';
import { SpecsModule } from '../specs/specs.module';
import { AssemblyService } from './assembly.service';
import { Bell } from './bell.service';
import { CollectionService } from './collection.service';
import { DueReports } from './due-reports.service';
import { ExplanationsService } from './explanations.service';
import { ObligationsService } from './obligations.service';
import { PackageStages } from './package-stages.service';
import { PackagesService } from './packages.service';
import { Renewal } from './renewal.service';
import { ReportsService } from './reports.service';
import { SourceReadingService } from './source-reading.service';
import { StoredWorkbench } from './stored-workbench.service';
import { VersionsService } from './versions.service';

const shared = [
  AssemblyService,
  Bell,
  CollectionService,
  DueReports,
  ExplanationsService,
  ObligationsService,
  PackageStages,
  PackagesService,
  Renewal,
  ReportsService,
  StoredWorkbench,
  VersionsService,
];

// In: snapshots, conversietabellen and specs; moves that stages ask for.
// Out: reports with their versions, packages and status; the bell for the next step.
// Must not: compute, judge, approve or send anything itself. Stages meet here and nowhere else.
@Module({
  imports: [AuditModule, SpecsModule, SourcesModule, MappingModule],
  providers: [...shared, SourceReadingService],
  exports: shared,
})
export class ReportsModule {}
