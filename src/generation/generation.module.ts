import { Module } from '@nestjs/common';
import { MappingModule } from '../mapping/mapping.module';
import { ReportsModule } from '../reports/reports.module';
import { SourcesModule } from '../sources/sources.module';
import { PackageRendering } from './package-rendering.service';
import { RebuildService } from './rebuild.service';
import { StoredGenerationService } from './stored-generation.service';
import { VersionInputs } from './version-inputs.service';

// In: a version of a report with its frozen snapshots and conversietabel.
// Out: its figures, its calculation and its concept files; later the files of a package from those same figures.
// Must not: judge figures, or read a source itself.
@Module({
  imports: [ReportsModule, SourcesModule, MappingModule],
  providers: [StoredGenerationService, PackageRendering, RebuildService, VersionInputs],
  exports: [StoredGenerationService, RebuildService, VersionInputs],
})
export class GenerationModule {}
