import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module';
import { StoredValidationService } from './stored-validation.service';

// In: a generated version with its calculation and concept files.
// Out: all its findings and controls; the version is blocked, or ready for review.
// Must not: change a figure, or make one again.
@Module({ imports: [ReportsModule], providers: [StoredValidationService], exports: [StoredValidationService] })
export class ValidationModule {}
