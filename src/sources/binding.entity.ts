import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from '../identity/organisation.entity';
import type { StoredFile } from '../platform/file-store';
import type { ReadRequest } from './source-reading';

export type ReadingOptions = Pick<ReadRequest, 'delimiter' | 'decimal' | 'encoding'>;

/** Which file answers a dataset of a report spec, for every period or for one. */
@Entity()
@Unique(['organisationId', 'specId', 'dataset', 'period'])
export class Binding {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  @Column('varchar', { length: 200 })
  specId!: string;

  @Column('varchar', { length: 64 })
  dataset!: string;

  /** Empty: every period. A binding for one period goes before it. */
  @Column('varchar', { length: 32, default: '' })
  period!: string;

  /** A file that the workers can reach, read again at every reading. */
  @Column('text', { nullable: true })
  path!: string | null;

  /** A file that was handed in. */
  @Column('jsonb', { nullable: true })
  received!: (StoredFile & { name: string }) | null;

  @Column('jsonb', { default: {} })
  options!: ReadingOptions;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
