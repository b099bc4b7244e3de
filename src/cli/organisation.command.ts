import { IdentityService } from '../identity/identity.service';
import { UnusableInput } from '../specs/unusable-input';
import { OrganisationFiles } from './organisation-files.service';
import { withService } from './service-session.service';

export async function addOrganisation(file: string): Promise<number> {
  return withService(async (session) => {
    const values = await session.get(OrganisationFiles).read(file);
    const identity = session.get(IdentityService);
    if (await identity.findOrganisation(values.code)) throw new UnusableInput(`De organisatie ${values.code} bestaat al.`, { file });
    const { code, name } = await identity.addOrganisation({ channel: 'cli' }, values);
    process.stdout.write(`Gemaakt: ${name} (${code}).\n`);
    return 0;
  });
}
