import { join } from 'node:path';
import * as pg from 'pg';
import { DataSource, MigrationExecutor, type DataSourceOptions } from 'typeorm';
import { SnakeNaming } from './naming';
import type { Postgres } from './postgres';

// Spells "mete"; any fixed number that nothing else in the database uses.
const MIGRATION_LOCK = 0x6d657465;
const POOL_SIZE = 10;

/** How TypeORM reaches the database. The schema is never made from the entities: only migrations change it, also in tests. */
export function dataSourceOptions(postgres: Postgres): DataSourceOptions {
  return {
    type: 'postgres',
    driver: pg,
    extra: { ...postgres.connection, max: POOL_SIZE },
    // Both are needed: without the second TypeORM asks for an extension that the embedded database does not have.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    migrationsRun: false,
    namingStrategy: new SnakeNaming(),
    // Found by name, so that the cellar does not have to know the rooms above it.
    entities: [join(__dirname, '..', '**', '*.entity.{ts,js}')],
    migrations: [join(__dirname, 'migrations', '*.{ts,js}')],
    migrationsTableName: 'migration',
  };
}

/** Connects, brings the schema up to date and hands over the data source. */
export async function openDatabase(postgres: Postgres): Promise<DataSource> {
  const dataSource = await new DataSource(dataSourceOptions(postgres)).initialize();
  try {
    await migrate(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

/** Runs the pending migrations: all or nothing, and one process at a time however many are started. Returns their names. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'none';
    const done = await executor.executePendingMigrations();
    await runner.commitTransaction();
    return done.map(({ name }) => name);
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

/** The statements that would make the tables equal to the entities. After all migrations there must be none. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
