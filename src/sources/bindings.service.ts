import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import type { Actor } from '../identity/identity.service';
import { FileStore } from '../platform/file-store';
import { join, writeStream } from '../platform/files';
import { newId } from '../platform/ids';
import { Binding, type ReadingOptions } from './binding.entity';

export interface NewBinding {
  specId: string;
  dataset: string;
  /** Absent: for every period. */
  period?: string;
  options?: ReadingOptions;
}

/** Which file answers which dataset of an organisation. */
@Injectable()
export class BindingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: FileStore,
    private readonly audit: AuditService,
  ) {}

  /** A file that every worker can reach; it is read again at every reading. For operators: it names a place on the server. */
  async bindPath(actor: Actor, organisationId: string, binding: NewBinding, path: string): Promise<Binding> {
    return this.bind(actor, organisationId, binding, { path, received: null });
  }

  /** A file that somebody hands in; the name is only to show. */
  async bindFile(
    actor: Actor,
    organisationId: string,
    binding: NewBinding,
    file: { name: string; content: Uint8Array | Readable },
  ): Promise<Binding> {
    const stored = await this.files.put(`${organisationId}/received/${newId()}`, file.content);
    return this.bind(actor, organisationId, binding, { path: null, received: { ...stored, name: file.name } });
  }

  /** The binding of each dataset for a period: one for that period before one for every period. */
  async forPeriod(organisationId: string, specId: string, period: string): Promise<Map<string, Binding>> {
    const all = await this.rows(organisationId).find({ where: { specId, period: In(['', period]) }, order: { period: 'ASC' } });
    return new Map(all.map((binding) => [binding.dataset, binding]));
  }

  /** Path of the file of a binding; what was handed in is laid in the folder under its own name. */
  async locate(binding: Binding, workDir: string): Promise<string> {
    if (binding.path !== null) return binding.path;
    if (!binding.received) throw new Error(`the binding ${binding.id} names no file`);
    const { key, sha256, name } = binding.received;
    const path = join(workDir, `${binding.dataset}-${name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(-100)}`);
    await writeStream(path, await this.files.get(key, sha256));
    return path;
  }

  private async bind(
    actor: Actor,
    organisationId: string,
    { specId, dataset, period = '', options = {} }: NewBinding,
    place: Pick<Binding, 'path' | 'received'>,
  ): Promise<Binding> {
    return this.dataSource.transaction(async (manager) => {
      const rows = forOrganisation(manager.getRepository(Binding), organisationId);
      const known = await rows.findOne({ where: { specId, dataset, period }, lock: { mode: 'pessimistic_write' } });
      if (known) await rows.update({ id: known.id }, { ...place, options });
      const binding = known
        ? { ...known, ...place, options }
        : await rows.insert({ id: newId(), specId, dataset, period, options, ...place });
      const details = { specId, dataset, ...(period ? { period } : {}), ...(place.received ? { sha256: place.received.sha256 } : {}) };
      await this.audit.append(manager, {
        action: 'source.bound',
        subject: 'source',
        subjectId: binding.id,
        organisationId,
        userId: actor.userId,
        channel: actor.channel,
        details,
      });
      return binding;
    });
  }

  private rows(organisationId: string): OrganisationRows<Binding> {
    return forOrganisation(this.dataSource.getRepository(Binding), organisationId);
  }
}
