import { Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { ReportPackage } from '../reports/report-package.entity';
import { Report } from '../reports/report.entity';

/**
 * `handover`: a person brings it to the receiver. `sending` and `retry`: the worker is at it, or will be. `stopped`: somebody must look.
 */
export type DeliveryState = 'handover' | 'sending' | 'retry' | 'stopped' | 'delivered' | 'refused';

/** The way of one package to its receiver (zending). */
@Entity()
export class Delivery {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column('uuid')
  organisationId!: string;

  @Index()
  @Column('uuid')
  reportId!: string;

  @ManyToOne(() => Report)
  report?: Report;

  @Column('uuid', { unique: true })
  packageId!: string;

  @ManyToOne(() => ReportPackage)
  package?: ReportPackage;

  @Column('char', { length: 64 })
  fingerprint!: string;

  @Column('varchar', { length: 40 })
  channel!: string;

  /** The same for every attempt, so that a receiver that already has the package says so instead of taking it twice. */
  @Column('varchar', { length: 64, unique: true })
  idempotencyKey!: string;

  @Column('varchar', { length: 12 })
  state!: DeliveryState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  nextAttemptAt!: Date | null;

  @Column('varchar', { length: 200, nullable: true })
  receiptNumber!: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  deliveredAt!: Date | null;

  @Column('varchar', { length: 12, nullable: true })
  verdict!: 'accepted' | 'rejected' | null;

  @Column('text', { nullable: true })
  verdictText!: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  verdictAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
