import { Module } from '@nestjs/common';
import { specsRoot } from '../platform/installation';
import { SpecsService } from './specs.service';

// In: the folder report-specs/ of this installation.
// Out: the report specs, and which version of one holds for a period.
// Must not: know organisations or their data.
@Module({ providers: [{ provide: SpecsService, useFactory: () => new SpecsService(specsRoot()) }], exports: [SpecsService] })
export class SpecsModule {}
