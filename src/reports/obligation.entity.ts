import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from '../identity/organisation.entity';

/** A report that an organisation must make, period after period, and how it leaves the house. */
@Entity()
@Unique(['organisationId', 'specId'])
export class Obligation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  @Column('varchar', { length: 200 })
  specId!: string;

  /** Absent: the channel that the spec names. */
  @Column('varchar', { length: 40, nullable: true })
  channel!: string | null;

  /** Address, names of secrets and the like; the channel checks them. Never a secret itself. */
  @Column('jsonb', { default: {} })
  channelOptions!: Record<string, string>;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
