import { Column, Entity, Index, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Delivery } from './delivery.entity';

/** `interrupted`: the process ended before it knew. */
export type AttemptResult = 'delivered' | 'refused' | 'later' | 'stopped' | 'interrupted';

/** One try to hand over a package. */
@Entity()
@Unique(['deliveryId', 'number'])
export class DeliveryAttempt {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column('uuid')
  organisationId!: string;

  @Column('uuid')
  deliveryId!: string;

  @ManyToOne(() => Delivery)
  delivery?: Delivery;

  @Column('integer')
  number!: number;

  @Column('varchar', { length: 500 })
  endpoint!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startedAt!: Date;

  @Column('integer', { nullable: true })
  durationMs!: number | null;

  @Column('varchar', { length: 12, nullable: true })
  result!: AttemptResult | null;

  /** Status of the receiver's answer, where it has one. */
  @Column('integer', { nullable: true })
  statusCode!: number | null;

  /** The answer, or what went wrong, without secrets. */
  @Column('text', { nullable: true })
  response!: string | null;
}
