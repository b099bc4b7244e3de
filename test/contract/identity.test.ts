import { Controller, Get, Req, UseGuards } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { INestApplication } from '@nestjs/common';
import request from 'supertest';
import type { App } from 'supertest/types';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/audit-entry.entity';
import { AuditService } from '../../src/audit/audit.service';
import { BearerGuard, type PersonRequest } from '../../src/identity/bearer.guard';
import { forOrganisation } from '../../src/identity/for-organisation';
import { IdentityService, type Actor } from '../../src/identity/identity.service';
import { Membership } from '../../src/identity/membership.entity';
import { mayAct, organisationsOf } from '../../src/identity/person';
import { Token } from '../../src/identity/token.entity';
import { User } from '../../src/identity/user.entity';
import { Clock } from '../../src/platform/clock';
import { newId } from '../../src/platform/ids';
import { openMigratedDatabase, type MigratedDatabase } from '../support/database';
import { SettableClock } from '../support/settable-clock';

let database: MigratedDatabase;
let identity: IdentityService;
let audit: AuditService;
const clock = new SettableClock('2026-10-20T12:00:00Z');
const actor: Actor = { channel: 'cli' };
let number = 0;

beforeAll(async () => {
  database = await openMigratedDatabase();
  audit = new AuditService(database.dataSource, clock);
  identity = new IdentityService(database.dataSource, clock, audit);
});

afterAll(() => database.dispose());

async function anOrganisation(): Promise<string> {
  number += 1;
  const { id } = await identity.addOrganisation(actor, { code: `GM${9000 + number}`, name: `Gemeente ${number}` });
  return id;
}

async function aUser(): Promise<string> {
  number += 1;
  return (await identity.addUser(actor, { login: `user${number}`, name: `Gebruiker ${number}` })).id;
}

describe('people', () => {
  it('have roles per organisation', async () => {
    const [userId, here, there] = [await aUser(), await anOrganisation(), await anOrganisation()];
    await identity.grantRole(actor, userId, here, 'beoordelaar');
    await identity.grantRole(actor, userId, here, 'beoordelaar');
    await identity.grantRole(actor, userId, there, 'accountant');
    const person = await identity.findByLogin((await database.dataSource.getRepository(User).findOneByOrFail({ id: userId })).login);
    if (!person) throw new Error('not found');
    expect(organisationsOf(person)).toEqual([here, there]);
    expect(mayAct(person, here, ['beoordelaar', 'goedkeurder'])).toBe(true);
    expect(mayAct(person, there, ['beoordelaar', 'goedkeurder'])).toBe(false);
  });

  it('lose a role when it is withdrawn', async () => {
    const [userId, here] = [await aUser(), await anOrganisation()];
    await identity.grantRole(actor, userId, here, 'goedkeurder');
    await identity.withdrawRole(actor, userId, here, 'goedkeurder');
    await identity.withdrawRole(actor, userId, here, 'goedkeurder');
    const { token } = await identity.issueToken(actor, { userId, label: 'laptop' });
    expect((await identity.findByToken(token))?.memberships).toEqual([]);
  });

  it('cannot share a login, nor organisations a code', async () => {
    await identity.addUser(actor, { login: 'dubbel', name: 'Een' });
    await expect(identity.addUser(actor, { login: 'dubbel', name: 'Twee' })).rejects.toThrow('unique');
    await identity.addOrganisation(actor, { code: 'GM0363', name: 'Een', fields: { contact: { naam: 'x' }, detailsOpenbaar: true } });
    await expect(identity.addOrganisation(actor, { code: 'GM0363', name: 'Twee' })).rejects.toThrow('unique');
    expect((await identity.findOrganisation('GM0363'))?.fields).toEqual({ contact: { naam: 'x' }, detailsOpenbaar: true });
    expect(await identity.findOrganisation('GM0000')).toBeUndefined();
  });

  it('leave a note in the log of everything that changes, without their name', async () => {
    const before = await database.dataSource.getRepository(AuditEntry).count();
    const [userId, here] = [await aUser(), await anOrganisation()];
    await identity.grantRole({ channel: 'cli', userId }, userId, here, 'techniek');
    const entries = await database.dataSource.getRepository(AuditEntry).find({ order: { position: 'ASC' }, skip: before });
    expect(entries.map(({ action }) => action)).toEqual(['user.added', 'organisation.added', 'user.role-granted']);
    expect(JSON.stringify(entries)).not.toContain('Gebruiker');
    expect(await audit.verify()).toMatchObject({ intact: true });
  });
});

