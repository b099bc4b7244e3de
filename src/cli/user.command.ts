import { IdentityService } from '../identity/identity.service';
import { ROLES, roleNamed, type Role } from '../identity/role';
import { UnusableInput } from '../specs/unusable-input';
import { withService, type ServiceSession } from './service-session.service';

export interface NewUserOptions {
  name: string;
  organisation: string;
  role: string[];
  email?: string;
}

const ACTOR = { channel: 'cli' as const };

/** Makes a person with roles for one organisation, or gives an existing one more roles, and shows a new token once. */
export async function addUser(login: string, options: NewUserOptions): Promise<number> {
  const roles = options.role.map(knownRole);
  if (roles.length === 0) throw new UnusableInput(`Geef met --role ten minste één rol: ${ROLES.join(', ')}.`);
  if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(login))
    throw new UnusableInput('Een inlognaam heeft 2 tot 64 kleine letters, cijfers, punten of streepjes.');
  return withService(async (session) => {
    const identity = session.get(IdentityService);
    const organisation = await identity.findOrganisation(options.organisation);
    if (!organisation)
      throw new UnusableInput(`De organisatie ${options.organisation} bestaat niet. Maak haar met "meter organisation add".`);
    const known = await identity.findByLogin(login);
    const userId = known?.userId ?? (await identity.addUser(ACTOR, { login, name: options.name, email: options.email ?? null })).id;
    for (const role of roles) await identity.grantRole(ACTOR, userId, organisation.id, role);
    process.stdout.write(`${known ? 'Bijgewerkt' : 'Gemaakt'}: ${login} is ${roles.join(' en ')} voor ${organisation.name}.\n`);
    if (!known) await showToken(session, userId);
    return 0;
  });
}

/** Another token for somebody, for instance because the first was lost. */
export async function addToken(login: string): Promise<number> {
  return withService(async (session) => {
    await showToken(session, (await session.person(login)).userId);
    return 0;
  });
}

async function showToken(session: ServiceSession, userId: string): Promise<void> {
  const { token } = await session.get(IdentityService).issueToken(ACTOR, { userId, label: 'opdrachtregel' });
  process.stdout.write(`Persoonlijk token, alleen nu te zien: ${token}\n`);
}

function knownRole(name: string): Role {
  const role = roleNamed(name);
  if (!role) throw new UnusableInput(`De rol "${name}" bestaat niet. Kies uit: ${ROLES.join(', ')}.`);
  return role;
}
