import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock';
import { CHAIN_START, hashedText, refusedDetail } from './audit-chain';
import { AuditEntry } from './audit-entry.entity';

export type AuditChannel = 'web' | 'api' | 'cli' | 'worker';

/** What is to be written down. */
export interface AuditEvent {
  /** `<subject>.<verb>` */
  action: string;
  subject: string;
  subjectId: string;
  channel: AuditChannel;
  userId?: string;
  organisationId?: string;
  details?: Record<string, string>;
}

/** Outcome of checking the chain; `head` is the last hash, which an accountant can note down and compare later. */
export type AuditVerdict = { intact: true; entries: number; head: string } | { intact: false; position: number; problem: string };

// Spells "audi"; any fixed number that nothing else in the database uses.
const AUDIT_LOCK = 0x61756469;
const BATCH = 1000;

@Injectable()
export class AuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds an entry in the caller's transaction, so that what was done and the note of it are saved together or not at all.
   * Others who want to add wait until that transaction ends: call this last.
   */
  async append(manager: EntityManager, event: AuditEvent): Promise<AuditEntry> {
    if (!manager.queryRunner?.isTransactionActive) throw new Error('an audit entry is written inside the transaction of what it reports');
    const details = event.details ?? {};
    const refusal = refusedDetail(details);
    if (refusal) throw new Error(`audit entry ${event.action}: ${refusal}`);
    await manager.query('SELECT pg_advisory_xact_lock($1)', [AUDIT_LOCK]);
    const [last] = await manager.find(AuditEntry, { order: { position: 'DESC' }, take: 1 });
    const entry = {
      position: (last?.position ?? 0) + 1,
      at: this.clock.now(),
      organisationId: event.organisationId ?? null,
      userId: event.userId ?? null,
      channel: event.channel,
      action: event.action,
      subject: event.subject,
      subjectId: event.subjectId,
      details,
      previousHash: last?.hash ?? CHAIN_START,
    };
    const signed = manager.create(AuditEntry, { ...entry, hash: hashOf(entry) });
    await manager.insert(AuditEntry, signed);
    return signed;
  }

  /**
   * Checks the whole chain. With a `head` noted down earlier it also shows that no entries were cut off at the end.
   */
  async verify(head?: string): Promise<AuditVerdict> {
    let previous = { position: 0, hash: CHAIN_START };
    let headSeen = head === undefined || head === CHAIN_START;
    for (;;) {
      const entries = await this.dataSource.getRepository(AuditEntry).find({
        where: { position: MoreThan(previous.position) },
        order: { position: 'ASC' },
        take: BATCH,
      });
      for (const entry of entries) {
        const problem = problemOf(entry, previous);
        if (problem) return { intact: false, position: previous.position + 1, problem };
        headSeen ||= entry.hash === head;
        previous = entry;
      }
      if (entries.length < BATCH) break;
    }
    if (!headSeen) return { intact: false, position: previous.position + 1, problem: 'the entry with the given hash is missing' };
    return { intact: true, entries: previous.position, head: previous.hash };
  }
}

function problemOf(entry: AuditEntry, previous: { position: number; hash: string }): string | undefined {
  if (entry.position !== previous.position + 1) return 'an entry is missing';
  if (entry.previousHash !== previous.hash) return 'the entry does not follow the one before it';
  if (entry.hash !== hashOf(entry)) return 'the entry was changed';
  return undefined;
}

function hashOf(entry: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update(hashedText(entry)).digest('hex');
}