describe('a token', () => {
  it('is stored as a hash only and leads to its owner', async () => {
    const userId = await aUser();
    const { token } = await identity.issueToken(actor, { userId, label: 'laptop' });
    expect((await identity.findByToken(token))?.userId).toBe(userId);
    expect(JSON.stringify(await database.dataSource.getRepository(Token).find())).not.toContain(token);
    expect(await identity.findByToken(`${token}x`)).toBeUndefined();
    expect(await identity.findByToken('')).toBeUndefined();
  });

  it('stops working when it expires, is revoked, or its owner leaves', async () => {
    const userId = await aUser();
    const short = await identity.issueToken(actor, { userId, label: 'kort', expiresAt: new Date('2026-10-20T13:00:00Z') });
    const revoked = await identity.issueToken(actor, { userId, label: 'kwijt' });
    const owned = await identity.issueToken(actor, { userId, label: 'weg' });
    expect(await identity.findByToken(short.token)).toBeDefined();
    clock.set('2026-10-20T13:00:00Z');
    await identity.revokeToken(actor, revoked.tokenId);
    await identity.revokeToken(actor, revoked.tokenId);
    expect(await identity.findByToken(short.token)).toBeUndefined();
    expect(await identity.findByToken(revoked.token)).toBeUndefined();
    expect(await identity.findByToken(owned.token)).toBeDefined();
    await database.dataSource.getRepository(User).update({ id: userId }, { active: false });
    expect(await identity.findByToken(owned.token)).toBeUndefined();
  });
});

describe('the guard', () => {
  @Controller('wie')
  class WhoController {
    @Get()
    @UseGuards(BearerGuard)
    who(@Req() { person }: PersonRequest): { userId: string } {
      return { userId: person.userId };
    }
  }

  let app: INestApplication<App>;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [WhoController],
      providers: [
        IdentityService,
        AuditService,
        { provide: DataSource, useValue: database.dataSource },
        { provide: Clock, useValue: clock },
      ],
    }).compile();
    app = module.createNestApplication();
    await app.init();
  });

  afterAll(() => app.close());

  it('puts the owner of the token on the request', async () => {
    const userId = await aUser();
    const { token } = await identity.issueToken(actor, { userId, label: 'api' });
    const response = await request(app.getHttpServer()).get('/wie').set('Authorization', `Bearer ${token}`).expect(200);
    expect(response.body).toEqual({ userId });
  });

  it.each([undefined, 'Bearer onzin', 'Bearer ', 'Basic YTpi', 'Bearer meter_onbekend'])(
    'refuses %p and says what to do',
    async (header) => {
      const call = request(app.getHttpServer()).get('/wie');
      if (header) call.set('Authorization', header);
      const response = await call.expect(401);
      expect(response.headers['www-authenticate']).toBe('Bearer');
      expect((response.body as { message: string }).message).toMatch(/token/);
    },
  );
});

describe('the rows of an organisation', () => {
  async function twoOrganisations(): Promise<{ mine: string; theirs: string; theirRow: Membership; userId: string }> {
    const [userId, mine, theirs] = [await aUser(), await anOrganisation(), await anOrganisation()];
    await identity.grantRole(actor, userId, mine, 'beoordelaar');
    await identity.grantRole(actor, userId, theirs, 'beoordelaar');
    const theirRow = await database.dataSource.getRepository(Membership).findOneByOrFail({ organisationId: theirs, userId });
    return { mine, theirs, theirRow, userId };
  }

  it('cannot be read by another organisation, however the question is put', async () => {
    const { mine, theirs, theirRow } = await twoOrganisations();
    const rows = forOrganisation(database.dataSource.getRepository(Membership), mine);
    expect(await rows.find()).toHaveLength(1);
    expect(await rows.find({ where: { organisationId: theirs } })).toEqual([expect.objectContaining({ organisationId: mine })]);
    expect(await rows.find({ where: [{ id: theirRow.id }, { organisationId: theirs, id: theirRow.id }] })).toEqual([]);
    expect(await rows.findOne({ where: { id: theirRow.id } })).toBeUndefined();
    expect(await rows.count({ id: theirRow.id })).toBe(0);
    expect(await rows.count()).toBe(1);
  });

  it('cannot be changed, removed or taken over by another organisation', async () => {
    const { mine, theirs, theirRow, userId } = await twoOrganisations();
    const table = database.dataSource.getRepository(Membership);
    const rows = forOrganisation(table, mine);
    expect(await rows.update({ id: theirRow.id }, { role: 'techniek' })).toBe(0);
    expect(await rows.update({ organisationId: theirs }, { role: 'toewijzer' })).toBe(1);
    expect(await rows.delete({ id: theirRow.id })).toBe(0);
    await expect(rows.insert({ id: theirRow.id, userId, role: 'techniek' })).rejects.toThrow('duplicate');
    const stowaway = { role: 'techniek', organisationId: theirs } as { role: 'techniek' };
    await expect(rows.update({}, stowaway)).rejects.toThrow('does not move');
    expect((await rows.insert({ ...stowaway, id: newId(), userId })).organisationId).toBe(mine);
    expect(await table.findOneBy({ id: theirRow.id })).toEqual(theirRow);
  });

  it('are not everybody’s when the organisation is not known', () => {
    const table = database.dataSource.getRepository(Membership);
    expect(() => forOrganisation(table, '')).toThrow('not known');
    expect(() => forOrganisation(table, undefined as unknown as string)).toThrow('not known');
  });
});
