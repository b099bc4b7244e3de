import type { AuditEntry } from './audit-entry.entity';
import { canonicalJson } from './canonical-json';

/** What stands before the first entry. */
export const CHAIN_START = '0'.repeat(64);

/** What the hash of an entry is taken over: everything in it, with the hash of the entry before it. */
export function hashedText(entry: Omit<AuditEntry, 'hash'>): string {
  return canonicalJson({
    position: entry.position,
    at: entry.at.toISOString(),
    organisationId: entry.organisationId,
    userId: entry.userId,
    channel: entry.channel,
    action: entry.action,
    subject: entry.subject,
    subjectId: entry.subjectId,
    details: entry.details,
    previousHash: entry.previousHash,
  });
}

const WORD = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,199}$/;
const AMOUNT = /^-?\d+\.\d\d$/;

/**
 * Why these details may not stand in the log, or undefined when they may. The log is kept long and read by many, so it holds
 * ids, versions, statuses and hashes: a sentence, a name, an address or an amount does not pass.
 */
export function refusedDetail(details: Readonly<Record<string, string>>): string | undefined {
  for (const [key, value] of Object.entries(details)) {
    if (!/^[a-z][A-Za-z0-9]{0,63}$/.test(key)) return `"${key}" is not the name of a detail`;
    if (!WORD.test(value) || AMOUNT.test(value)) return `the detail "${key}" is not an id, version, status or hash`;
  }
  return undefined;
}
