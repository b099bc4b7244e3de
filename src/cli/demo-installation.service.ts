import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdentityService, type Actor } from '../identity/identity.service';
import { Organisation } from '../identity/organisation.entity';
import type { Person } from '../identity/person';
import type { Role } from '../identity/role';
import { MappingVersionsService } from '../mapping/mapping-versions.service';
import { BindingsService } from '../sources/bindings.service';
import { DemoSource, type DemoSpec } from './demo-source.service';
import { OrganisationFiles } from './organisation-files.service';

/** Who plays which part. They are plainly made up. */
const PEOPLE: readonly { login: string; name: string; roles: readonly Role[] }[] = [
  { login: 'beoordelaar', name: 'Demo Beoordelaar', roles: ['beoordelaar', 'toewijzer', 'techniek'] },
  { login: 'goedkeurder', name: 'Demo Goedkeurder', roles: ['goedkeurder'] },
];

export interface DemoPlayers {
  demo: DemoSpec;
  organisation: Organisation;
  reviewer: Person;
  approver: Person;
}

/** Sets up the made-up organisation with people, conversietabel and sources. Every step is harmless to repeat. */
@Injectable()
export class DemoInstallation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly identity: IdentityService,
    private readonly mappings: MappingVersionsService,
    private readonly bindings: BindingsService,
    private readonly source: DemoSource,
    private readonly organisations: OrganisationFiles,
  ) {}

  /** True when nobody has used the database for anything else. */
  async mayBegin(): Promise<boolean> {
    const all = await this.dataSource.getRepository(Organisation).find();
    return all.every(({ fields }) => fields.demo === 'true');
  }

  async setUp(demo: DemoSpec): Promise<DemoPlayers> {
    const values = await this.organisations.read(demo.organisationFile);
    const own = { ...values, fields: { ...values.fields, demo: 'true' } };
    const organisation = (await this.identity.findOrganisation(own.code)) ?? (await this.identity.addOrganisation({ channel: 'cli' }, own));
    const [reviewer, approver] = [await this.person(organisation, 0), await this.person(organisation, 1)];
    const actor = { userId: reviewer.userId, channel: 'cli' as const };
    await this.tables(actor, organisation, demo);
    await this.files(actor, organisation, demo);
    return { demo, organisation, reviewer, approver };
  }

  private async person({ id }: Organisation, index: 0 | 1): Promise<Person> {
    const { login, name, roles } = PEOPLE[index] ?? { login: '', name: '', roles: [] };
    const actor: Actor = { channel: 'cli' };
    const userId = (await this.identity.findByLogin(login))?.userId ?? (await this.identity.addUser(actor, { login, name })).id;
    for (const role of roles) await this.identity.grantRole(actor, userId, id, role);
    const person = await this.identity.findByLogin(login);
    if (!person) throw new Error(`the user ${login} was not made`);
    return person;
  }

  /** The last period has its own conversietabel, in which something is wrong. */
  private async tables(actor: Actor & { userId: string }, { id }: Organisation, demo: DemoSpec): Promise<void> {
    const [first, last] = [demo.periods[0], demo.periods.at(-1)];
    if (!first || !last || !demo.spec.mappings || (await this.mappings.list(id, demo.spec.id)).length > 1) return;
    const specId = demo.spec.id;
    await this.mappings.import(actor, id, {
      specId,
      period: first.id,
      content: this.source.mapping(demo, false),
      fileName: 'conversietabel.csv',
    });
    const later = { validFrom: last.end, note: 'Met regels die niet kloppen, om te vinden.' };
    await this.mappings.import(actor, id, {
      specId,
      period: last.id,
      content: this.source.mapping(demo, true),
      fileName: 'conversietabel.csv',
      ...later,
    });
  }

  private async files(actor: Actor, { id }: Organisation, demo: DemoSpec): Promise<void> {
    for (const period of demo.periods) {
      const bound = await this.bindings.forPeriod(id, demo.spec.id, period.id);
      for (const { dataset, name, content } of this.source.sources(demo, period, period === demo.periods.at(-1))) {
        if (!bound.has(dataset))
          await this.bindings.bindFile(actor, id, { specId: demo.spec.id, dataset, period: period.id }, { name, content });
      }
    }
  }
}
