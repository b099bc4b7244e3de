import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService, type AuditChannel, type AuditEvent } from '../audit/audit.service';
import { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { Membership } from './membership.entity';
import { Organisation } from './organisation.entity';
import type { Person } from './person';
import type { Role } from './role';
import { Token } from './token.entity';
import { User } from './user.entity';

/** Who makes the change and through which door, for the log. */
export interface Actor {
  userId?: string;
  channel: AuditChannel;
}

export type NewOrganisation = Pick<Organisation, 'code' | 'name'> &
  Partial<Pick<Organisation, 'overheidsnummer' | 'oin' | 'tooiUri' | 'fields'>>;

export type NewUser = Pick<User, 'login' | 'name'> & Partial<Pick<User, 'email'>>;

export interface NewToken {
  userId: string;
  label: string;
  expiresAt?: Date;
}

const TOKEN_PREFIX = 'meter_';

@Injectable()
export class IdentityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Adds an organisation; its code must be new. */
  async addOrganisation(actor: Actor, values: NewOrganisation): Promise<Organisation> {
    return this.dataSource.transaction(async (manager) => {
      const organisation = manager.create(Organisation, { fields: {}, ...values, id: newId() });
      await manager.insert(Organisation, organisation);
      const { id, code } = organisation;
      await this.log(manager, actor, { action: 'organisation.added', subjectId: id, organisationId: id, details: { code } });
      return organisation;
    });
  }

  /** Adds a user, who has no roles yet; the login must be new. */
  async addUser(actor: Actor, values: NewUser): Promise<User> {
    return this.dataSource.transaction(async (manager) => {
      const user = manager.create(User, { ...values, id: newId(), active: true });
      await manager.insert(User, user);
      await this.log(manager, actor, { action: 'user.added', subjectId: user.id });
      return user;
    });
  }

  /** Gives a role; harmless when the user has it already. */
  async grantRole(actor: Actor, userId: string, organisationId: string, role: Role): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const wanted = { userId, organisationId, role };
      if (await manager.existsBy(Membership, wanted)) return;
      await manager.insert(Membership, { ...wanted, id: newId() });
      await this.log(manager, actor, { action: 'user.role-granted', subjectId: userId, organisationId, details: { role } });
    });
  }

  /** Takes a role away; harmless when the user does not have it. */
  async withdrawRole(actor: Actor, userId: string, organisationId: string, role: Role): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.delete(Membership, { userId, organisationId, role });
      if (affected) await this.log(manager, actor, { action: 'user.role-withdrawn', subjectId: userId, organisationId, details: { role } });
    });
  }

  /** Makes a personal token and returns it; this is the only moment at which it can be seen. */
  async issueToken(actor: Actor, { userId, label, expiresAt }: NewToken): Promise<{ tokenId: string; token: string }> {
    const token = TOKEN_PREFIX + randomBytes(32).toString('base64url');
    const tokenId = newId();
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(Token, { id: tokenId, userId, label, hash: hashOf(token), expiresAt: expiresAt ?? null, revokedAt: null });
      await this.log(manager, actor, { action: 'user.token-issued', subjectId: userId, details: { tokenId } });
    });
    return { tokenId, token };
  }

  /** Ends a token; harmless when it has ended already. */
  async revokeToken(actor: Actor, tokenId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const token = await manager.findOneBy(Token, { id: tokenId, revokedAt: IsNull() });
      if (!token) return;
      await manager.update(Token, { id: tokenId }, { revokedAt: this.clock.now() });
      await this.log(manager, actor, { action: 'user.token-revoked', subjectId: token.userId, details: { tokenId } });
    });
  }

  /** The person whose token this is, unless token or user has ended. */
  async findByToken(token: string): Promise<Person | undefined> {
    if (!token.startsWith(TOKEN_PREFIX)) return undefined;
    const found = await this.dataSource.getRepository(Token).findOne({
      where: { hash: hashOf(token), revokedAt: IsNull(), user: { active: true } },
      relations: { user: true },
    });
    if (!found?.user || (found.expiresAt && found.expiresAt <= this.clock.now())) return undefined;
    return this.personOf(found.user);
  }

  /** The active user with this login, for the command line. */
  async findByLogin(login: string): Promise<Person | undefined> {
    const user = await this.dataSource.getRepository(User).findOneBy({ login, active: true });
    return user ? this.personOf(user) : undefined;
  }

  /** The organisation with this code. */
  async findOrganisation(code: string): Promise<Organisation | undefined> {
    return (await this.dataSource.getRepository(Organisation).findOneBy({ code })) ?? undefined;
  }

  private async personOf({ id, name }: User): Promise<Person> {
    const memberships = await this.dataSource.getRepository(Membership).find({
      where: { userId: id },
      select: { organisationId: true, role: true },
      order: { id: 'ASC' },
    });
    return { userId: id, name, memberships: memberships.map(({ organisationId, role }) => ({ organisationId, role })) };
  }

  private async log(manager: EntityManager, actor: Actor, event: Omit<AuditEvent, 'channel' | 'userId' | 'subject'>): Promise<void> {
    const subject = event.action.split('.')[0] ?? '';
    await this.audit.append(manager, { ...event, subject, userId: actor.userId, channel: actor.channel });
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
