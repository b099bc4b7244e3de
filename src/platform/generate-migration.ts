// `npm run migration:generate -- <what-it-does>`: writes a migration with the difference between the entities and a new, empty
// database on which all migrations have run. It does not look at anybody's data, so it finds the same on every machine.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Query } from 'typeorm/driver/Query';
import { openDatabase } from './database';
import { openPostgres } from './postgres';

async function difference(): Promise<{ up: string[]; down: string[] }> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'meter-migration-'));
  const postgres = await openPostgres({ kind: 'embedded', dataDirectory });
  try {
    const dataSource = await openDatabase(postgres);
    const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    return { up: upQueries.map(statement), down: downQueries.map(statement).reverse() };
  } finally {
    await postgres.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

function statement({ query }: Query): string {
  return `    await runner.query(\`${query.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\`);`;
}

function source(name: string, timestamp: number, { up, down }: { up: string[]; down: string[] }): string {
  const className = name.replace(/(?:^|-)([a-z\d])/g, (_dash, letter: string) => letter.toUpperCase()) + timestamp;
  return `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
${up.join('\n')}
  }

  async down(runner: QueryRunner): Promise<void> {
${down.join('\n')}
  }
}
`;
}

async function main(name = ''): Promise<void> {
  if (!/^[a-z\d]+(-[a-z\d]+)+$/.test(name)) throw new Error('Name the migration after what it does, for example: add-deadline-to-report');
  const found = await difference();
  if (found.up.length === 0) {
    console.log('The migrations already make the tables that the entities describe.');
    return;
  }
  const timestamp = Date.now();
  const file = join('src', 'platform', 'migrations', `${timestamp}-${name}.ts`);
  await writeFile(file, source(name, timestamp, found));
  console.log(`Wrote ${file}. Read it, and format it with: npx prettier --write ${file}`);
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
