import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from '../identity/organisation.entity';
import { MappingVersion } from '../mapping/mapping-version.entity';
import type { StoredFile } from '../platform/file-store';
import type { Finding } from '../specs/finding';
import type { SqlValue } from '../specs/sql-values';
import type { Difference } from './difference';
import type { OrganisationFields } from './organisation';
import { Report } from './report.entity';
import type { ControlResult } from './workbench';

/** A snapshot that answers a dataset. */
export interface VersionInput {
  dataset: string;
  snapshotId: string;
  sha256: string;
  profile: string;
}

/** Another report version of which a part answers a dataset. */
export interface EarlierInput {
  dataset: string;
  versionId: string;
  part: string;
  figures: StoredFile;
}

/** A dataset that was read in the calculation, with what is needed to open it again. */
export interface StoredReading {
  dataset: string;
  groupBy: string[];
  header: string[];
  sha256: string;
  bytes: number;
  lines: number;
  totals: Record<string, string>;
}

export interface NamedFile extends StoredFile {
  name: string;
}

/** One meting: what it was made from, frozen when it was collected, and what came out. Filled once, never edited. */
@Entity()
@Unique(['reportId', 'number'])
export class ReportVersion {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  @Column('uuid')
  reportId!: string;

  @ManyToOne(() => Report)
  report?: Report;

  @Column('integer')
  number!: number;

  /** Made beside a judged version, only to show the difference (proefmeting). */
  @Column('boolean')
  trial!: boolean;

  @Column('varchar', { length: 32 })
  specVersion!: string;

  @Column('char', { length: 64 })
  specSha256!: string;

  @Column('jsonb')
  organisationFields!: OrganisationFields;

  @Column('jsonb')
  parameters!: Record<string, string>;

  @Column('jsonb')
  inputs!: VersionInput[];

  @Column('jsonb')
  earlier!: EarlierInput[];

  @Column('uuid', { nullable: true })
  mappingVersionId!: string | null;

  @ManyToOne(() => MappingVersion, { nullable: true })
  mappingVersion?: MappingVersion | null;

  /** The conversietabel of the report before this one: what changed since may explain a difference. */
  @Column('uuid', { nullable: true })
  previousMappingId!: string | null;

  @Column('varchar', { length: 80, nullable: true })
  software!: string | null;

  /** Moment that stands in the concept; the package has its own. */
  @Column('varchar', { length: 40, nullable: true })
  datum!: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  generatedAt!: Date | null;

  /** The whole calculation, to look into without doing it again. */
  @Column('jsonb', { nullable: true })
  calculation!: StoredFile | null;

  /** Every figure as delivered and unrounded, as canonical JSON. */
  @Column('jsonb', { nullable: true })
  figures!: StoredFile | null;

  /** The files as they would be delivered without explanations. */
  @Column('jsonb', { nullable: true })
  concept!: NamedFile[] | null;

  /** Values of period and parameters that the spec's SQL was filled with. */
  @Column('jsonb', { nullable: true })
  values!: Record<string, SqlValue> | null;

  @Column('jsonb', { nullable: true })
  readings!: StoredReading[] | null;

  /** What reading, mapping and reconciliation found; validation adds the checks. */
  @Column('jsonb', { nullable: true })
  generationFindings!: Finding[] | null;

  /** Controls in the order in which they ran; complete after validation. */
  @Column('jsonb', { nullable: true })
  controls!: ControlResult[] | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  validatedAt!: Date | null;

  @Column('integer', { nullable: true })
  errors!: number | null;

  @Column('integer', { nullable: true })
  warnings!: number | null;

  @Column('integer', { nullable: true })
  infos!: number | null;

  /** With the version before it, or for a trial with the version it stands beside. */
  @Column('jsonb', { nullable: true })
  difference!: Difference | null;

  /** Why a trial cannot be finished. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
