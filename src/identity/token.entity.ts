import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from './user.entity';

/** A personal token for the API. The token itself is shown once and never stored. */
@Entity()
export class Token {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  userId!: string;

  @ManyToOne(() => User)
  user?: User;

  /** What the owner calls it. */
  @Column('varchar', { length: 100 })
  label!: string;

  /** SHA-256 of the token. It is random and long, so nothing slower is needed against guessing. */
  @Column('char', { length: 64, unique: true })
  hash!: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
