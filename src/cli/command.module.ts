import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { CalendarModule } from '../calendar/calendar.module';
import { DeliveryModule } from '../delivery/delivery.module';
import { GenerationModule } from '../generation/generation.module';
import { IdentityModule } from '../identity/identity.module';
import { MappingModule } from '../mapping/mapping.module';
import { ReportsModule } from '../reports/reports.module';
import { ReviewModule } from '../review/review.module';
import { SourcesModule } from '../sources/sources.module';
import { SpecsModule } from '../specs/specs.module';
import { ValidationModule } from '../validation/validation.module';
import { DemoInstallation } from './demo-installation.service';
import { DemoMeasurements } from './demo-measurements.service';
import { DemoSource } from './demo-source.service';
import { Demo } from './demo.service';
import { OrganisationFiles } from './organisation-files.service';
import { ReportLookup } from './report-lookup.service';

const rooms = [
  AuditModule,
  IdentityModule,
  SpecsModule,
  SourcesModule,
  MappingModule,
  ReportsModule,
  CalendarModule,
  GenerationModule,
  ValidationModule,
  ReviewModule,
  DeliveryModule,
];

// In: what an operator types, and the seed of the demo.
// Out: the same services as behind pages and API, for commands that work on the database.
// Must not: listen to anything, or do the work of the queue.
@Module({
  imports: rooms,
  providers: [Demo, DemoSource, DemoInstallation, DemoMeasurements, OrganisationFiles, ReportLookup],
  exports: [...rooms, Demo, OrganisationFiles, ReportLookup],
})
export class CommandModule {}
