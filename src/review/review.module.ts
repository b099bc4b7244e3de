import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { ReportsModule } from '../reports/reports.module';
import { SpecsModule } from '../specs/specs.module';
import { DeviationService } from './deviation.service';
import { PackageBuilder } from './package-builder.service';
import { ReviewService } from './review.service';
import { StandingApprovals } from './standing-approvals.service';
import { StandingReview } from './standing-review.service';

// In: a version without errors, the words of people about its warnings, and what people decide.
// Out: the frozen package, and the approval of exactly that package by a second person or given beforehand.
// Must not: change a figure, or send anything. A process that loads it also loads generation and validation (see PackageStages).
@Module({
  imports: [AuditModule, ReportsModule, SpecsModule],
  providers: [ReviewService, StandingApprovals, StandingReview, PackageBuilder, DeviationService],
  exports: [ReviewService, StandingApprovals, StandingReview],
})
export class ReviewModule {}
