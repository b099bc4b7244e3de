import { IdentityService } from '../identity/identity.service';
import { mayAct } from '../identity/person';
import { importLines } from '../mapping/import-report';
import { MappingVersionsService } from '../mapping/mapping-versions.service';
import { basename, readBytes } from '../platform/files';
import { Refusal } from '../reports/refusal';
import { UnusableInput } from '../specs/unusable-input';
import { withService } from './service-session.service';

export interface MappingImportOptions {
  spec: string;
  period: string;
  organisation: string;
  validFrom?: string;
  validTo?: string;
  note?: string;
  as: string;
}

/** Takes a conversietabel into use and says of every row what it means. Exit code 1 when rows were refused. */
export async function importMapping(file: string, options: MappingImportOptions): Promise<number> {
  const content = await readBytes(file).catch(() => {
    throw new UnusableInput('De conversietabel bestaat niet of is niet leesbaar; controleer de naam en de map.', { file });
  });
  for (const date of [options.validFrom, options.validTo])
    if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new UnusableInput(`"${date}" is geen datum in de vorm jjjj-mm-dd.`);
  return withService(async (session) => {
    const person = await session.person(options.as);
    const organisation = await session.get(IdentityService).findOrganisation(options.organisation);
    if (!organisation || !mayAct(person, organisation.id, ['toewijzer']))
      throw new Refusal('forbidden', `${person.name} mag voor ${options.organisation} geen conversietabel vaststellen.`);
    const { spec: specId, period, validFrom, validTo, note } = options;
    const request = { specId, period, content, fileName: basename(file), validFrom, validTo, note };
    const { version, isNew, report } = await session
      .get(MappingVersionsService)
      .import({ userId: person.userId, channel: 'cli' }, organisation.id, request);
    process.stdout.write(
      `${importLines(report).join('\n')}\n${isNew ? `Conversietabel versie ${version.number} is vastgesteld.` : `De tabel is gelijk aan versie ${version.number}; er is niets veranderd.`}\n`,
    );
    return report.rows.some(({ verdict }) => verdict === 'refused') ? 1 : 0;
  });
}
