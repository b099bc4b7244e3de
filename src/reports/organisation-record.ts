import type { Organisation } from '../identity/organisation.entity';
import { organisationFields, type OrganisationFields } from './organisation';

/** What reports may name of an organisation in the database: the same names as in an organisation file. */
export function fieldsOf({ code, name, overheidsnummer, oin, tooiUri, fields }: Organisation): OrganisationFields {
  const known = { code, naam: name, overheidsnummer: overheidsnummer ?? '', oin: oin ?? '', tooi: tooiUri ?? '' };
  const filled = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== ''));
  return { ...organisationFields(textOnly(fields)), ...filled };
}

/** Values of parameters that the organisation sets. */
export function parametersOf({ fields }: Organisation): Record<string, string> {
  return typeof fields.parameters === 'object' ? fields.parameters : {};
}

function textOnly(fields: Organisation['fields']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]));
}
