import { IdentityService } from '../identity/identity.service';
import { mayAct } from '../identity/person';
import { basename, fileExists, readStream, resolve } from '../platform/files';
import { Refusal } from '../reports/refusal';
import { BindingsService } from '../sources/bindings.service';
import { resolvePeriod } from '../specs/period';
import { SpecsService } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';
import { withService } from './service-session.service';

export interface SourceOptions {
  spec: string;
  period: string;
  organisation: string;
  dataset?: string;
  everyPeriod?: boolean;
  path?: boolean;
  as: string;
}

/** Hands in a file for a dataset of a report, or names a file that is read again at every reading. */
export async function addSource(file: string, options: SourceOptions): Promise<number> {
  if (!fileExists(file)) throw new UnusableInput('Het bestand bestaat niet of is niet leesbaar.', { file });
  return withService(async (session) => {
    const person = await session.person(options.as);
    const organisation = await session.get(IdentityService).findOrganisation(options.organisation);
    if (!organisation || !mayAct(person, organisation.id, ['techniek', 'beoordelaar']))
      throw new Refusal('forbidden', `${person.name} mag voor ${options.organisation} geen bronnen aanwijzen.`);
    const dataset = await datasetOf(session.get(SpecsService), options);
    const bindings = session.get(BindingsService);
    const actor = { userId: person.userId, channel: 'cli' as const };
    const binding = { specId: options.spec, dataset, period: options.everyPeriod ? undefined : options.period };
    if (options.path) await bindings.bindPath(actor, organisation.id, binding, resolve(file));
    else await bindings.bindFile(actor, organisation.id, binding, { name: basename(file), content: readStream(file) });
    process.stdout.write(
      `${basename(file)} beantwoordt nu ${dataset} voor ${options.everyPeriod ? 'elke periode' : options.period}. Meet opnieuw met "meter report measure".\n`,
    );
    return 0;
  });
}

/** The dataset by its own name or that of its concept; without one, the first that the period needs. */
async function datasetOf(specs: SpecsService, { spec: id, period, dataset: wanted }: SourceOptions): Promise<string> {
  const { spec } = await specs.forPeriod(id, period);
  const { delivery } = resolvePeriod(spec, period);
  const asked = Object.entries(spec.datasets).filter(([, dataset]) => !dataset.report && (!dataset.in || dataset.in.includes(delivery)));
  const found =
    wanted === undefined
      ? asked.find(([, { required }]) => required !== 'false')
      : asked.find(([name, { concept }]) => name === wanted || concept === wanted);
  if (found) return found[0];
  throw new UnusableInput(
    `${id} vraagt voor ${period} niet om "${wanted ?? 'een bron'}". Kies uit: ${asked.map(([name, { concept }]) => concept ?? name).join(', ')}.`,
  );
}
