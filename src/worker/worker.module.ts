import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module';
import { GenerationModule } from '../generation/generation.module';
import { ReportsModule } from '../reports/reports.module';
import { ReviewModule } from '../review/review.module';
import { ValidationModule } from '../validation/validation.module';
import { Housekeeping } from './housekeeping.processor';
import { ReportStepProcessor } from './report-step.processor';
import { StepFailures } from './step-failures.service';
import { WorkerService } from './worker.service';

// In: rings of the bell, with ids and nothing else.
// Out: steps done by the stage that owns them; rings for what was left lying.
// Must not: do any of the work itself, or decide what follows a step.
@Module({
  imports: [ReportsModule, GenerationModule, ValidationModule, ReviewModule, DeliveryModule],
  providers: [WorkerService, ReportStepProcessor, StepFailures, Housekeeping],
  exports: [WorkerService, Housekeeping, ReportStepProcessor],
})
export class WorkerModule {}
