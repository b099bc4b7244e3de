import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate, schemaDrift } from '../../src/platform/database';
import { openMigratedDatabase, type MigratedDatabase } from '../support/database';

const FOLDER = join(__dirname, '../../src/platform/migrations');

let database: MigratedDatabase;

beforeAll(async () => {
  database = await openMigratedDatabase();
});

afterAll(() => database.dispose());

describe('the migrations', () => {
  it('make exactly the tables that the entities describe', async () => {
    expect(await schemaDrift(database.dataSource)).toEqual([]);
  });

  it('would show an entity without a migration', async () => {
    await database.dataSource.query('ALTER TABLE token DROP COLUMN label');
    const drift = await schemaDrift(database.dataSource);
    await database.dataSource.query("ALTER TABLE token ADD COLUMN label varchar(100) NOT NULL DEFAULT ''");
    await database.dataSource.query('ALTER TABLE token ALTER COLUMN label DROP DEFAULT');
    expect(drift).toEqual([expect.stringContaining('ADD "label"')]);
  });

  it('run once, also when several processes start at the same time', async () => {
    const second = await new DataSource(dataSourceOptions(database.postgres)).initialize();
    const done = await Promise.all([migrate(database.dataSource), migrate(second)]);
    await second.destroy();
    expect(done).toEqual([[], []]);
  });

  it('can be undone and run again, all of them', async () => {
    const count = readdirSync(FOLDER).length;
    for (let undone = 0; undone < count; undone += 1) await database.dataSource.undoLastMigration();
    expect(await migrate(database.dataSource)).toHaveLength(count);
    expect(await schemaDrift(database.dataSource)).toEqual([]);
  });

  it('are named after what they do', () => {
    for (const file of readdirSync(FOLDER)) expect(file).toMatch(/^\d{13}-[a-z\d]+(-[a-z\d]+)+\.ts$/);
  });

  it('need nothing that only one kind of PostgreSQL has', () => {
    const sql = readdirSync(FOLDER)
      .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
      .join('\n');
    expect(sql).not.toMatch(/CREATE EXTENSION|uuidv7\(|uuid_generate|CONCURRENTLY/i);
  });
});
