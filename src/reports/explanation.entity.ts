import { Column, Entity, Index, ManyToOne, PrimaryColumn } from 'typeorm';
import { User } from '../identity/user.entity';
import { Report } from './report.entity';

/** Why a warning is right as it is (toelichting). Rows are only added; the last one for a place counts, for every version. */
@Entity()
@Index(['reportId', 'place'])
export class Explanation {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column('uuid')
  organisationId!: string;

  @Column('uuid')
  reportId!: string;

  @ManyToOne(() => Report)
  report?: Report;

  /** Of the finding that it explains. */
  @Column('text')
  place!: string;

  @Column('text')
  text!: string;

  /** The value that the author looked at. */
  @Column('text', { nullable: true })
  valueSeen!: string | null;

  /** The version that the author looked at. */
  @Column('integer')
  version!: number;

  @Column('uuid')
  authorId!: string;

  @ManyToOne(() => User)
  author?: User;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;
}
