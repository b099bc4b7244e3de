import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that a person or the system did. Rows are only ever added; a trigger refuses everything else. */
@Entity()
@Index(['organisationId', 'position'])
@Index(['subject', 'subjectId'])
export class AuditEntry {
  /** 1, 2, 3 … without a gap, so that a missing entry shows. */
  @PrimaryColumn('integer')
  position!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** Absent for what concerns the whole installation. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  /** The user; absent when the system did it. */
  @Column('uuid', { nullable: true })
  userId!: string | null;

  /** Through which door: web, api, cli, worker. */
  @Column('varchar', { length: 16 })
  channel!: string;

  /** What was done, as `<subject>.<verb>`: `report.approved`. */
  @Column('varchar', { length: 64 })
  action!: string;

  @Column('varchar', { length: 64 })
  subject!: string;

  @Column('varchar', { length: 64 })
  subjectId!: string;

  /** Ids, versions, statuses and hashes that belong to it. */
  @Column('jsonb')
  details!: Record<string, string>;

  @Column('char', { length: 64 })
  previousHash!: string;

  @Column('char', { length: 64, unique: true })
  hash!: string;
}
