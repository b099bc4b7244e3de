import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { BearerGuard } from './bearer.guard';
import { IdentityService } from './identity.service';

// In: organisations, people, their roles and tokens.
// Out: who is at the door, and the rows that belong to an organisation.
// Must not: know reports, or decide what a role may do with them.
@Module({ imports: [AuditModule], providers: [IdentityService, BearerGuard], exports: [IdentityService, BearerGuard] })
export class IdentityModule {}
