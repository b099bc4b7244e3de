import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../identity/user.entity';
import type { OrganisationFields } from './organisation';
import { ReportVersion, type NamedFile } from './report-version.entity';

/** An explanation as it stands in the delivered file. */
export interface PackagedExplanation {
  place: string;
  text: string;
  author: string;
}

/** What will be delivered, frozen when the reviewer reports ready. Sending back drops it; nothing ever changes it. */
@Entity('package')
export class ReportPackage {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column('uuid')
  organisationId!: string;

  @Index()
  @Column('uuid')
  versionId!: string;

  @ManyToOne(() => ReportVersion)
  version?: ReportVersion;

  /** Moment that stands in the files. */
  @Column('varchar', { length: 40 })
  datum!: string;

  /** The organisation as it stands in the files: contact and openness with it. */
  @Column('jsonb')
  organisationFields!: OrganisationFields;

  @Column('jsonb')
  explanations!: PackagedExplanation[];

  @Column('jsonb')
  files!: NamedFile[];

  /** SHA-256 over everything that was judged; see fingerprint.ts. */
  @Column('char', { length: 64 })
  fingerprint!: string;

  /** Absent when a standing approval reviewed it. */
  @Column('uuid', { nullable: true })
  reviewerId!: string | null;

  @ManyToOne(() => User, { nullable: true })
  reviewer?: User | null;

  @Column({ type: 'timestamptz', precision: 3 })
  builtAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  droppedAt!: Date | null;
}
