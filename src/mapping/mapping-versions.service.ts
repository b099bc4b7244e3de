import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import type { Actor } from '../identity/identity.service';
import { FileStore } from '../platform/file-store';
import { join, writeTogether } from '../platform/files';
import { newId } from '../platform/ids';
import { readCodeLists } from '../specs/code-list';
import { resolvePeriod, type Period } from '../specs/period';
import { SpecsService, type LoadedSpec } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';
import { diffTables, type TableDiff } from './diff-tables';
import { importReport, type ImportReport } from './import-report';
import { MappingVersion } from './mapping-version.entity';
import { MappingsService, type LoadedMapping } from './mappings.service';

export interface MappingImport {
  specId: string;
  /** The codes of this period decide which rows are refused. */
  period: string;
  content: Buffer;
  fileName: string;
  validFrom?: string;
  validTo?: string;
  note?: string;
}

/** The version that was made, or the current one when the table is the same byte for byte. */
export interface ImportedMapping {
  version: MappingVersion;
  isNew: boolean;
  report: ImportReport;
}

/** The conversietabellen of organisations, version by version. */
@Injectable()
export class MappingVersionsService {
  private readonly tables = new MappingsService();

  constructor(
    private readonly dataSource: DataSource,
    private readonly files: FileStore,
    private readonly specs: SpecsService,
    private readonly audit: AuditService,
  ) {}

  /** @throws UnusableInput when the table as a whole cannot be used; refused rows are in the report and do not count. */
  async import(actor: Actor & { userId: string }, organisationId: string, request: MappingImport): Promise<ImportedMapping> {
    const loaded = await this.specs.forPeriod(request.specId, request.period);
    const period = resolvePeriod(loaded.spec, request.period);
    const table = this.parse(loaded, period, { content: request.content, name: request.fileName });
    const current = await this.current(organisationId, request.specId, period);
    const rules = current ? (await this.load(loaded, period, current)).rules : [];
    const report = importReport(table, rules);
    if (current && current.sha256 === table.sha256) return { version: current, isNew: false, report };
    const file = await this.files.put(`${organisationId}/mappings/${newId()}.csv`, request.content);
    return { version: await this.add(actor, organisationId, { request, table, file }), isNew: true, report };
  }

  /** The newest version that holds at the end of a period. */
  async current(organisationId: string, specId: string, { end }: Period): Promise<MappingVersion | undefined> {
    const all = await this.rows(organisationId).find({ where: { specId }, order: { number: 'DESC' } });
    return all.find(({ validFrom, validTo }) => (validFrom === null || validFrom <= end) && (validTo === null || end <= validTo));
  }

  async find(organisationId: string, id: string): Promise<MappingVersion | undefined> {
    return this.rows(organisationId).findOne({ where: { id } });
  }

  async list(organisationId: string, specId: string): Promise<MappingVersion[]> {
    return this.rows(organisationId).find({ where: { specId }, order: { number: 'DESC' } });
  }

  /** What became of the rules between two versions, with the codes of a period. */
  async diff(organisationId: string, versions: { before: string; after: string }, period: string): Promise<TableDiff> {
    const [before, after] = await Promise.all([this.find(organisationId, versions.before), this.find(organisationId, versions.after)]);
    if (!before || !after || before.specId !== after.specId)
      throw new UnusableInput('Deze versies van de conversietabel bestaan niet of horen niet bij elkaar.');
    const loaded = await this.specs.forPeriod(after.specId, period);
    const at = resolvePeriod(loaded.spec, period);
    return diffTables((await this.load(loaded, at, before)).rules, (await this.load(loaded, at, after)).rules);
  }

  /** The rules of a stored version as they hold in a period. */
  async load(loaded: LoadedSpec, period: Period, version: MappingVersion): Promise<LoadedMapping> {
    return this.parse(loaded, period, { content: await this.content(version), name: `versie ${version.number}` });
  }

  /** Lays the table in a folder as it was received; returns its path. */
  async lay(version: MappingVersion, workDir: string): Promise<string> {
    const name = `conversietabel-${version.number}.csv`;
    await writeTogether(workDir, [{ name, content: await this.content(version) }]);
    return join(workDir, name);
  }

  private async content({ file }: MappingVersion): Promise<Buffer> {
    return buffer(await this.files.get(file.key, file.sha256));
  }

  private parse({ spec, files }: LoadedSpec, period: Period, { content, name }: { content: Buffer; name: string }): LoadedMapping {
    const [entry] = Object.entries(spec.mappings ?? {});
    if (!entry) throw new UnusableInput(`${spec.id} heeft geen conversietabel.`);
    return this.tables.parse(content, { name: entry[0], spec: entry[1] }, readCodeLists(spec, files), { date: period.end, file: name });
  }

  private async add(
    actor: Actor & { userId: string },
    organisationId: string,
    made: { request: MappingImport; table: LoadedMapping; file: MappingVersion['file'] },
  ): Promise<MappingVersion> {
    const { request, table, file } = made;
    const { specId, validFrom = null, validTo = null, note = null } = request;
    return this.dataSource.transaction(async (manager) => {
      // Two imports at once would take the same number; the second waits here.
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`mapping ${organisationId} ${specId}`]);
      const rows = forOrganisation(manager.getRepository(MappingVersion), organisationId);
      const [last] = await rows.find({ where: { specId, name: table.name }, order: { number: 'DESC' }, take: 1 });
      const values = {
        id: newId(),
        specId,
        name: table.name,
        number: (last?.number ?? 0) + 1,
        validFrom,
        validTo,
        sha256: table.sha256,
        rows: table.rows,
        refused: table.refused,
        file,
        note,
        authorId: actor.userId,
      };
      const version = await rows.insert(values);
      const details = { specId, number: String(version.number), sha256: version.sha256 };
      await this.audit.append(manager, {
        action: 'mapping.imported',
        subject: 'mapping',
        subjectId: version.id,
        organisationId,
        userId: actor.userId,
        channel: actor.channel,
        details,
      });
      return version;
    });
  }

  private rows(organisationId: string): OrganisationRows<MappingVersion> {
    return forOrganisation(this.dataSource.getRepository(MappingVersion), organisationId);
  }
}
