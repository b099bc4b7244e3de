import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { canonicalJson, type Json } from '../audit/canonical-json';
import { forOrganisation, type OrganisationRows } from '../identity/for-organisation';
import type { CalculationRoom } from '../platform/calculation-session';
import { FileStore } from '../platform/file-store';
import { join, readStream, sha256, writeStream, writeTogether } from '../platform/files';
import { newId } from '../platform/ids';
import type { Period } from '../specs/period';
import type { DatasetSpec } from '../specs/report-spec';
import type { ReadingOptions } from './binding.entity';
import { DatasetsService, type DatasetReading } from './datasets.service';
import { StoredSnapshot } from './stored-snapshot.entity';

/** A file that answers a dataset, to be frozen. */
export interface SnapshotRequest {
  organisationId: string;
  name: string;
  dataset: DatasetSpec;
  path: string;
  period: Period;
  options: ReadingOptions;
}

/** Keeps what was read: immutable, identified by the bytes as received and the way they were read. */
@Injectable()
export class SnapshotsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: FileStore,
  ) {}

  /**
   * Reads a file and keeps its rows; the same bytes read in the same way keep nothing new.
   * @throws UnusableInput when the file cannot be read as this dataset.
   */
  async take(request: SnapshotRequest, { calculation, workDir }: CalculationRoom): Promise<StoredSnapshot> {
    const { name, dataset, path, period, options } = request;
    const roles = [dataset.roles?.year, dataset.roles?.period].filter((role) => role !== undefined);
    const reading = await new DatasetsService(calculation, workDir).read({
      name,
      dataset,
      path,
      period,
      options,
      groupBy: roles.map((role) => ({ name: role })),
      archive: true,
    });
    try {
      return await this.keep(request, reading);
    } finally {
      await reading.dispose();
    }
  }

  /** Lays a snapshot in a folder, with its facts beside it, as the connector of snapshots reads it. Returns its path. */
  async lay(snapshot: StoredSnapshot, workDir: string): Promise<string> {
    const path = join(workDir, `${snapshot.id}.parquet`);
    await writeStream(path, await this.files.get(snapshot.file.key, snapshot.file.sha256));
    await writeTogether(workDir, [{ name: `${snapshot.id}.parquet.json`, content: JSON.stringify(snapshot.facts) }]);
    return path;
  }

  /** The snapshots with these ids, as far as they are of the organisation. */
  async find(organisationId: string, ids: string[]): Promise<StoredSnapshot[]> {
    return ids.length === 0 ? [] : this.rows(organisationId).find({ where: { id: In(ids) } });
  }

  private async keep(
    { organisationId, dataset, options }: SnapshotRequest,
    { snapshot, received, lines, totals }: DatasetReading,
  ): Promise<StoredSnapshot> {
    if (!snapshot) throw new Error('a reading for a snapshot did not make one');
    const profile = `${snapshot.facts.profile}:${sha256(canonicalJson({ columns: dataset.columns, options } as unknown as Json)).slice(0, 16)}`;
    const known = await this.rows(organisationId).findOne({ where: { sha256: received.sha256, profile } });
    if (known) return known;
    const id = newId();
    const file = await this.files.put(`${organisationId}/snapshots/${id}.parquet`, readStream(snapshot.path));
    const values = { id, sha256: received.sha256, bytes: String(received.bytes), profile, lines, totals, facts: snapshot.facts, file };
    const repository = this.dataSource.getRepository(StoredSnapshot);
    // Another worker may have read the same bytes meanwhile; then that one counts and this file is left over.
    await repository
      .createQueryBuilder()
      .insert()
      .values(repository.create({ ...values, organisationId }))
      .orIgnore()
      .execute();
    const kept = await this.rows(organisationId).findOne({ where: { sha256: received.sha256, profile } });
    if (!kept) throw new Error('a snapshot was not kept');
    return kept;
  }

  private rows(organisationId: string): OrganisationRows<StoredSnapshot> {
    return forOrganisation(this.dataSource.getRepository(StoredSnapshot), organisationId);
  }
}
