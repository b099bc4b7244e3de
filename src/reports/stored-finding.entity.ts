import { Column, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import type { Finding, Severity } from '../specs/finding';
import { ReportVersion } from './report-version.entity';

/** A finding of one version. */
@Entity('finding')
@Unique(['versionId', 'position'])
export class StoredFinding {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column('uuid')
  organisationId!: string;

  @Column('uuid')
  versionId!: string;

  @ManyToOne(() => ReportVersion)
  version?: ReportVersion;

  /** Place in the order of findings.json. */
  @Column('integer')
  position!: number;

  @Column('varchar', { length: 64 })
  code!: string;

  @Column('varchar', { length: 8 })
  severity!: Severity;

  /** The same for the same problem in the same place of another version. */
  @Column('text')
  place!: string;

  /** What an explanation is about: when it changes, somebody must look again. */
  @Column('text', { nullable: true })
  value!: string | null;

  @Column('jsonb')
  body!: Finding;
}
