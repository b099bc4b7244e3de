import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { BindingsService } from './bindings.service';
import { SnapshotsService } from './snapshots.service';

// In: files of source systems, and which of them answers which dataset.
// Out: snapshots: frozen, hashed and counted copies, each content once.
// Must not: know report versions, or change a snapshot.
@Module({ imports: [AuditModule], providers: [SnapshotsService, BindingsService], exports: [SnapshotsService, BindingsService] })
export class SourcesModule {}
