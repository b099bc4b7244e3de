import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDataDirectory } from '../../src/platform/embedded/data-directory';
import { DirectoryInUse, lockDirectory } from '../../src/platform/embedded/directory-lock';
import { openEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from '../../src/platform/embedded/embedded-database';

export interface TestDatabase {
  database: EmbeddedDatabase;
  dataDirectory: string;
  /** Stops the database and removes its folder. */
  dispose(): Promise<void>;
}

/** A folder of its own with an empty database in it, copied from one that is made once per machine. */
export async function newDataDirectory(): Promise<string> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'meter-test-'));
  await cp(await template(), join(dataDirectory, 'database'), { recursive: true });
  return dataDirectory;
}

/** An embedded database of its own. */
export async function openTestDatabase(options: EmbeddedOptions = {}): Promise<TestDatabase> {
  const dataDirectory = await newDataDirectory();
  const database = await openEmbedded(dataDirectory, options);
  const dispose = async (): Promise<void> => {
    await database.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
  return { database, dataDirectory, dispose };
}

async function template(): Promise<string> {
  const root = join(tmpdir(), `meter-template-${engineVersion()}-${process.getuid?.() ?? 0}`);
  const directory = join(root, 'database');
  await mkdir(root, { recursive: true, mode: 0o700 });
  while (!existsSync(join(directory, 'PG_VERSION'))) {
    try {
      const lock = await lockDirectory(root, join(root, 'database.lock'), root);
      await createDataDirectory(directory).finally(() => lock.release());
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
      // Another test file is making it at this moment.
      await delay(100);
    }
  }
  return directory;
}

function engineVersion(): string {
  const manifest = join(dirname(require.resolve('@electric-sql/pglite')), '..', 'package.json');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
