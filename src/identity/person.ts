import type { Role } from './role';

/** Who is at the door: a user with the roles that hold at this moment. */
export interface Person {
  userId: string;
  name: string;
  memberships: readonly { organisationId: string; role: Role }[];
}

/** True when the person has one of these roles for the organisation. */
export function mayAct(person: Person, organisationId: string, roles: readonly Role[]): boolean {
  return person.memberships.some((membership) => membership.organisationId === organisationId && roles.includes(membership.role));
}

/** The organisations for which the person has any role. */
export function organisationsOf(person: Person): string[] {
  return [...new Set(person.memberships.map(({ organisationId }) => organisationId))];
}
