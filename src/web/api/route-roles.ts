import type { Role } from '../../identity/role';

/** Under this name a route says who may use it. Every route of the API says so; a test walks them all. */
export const ROUTE_ROLES = 'meter:route-roles';

/** Everybody with a role for the organisation may look. */
export const READERS: readonly Role[] = ['beoordelaar', 'goedkeurder', 'toewijzer', 'accountant', 'techniek'];
