import type { AuditChannel } from '../audit/audit.service';
import { mayAct, organisationsOf, type Person } from '../identity/person';
import type { Role } from '../identity/role';
import { Refusal } from './refusal';

/** A person at a door, who asks for something on behalf of one organisation. */
export interface Acting {
  person: Person;
  channel: AuditChannel;
  organisationId: string;
}

/** @throws Refusal. Who has no role at all for the organisation does not learn that it exists. */
export function requireRole({ person, organisationId }: Acting, roles: readonly Role[]): void {
  if (!organisationsOf(person).includes(organisationId)) throw new Refusal('not-found', 'Deze organisatie of levering bestaat niet.');
  if (!mayAct(person, organisationId, roles)) throw new Refusal('forbidden', `Hiervoor is een andere rol nodig: ${roles.join(' of ')}.`);
}

/** Any role will do to look. */
export function requireMember({ person, organisationId }: Acting): void {
  if (!organisationsOf(person).includes(organisationId)) throw new Refusal('not-found', 'Deze organisatie of levering bestaat niet.');
}
