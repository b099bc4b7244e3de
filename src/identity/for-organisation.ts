import type { DeepPartial, FindManyOptions, FindOneOptions, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

/** A row that belongs to an organisation. */
export interface OrganisationOwned extends ObjectLiteral {
  id: string;
  organisationId: string;
}

type Where<Row> = FindOptionsWhere<Row> | FindOptionsWhere<Row>[];
type Values<Row> = Omit<DeepPartial<Row>, 'organisationId'>;

/** The rows of one organisation in a table. */
export interface OrganisationRows<Row extends OrganisationOwned> {
  find(options?: FindManyOptions<Row>): Promise<Row[]>;
  findOne(options: FindOneOptions<Row>): Promise<Row | undefined>;
  count(where?: Where<Row>): Promise<number>;
  /** Adds a row; it fails when the id exists, so a row of somebody else cannot be written over. */
  insert(values: Values<Row>): Promise<Row>;
  /** Changes the rows that match and returns how many there were. */
  update(where: FindOptionsWhere<Row>, changes: Values<Row>): Promise<number>;
  delete(where: FindOptionsWhere<Row>): Promise<number>;
}

/**
 * The only way to the rows of an organisation: everything that is read, added, changed or removed through it belongs to that
 * organisation, whatever the caller asks. It has no query builder, because one `orWhere` would undo the limit.
 */
export function forOrganisation<Row extends OrganisationOwned>(repository: Repository<Row>, organisationId: string): OrganisationRows<Row> {
  // An empty id would be left out of the WHERE by TypeORM, which means: everybody's rows.
  if (!organisationId) throw new Error('the organisation is not known');
  const own = (where: Where<Row> = {}): Where<Row> => (Array.isArray(where) ? where.map(ownOne) : ownOne(where));
  const ownOne = (where: FindOptionsWhere<Row>): FindOptionsWhere<Row> => ({ ...where, organisationId });
  return {
    find: (options = {}) => repository.find({ ...options, where: own(options.where) }),
    findOne: async (options) => (await repository.findOne({ ...options, where: own(options.where) })) ?? undefined,
    count: (where) => repository.count({ where: own(where) }),
    insert: async (values) => {
      const row = repository.create({ ...values, organisationId } as DeepPartial<Row>);
      await repository.insert(row);
      return row;
    },
    update: async (where, changes) => {
      if ('organisationId' in changes) throw new Error('a row does not move to another organisation');
      const { affected } = await repository.update(ownOne(where), changes as unknown as Parameters<Repository<Row>['update']>[1]);
      return affected ?? 0;
    },
    delete: async (where) => (await repository.delete(ownOne(where))).affected ?? 0,
  };
}
