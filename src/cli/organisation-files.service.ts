import { Injectable } from '@nestjs/common';
import { parseDocument } from 'yaml';
import type { NewOrganisation } from '../identity/identity.service';
import { readText } from '../platform/files';
import { UnusableInput } from '../specs/unusable-input';
import { organisationValues } from './organisation-values';

/** Reads an organisation file for the service. */
@Injectable()
export class OrganisationFiles {
  /** @throws UnusableInput when the file is not there or says too little. */
  async read(file: string): Promise<NewOrganisation> {
    const text = await readText(file).catch(() => {
      throw new UnusableInput('Het bestand met de organisatie bestaat niet of is niet leesbaar.', { file });
    });
    const document = parseDocument(text, { schema: 'failsafe' });
    const [error] = document.errors;
    if (error)
      throw new UnusableInput(`Het bestand is geen geldige YAML: ${error.message.split('\n', 1)[0]}`, {
        file,
        line: error.linePos?.[0].line,
      });
    return organisationValues(document.toJS(), file);
  }
}
