import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Values by name; a contact is a group of values. */
export type OrganisationFields = Record<string, string | boolean | Record<string, string>>;

/** A gemeente or another body that accounts for its money. */
@Entity()
export class Organisation {
  @PrimaryColumn('uuid')
  id!: string;

  /** Code of the statistics office: GM0363. */
  @Column('varchar', { length: 8, unique: true })
  code!: string;

  @Column('varchar', { length: 200 })
  name!: string;

  /** Number under which receivers know the organisation. */
  @Column('varchar', { length: 20, nullable: true })
  overheidsnummer!: string | null;

  /** Number for messages between authorities (Organisatie-identificatienummer). */
  @Column('varchar', { length: 20, nullable: true, unique: true })
  oin!: string | null;

  /** Address in the register of government organisations. */
  @Column('varchar', { length: 500, nullable: true })
  tooiUri!: string | null;

  /** What report specs ask for beyond this, by the names that they give it. */
  @Column('jsonb', { default: {} })
  fields!: OrganisationFields;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
