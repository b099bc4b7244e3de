import { parseDocument } from 'yaml';
import { readBytes, sha256 } from '../platform/files';
import { organisationFields, requireFields, type OrganisationFields } from '../reports/organisation';
import { UnusableInput } from '../specs/unusable-input';

export interface OrganisationFile {
  fields: OrganisationFields;
  parameters: Record<string, string>;
  sha256: string;
  bytes: number;
}

/** Reads org.yaml as text only: an overheidsnummer keeps its leading zero. */
export async function readOrganisation(path: string, needed: string[]): Promise<OrganisationFile> {
  const bytes = await readBytes(path).catch(() => {
    throw new UnusableInput('Het bestand met de organisatie bestaat niet of is niet leesbaar.', { file: path });
  });
  const document = parseDocument(bytes.toString('utf8'), { schema: 'failsafe' });
  const [error] = document.errors;
  if (error)
    throw new UnusableInput(`Het bestand is geen geldige YAML: ${error.message.split('\n', 1)[0]}`, {
      file: path,
      line: error.linePos?.[0].line,
      column: error.linePos?.[0].col,
    });
  const value = document.toJS() as { parameters?: Record<string, string> } | null;
  const fields = organisationFields(value);
  requireFields(fields, needed, path);
  return { fields, parameters: value?.parameters ?? {}, sha256: sha256(bytes), bytes: bytes.length };
}
