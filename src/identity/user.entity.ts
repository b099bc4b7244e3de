import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A person who works with the service, for one organisation or for many. */
@Entity('user_account')
export class User {
  @PrimaryColumn('uuid')
  id!: string;

  /** Short and unique, for the command line: `--as jansen`. */
  @Column('varchar', { length: 64, unique: true })
  login!: string;

  @Column('varchar', { length: 200 })
  name!: string;

  @Column('varchar', { length: 320, nullable: true })
  email!: string | null;

  /** Users are never deleted, because the log refers to them. */
  @Column('boolean', { default: true })
  active!: boolean;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
