import { Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from '../identity/organisation.entity';
import { Obligation } from './obligation.entity';
import type { ReportStatus, Step } from './report-status';

/** What went wrong last: the step, and a Dutch sentence for the report page. */
export interface ReportProblem {
  step: Step;
  message: string;
  at: string;
}

/** One obligation for one period. Only ReportsService writes its status. */
@Entity()
@Unique(['organisationId', 'specId', 'period'])
@Index(['status', 'waits'])
export class Report {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  @Column('uuid')
  obligationId!: string;

  @ManyToOne(() => Obligation)
  obligation?: Obligation;

  @Column('varchar', { length: 200 })
  specId!: string;

  @Column('varchar', { length: 32 })
  period!: string;

  @Column('varchar', { length: 16 })
  status!: ReportStatus;

  /** When the status became what it is. */
  @Column({ type: 'timestamptz', precision: 3 })
  statusAt!: Date;

  /** Number of the current version; 0 before the first. */
  @Column('integer', { default: 0 })
  version!: number;

  /** The step that the status implies has been looked at and now waits for a person. */
  @Column('boolean', { default: false })
  waits!: boolean;

  /** Do not ring before this moment. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  notBefore!: Date | null;

  @Column('jsonb', { nullable: true })
  problem!: ReportProblem | null;

  /** Somebody or the clock wants a new reading, whatever the status is. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readingAskedAt!: Date | null;

  /** The sources could not be read; not again before this moment. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readNotBefore!: Date | null;

  /** Last time that all sources were read. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  readAt!: Date | null;

  /** A package is on its way out until this moment at the latest: nobody may take it back meanwhile. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  sendingUntil!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  opensAt!: Date | null;

  /** Last moment of the last day on which it may be delivered. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  dueAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
