import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../identity/user.entity';
import { ReportPackage } from './report-package.entity';
import { ReportVersion } from './report-version.entity';

/** What a person decided about a version: approved what was seen, or sent it back with a reason. Rows are only added. */
@Entity()
export class Decision {
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

  @Column('varchar', { length: 12 })
  kind!: 'approved' | 'returned';

  @Column('uuid', { nullable: true })
  packageId!: string | null;

  @ManyToOne(() => ReportPackage, { nullable: true })
  package?: ReportPackage | null;

  /** The fingerprint that the approver saw. Only bytes that belong to it may be delivered. */
  @Column('char', { length: 64, nullable: true })
  fingerprint!: string | null;

  /** Who decided; for a standing approval the person who gave it. */
  @Column('uuid')
  userId!: string;

  @ManyToOne(() => User)
  user?: User;

  @Column('uuid', { nullable: true })
  standingApprovalId!: string | null;

  @Column('text', { nullable: true })
  remark!: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;
}
