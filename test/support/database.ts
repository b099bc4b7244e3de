import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/platform/database';
import type { Postgres } from '../../src/platform/postgres';
import { openTestDatabase } from './embedded';

export interface MigratedDatabase {
  postgres: Postgres;
  dataSource: DataSource;
  dispose(): Promise<void>;
}

/** An embedded database of its own on which all migrations have run. */
export async function openMigratedDatabase(): Promise<MigratedDatabase> {
  const test = await openTestDatabase();
  const dataSource = await openDatabase(test.database);
  const dispose = async (): Promise<void> => {
    await dataSource.destroy();
    await test.dispose();
  };
  return { postgres: test.database, dataSource, dispose };
}
