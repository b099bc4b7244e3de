import type { NewOrganisation } from '../identity/identity.service';
import type { OrganisationFields } from '../identity/organisation.entity';
import { UnusableInput } from '../specs/unusable-input';

/** Names in an organisation file that have a column of their own. */
const OWN = ['code', 'naam', 'overheidsnummer', 'oin', 'tooi'];

/** From an organisation file, read as text only, to what the service keeps: known names apart, the others as report specs name them. */
export function organisationValues(value: unknown, file: string): NewOrganisation {
  const given = (value ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined =>
    typeof given[name] === 'string' && given[name].trim() !== '' ? given[name].trim() : undefined;
  const [code, name] = [text('code'), text('naam')];
  if (code === undefined || !/^[A-Z]{2}\d{2,6}$/.test(code))
    throw new UnusableInput('De code van de organisatie ontbreekt of heeft niet de vorm GM9999.', { file });
  if (name === undefined) throw new UnusableInput('De naam van de organisatie ontbreekt.', { file });
  const fields: OrganisationFields = {};
  for (const [key, child] of Object.entries(given)) {
    if (OWN.includes(key)) continue;
    if (typeof child === 'string') fields[key] = child;
    else if (isTexts(child)) fields[key] = child;
    else throw new UnusableInput(`${key} moet tekst zijn, of een groep van teksten.`, { file });
  }
  return { code, name, overheidsnummer: text('overheidsnummer') ?? null, oin: text('oin') ?? null, tooiUri: text('tooi') ?? null, fields };
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((child) => typeof child === 'string')
  );
}
