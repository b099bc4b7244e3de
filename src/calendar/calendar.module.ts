import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module';
import { SpecsModule } from '../specs/specs.module';
import { CalendarService } from './calendar.service';

// In: the calendars of specs and the obligations of organisations.
// Out: the days that matter, and a report for every period that somebody must account for.
// Must not: move a report further than opened.
@Module({ imports: [ReportsModule, SpecsModule], providers: [CalendarService], exports: [CalendarService] })
export class CalendarModule {}
