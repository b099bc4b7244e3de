import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import type { Actor } from '../identity/identity.service';
import { newId } from '../platform/ids';
import { Obligation } from './obligation.entity';

/** How the reports of an obligation leave the house. */
export interface DeliveryRoute {
  /** Absent: the channel of the spec. */
  channel?: string;
  channelOptions?: Record<string, string>;
}

/** Which reports an organisation must make. */
@Injectable()
export class ObligationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Takes on a report, or changes how it is delivered; harmless to repeat. */
  async takeOn(actor: Actor, organisationId: string, specId: string, route: DeliveryRoute = {}): Promise<Obligation> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`obligation ${organisationId} ${specId}`]);
      const rows = forOrganisation(manager.getRepository(Obligation), organisationId);
      const known = await rows.findOne({ where: { specId } });
      if (known && route.channel === undefined && route.channelOptions === undefined) return known;
      const values = {
        channel: route.channel ?? known?.channel ?? null,
        channelOptions: route.channelOptions ?? known?.channelOptions ?? {},
      };
      if (known) await rows.update({ id: known.id }, values);
      const obligation = known ? { ...known, ...values } : await rows.insert({ id: newId(), specId, ...values });
      const details = { specId, channel: values.channel ?? 'of-the-spec' };
      await this.audit.append(manager, {
        action: known ? 'obligation.changed' : 'obligation.taken-on',
        subject: 'obligation',
        subjectId: obligation.id,
        organisationId,
        userId: actor.userId,
        channel: actor.channel,
        details,
      });
      return obligation;
    });
  }

  async find(organisationId: string, id: string): Promise<Obligation | undefined> {
    return this.rows(organisationId).findOne({ where: { id } });
  }

  async list(organisationId: string): Promise<Obligation[]> {
    return this.rows(organisationId).find({ order: { specId: 'ASC' } });
  }

  private rows(organisationId: string): OrganisationRows<Obligation> {
    return forOrganisation(this.dataSource.getRepository(Obligation), organisationId);
  }
}
