import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module';
import { SpecsModule } from '../specs/specs.module';
import { DeliveriesService } from './deliveries.service';
import { DeliveryRecords } from './delivery-records.service';
import { DeliveryRoutes } from './delivery-routes.service';
import { DeliveryTiming } from './delivery-timing';
import { DeliveryService } from './delivery.service';

// In: a report with an approved package.
// Out: that package at its receiver, every attempt on record, the receipt and the verdict.
// Must not: render or change a byte, or send anything whose fingerprint is not the approved one.
@Module({
  imports: [ReportsModule, SpecsModule],
  providers: [DeliveryService, DeliveriesService, DeliveryRecords, DeliveryRoutes, DeliveryTiming],
  exports: [DeliveryService, DeliveriesService, DeliveryTiming],
})
export class DeliveryModule {}
