import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ReportsModule } from '../reports/reports.module';
import { SpecsModule } from '../specs/specs.module';
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

// In: requests of people at this machine and of programs with a personal token.
// Out: pages and JSON made of what the rooms below know.
// Must not: compute a figure, change a status itself, or be reached from another machine before there is a login.
@Module({
  imports: [ReportsModule, SpecsModule],
  controllers: [StylesController, DeliveriesController],
  providers: [LocalReader, ReportReader, ReportFiles, PageRenderer, StyleSheet, { provide: APP_FILTER, useClass: ProblemAnswer }],
})
export class WebModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ResponseHeaders, RequestRules).forRoutes('{*path}');
  }
}
