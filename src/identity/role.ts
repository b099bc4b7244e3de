/** What somebody may do for an organisation. */
export const ROLES = ['beoordelaar', 'goedkeurder', 'toewijzer', 'accountant', 'techniek'] as const;

export type Role = (typeof ROLES)[number];

/** The role of that name, or undefined. */
export function roleNamed(name: string): Role | undefined {
  return ROLES.find((role) => role === name);
}
