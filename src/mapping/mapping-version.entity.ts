import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from '../identity/organisation.entity';
import { User } from '../identity/user.entity';
import type { StoredFile } from '../platform/file-store';
import type { RefusedRule } from './conversion-table';

/** A conversietabel as somebody handed it in. Never changed: another table is another version. */
@Entity()
@Unique(['organisationId', 'specId', 'name', 'number'])
export class MappingVersion {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  @Column('varchar', { length: 200 })
  specId!: string;

  /** The mapping of the spec that it fills. */
  @Column('varchar', { length: 64 })
  name!: string;

  @Column('integer')
  number!: number;

  /** Days on which it holds; rows may limit themselves further. */
  @Column('date', { nullable: true })
  validFrom!: string | null;

  @Column('date', { nullable: true })
  validTo!: string | null;

  @Column('char', { length: 64 })
  sha256!: string;

  /** Rows of the table, and those that do not count. */
  @Column('integer')
  rows!: number;

  @Column('jsonb')
  refused!: RefusedRule[];

  @Column('jsonb')
  file!: StoredFile;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('uuid')
  authorId!: string;

  @ManyToOne(() => User)
  author?: User;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
