import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { CalendarModule } from '../calendar/calendar.module';
import { DeliveryModule } from '../delivery/delivery.module';
import { GenerationModule } from '../generation/generation.module';
import { IdentityModule } from '../identity/identity.module';
import { ReportsModule } from '../reports/reports.module';
import { ReviewModule } from '../review/review.module';
import { SpecsModule } from '../specs/specs.module';
import { ValidationModule } from '../validation/validation.module';
import { ApiReports } from './api/api-reports.service';
import { DecisionsApiController } from './api/decisions-api.controller';
import { InputCheck } from './api/input-check.service';
import { NewReportsApiController } from './api/new-reports-api.controller';
import { ReportsApiController } from './api/reports-api.controller';
import { DeliveriesController } from './deliveries/deliveries.controller';
import { LocalReader } from './deliveries/local-reader.service';
import { ReportFiles } from './deliveries/report-files.service';
import { ReportReader } from './deliveries/report-reader.service';
import { ProblemAnswer } from './http/problem-answer.service';
import { RequestRules } from './http/request-rules.service';
import { ResponseHeaders } from './http/response-headers.service';
import { PageRenderer } from './page-renderer.service';
import { StyleSheet } from './styles/style-sheet.service';
import { StylesController } from './styles/styles.controller';

// In: requests of people at this machine, and of programs with the token of a person.
// Out: pages and JSON made of what the rooms below know.
// Must not: compute a figure, change a status itself, or be reached from another machine before there is a login.
@Module({
  imports: [IdentityModule, SpecsModule, ReportsModule, CalendarModule, GenerationModule, ValidationModule, ReviewModule, DeliveryModule],
  controllers: [StylesController, DeliveriesController, NewReportsApiController, ReportsApiController, DecisionsApiController],
  providers: [
    ...[LocalReader, ReportReader, ReportFiles, ApiReports, PageRenderer, StyleSheet],
    { provide: APP_FILTER, useClass: ProblemAnswer },
    { provide: APP_PIPE, useClass: InputCheck },
  ],
})
export class WebModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ResponseHeaders, RequestRules).forRoutes('{*path}');
  }
}
