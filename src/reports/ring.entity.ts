import { Column, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Report } from './report.entity';
import type { Step } from './report-status';

/** How often the bell was rung for a step: the last number tells which job to look for. */
@Entity()
@Unique(['reportId', 'version', 'step'])
export class Ring {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column('uuid')
  reportId!: string;

  @ManyToOne(() => Report)
  report?: Report;

  @Column('integer')
  version!: number;

  @Column('varchar', { length: 16 })
  step!: Step;

  @Column('integer')
  number!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  rungAt!: Date;
}
