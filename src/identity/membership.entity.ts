import { Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from './organisation.entity';
import type { Role } from './role';
import { User } from './user.entity';

/** A role that a user has for an organisation. */
@Entity()
@Unique(['organisationId', 'userId', 'role'])
export class Membership {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  @Index()
  @Column('uuid')
  userId!: string;

  @ManyToOne(() => User)
  user?: User;

  @Column('varchar', { length: 32 })
  role!: Role;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
