import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../identity/user.entity';
import { Obligation } from '../reports/obligation.entity';
import type { StandingLimits } from './standing-limits';

/** A named person lets spotless versions go out without being asked each time (mandaat). */
@Entity()
export class StandingApproval {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @Column('uuid')
  obligationId!: string;

  @ManyToOne(() => Obligation)
  obligation?: Obligation;

  @Column('uuid')
  grantedById!: string;

  @ManyToOne(() => User)
  grantedBy?: User;

  /** Where the mandate is written down. */
  @Column('varchar', { length: 200 })
  reference!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  until!: Date;

  @Column('jsonb')
  limits!: StandingLimits;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
