import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { SpecsModule } from '../specs/specs.module';
import { MappingVersionsService } from './mapping-versions.service';

// In: conversietabellen as people hand them in.
// Out: versions of them with author and validity, what an import or a change means, and the rules that hold in a period.
// Must not: change a version, or know which report uses it.
@Module({ imports: [AuditModule, SpecsModule], providers: [MappingVersionsService], exports: [MappingVersionsService] })
export class MappingModule {}
