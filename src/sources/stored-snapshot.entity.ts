import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Organisation } from '../identity/organisation.entity';
import type { StoredFile } from '../platform/file-store';
import type { SnapshotFacts } from './snapshot';

/** A meter reading: rows of a source as they were at one moment. The same bytes, read in the same way, are stored once. */
@Entity('snapshot')
@Unique(['organisationId', 'sha256', 'profile'])
export class StoredSnapshot {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  organisationId!: string;

  @ManyToOne(() => Organisation)
  organisation?: Organisation;

  /** Of the bytes as received, after unzip. */
  @Column('char', { length: 64 })
  sha256!: string;

  @Column('bigint')
  bytes!: string;

  /** Name and version of the way of reading, with a hash of the columns and options it was told. */
  @Column('varchar', { length: 80 })
  profile!: string;

  @Column('integer')
  lines!: number;

  /** Exact total of every measure, as text. */
  @Column('jsonb')
  totals!: Record<string, string>;

  /** What stands beside the Parquet file. */
  @Column('jsonb')
  facts!: SnapshotFacts;

  @Column('jsonb')
  file!: StoredFile;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
