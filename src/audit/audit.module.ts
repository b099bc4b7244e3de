import { Module } from '@nestjs/common';
import { AuditService } from './audit.service';

// In: what a person or the system did, within the transaction that did it.
// Out: a log that shows when somebody changed it afterwards.
// Must not: know reports, hold figures or persons, or be written to in any other way.
@Module({ providers: [AuditService], exports: [AuditService] })
export class AuditModule {}
