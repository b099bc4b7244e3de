/**
 * The child process in which DuckDB runs. It may be killed at any moment: a query that ignores an interrupt, or that takes more memory
 * than the shell allows, ends this process and never the service. Requests and replies are plain messages (see duckdb.ts).
 */
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

interface Request {
  id: number;
  statements?: string[];
  all?: boolean;
  interrupt?: boolean;
}

function asText(value: DuckDBValue): string | null {
  return value === null ? null : String(value);
}

async function open(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const settings = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
  const instance = await DuckDBInstance.create(process.argv[3] ?? ':memory:', settings);
  return instance.connect();
}

interface Table {
  columns: string[];
  rows: (string | null)[][];
}

async function read(connection: DuckDBConnection, statement: string): Promise<Table> {
  const reader = await connection.runAndReadAll(statement);
  return { columns: reader.columnNames(), rows: reader.getRows().map((row) => row.map(asText)) };
}

/** All statements in order; the tables of all of them, or only of the last. */
async function execute(connection: DuckDBConnection, { statements = [], all }: Request): Promise<Table[]> {
  const tables: Table[] = [];
  for (const [index, statement] of statements.entries()) {
    if (all || index === statements.length - 1) tables.push(await read(connection, statement));
    else await connection.run(statement);
  }
  return tables;
}

function serve(connection: DuckDBConnection): void {
  let queue = Promise.resolve();
  process.on('message', (request: Request) => {
    if (request.interrupt) return connection.interrupt();
    queue = queue.then(async () => {
      try {
        process.send?.({ id: request.id, tables: await execute(connection, request) });
      } catch (error) {
        process.send?.({ id: request.id, error: error instanceof Error ? error.message : String(error) });
      }
    });
  });
}

process.on('disconnect', () => process.exit(0));
open()
  .then((connection) => {
    serve(connection);
    process.send?.({ ready: true });
  })
  .catch((error: unknown) => {
    process.send?.({ ready: false, error: String(error) });
    process.exit(1);
  });
