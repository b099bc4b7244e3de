import { AuditModule } from '../../src/audit/audit.module';
import { CalendarModule } from '../../src/calendar/calendar.module';
import { DeliveryModule } from '../../src/delivery/delivery.module';
import { GenerationModule } from '../../src/generation/generation.module';
import { IdentityModule } from '../../src/identity/identity.module';
import { MappingModule } from '../../src/mapping/mapping.module';
import { ReviewModule } from '../../src/review/review.module';
import { SourcesModule } from '../../src/sources/sources.module';
import { ValidationModule } from '../../src/validation/validation.module';
import { WorkerModule } from '../../src/worker/worker.module';

/** Everything above the cellar's platform, without pages and commands. */
export const ROOMS = [
  AuditModule,
  IdentityModule,
  SourcesModule,
  MappingModule,
  CalendarModule,
  GenerationModule,
  ValidationModule,
  ReviewModule,
  DeliveryModule,
  WorkerModule,
];
