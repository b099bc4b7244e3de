import { UnusableInput } from '../specs/unusable-input';

/** The fields of an organisation that reports may name, flattened: `contact.email`. Everything is text. */
export type OrganisationFields = Record<string, string>;

/** Flattens org.yaml (read as text only) into dotted names; lists and `parameters` are not fields. */
export function organisationFields(value: unknown, prefix = ''): OrganisationFields {
  if (value === null || typeof value !== 'object') return {};
  return Object.entries(value).reduce<OrganisationFields>((fields, [name, child]) => {
    if (typeof child === 'string') return { ...fields, [prefix + name]: child };
    return name === 'parameters' ? fields : { ...fields, ...organisationFields(child, `${prefix}${name}.`) };
  }, {});
}

/** @throws UnusableInput naming every field that the spec needs and the organisation lacks. */
export function requireFields(organisation: OrganisationFields, needed: string[], file?: string): void {
  const missing = needed.filter((name) => !organisation[name]?.trim());
  if (missing.length > 0)
    throw new UnusableInput(`Van de organisatie ontbreken: ${missing.join(', ')}. Vul die aan en probeer het opnieuw.`, { file });
}
