// What `npm run migration:generate` compares the entities with: a new, empty database on which all migrations have run.
// It does not look at anybody's data, so the result is the same on every machine.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { openDatabase } from './database';
import { openPostgres } from './postgres';

async function emptyDatabase(): Promise<DataSource> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'meter-migration-'));
  process.on('exit', () => rmSync(dataDirectory, { recursive: true, force: true }));
  return openDatabase(await openPostgres({ kind: 'embedded', dataDirectory }));
}

export const migrationSource = emptyDatabase();
