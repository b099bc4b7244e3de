import type { ClientConfig } from 'pg';
import type { DatabaseConfig } from './config';
import { openEmbedded, type EmbeddedOptions } from './embedded/embedded-database';

/** A PostgreSQL that is open: what the `pg` driver needs to connect to it. */
export interface Postgres {
  readonly connection: ClientConfig;
  /** Closes the embedded database, after all connections to it; a server elsewhere is left alone. */
  stop(): Promise<void>;
}

/** Opens the embedded database or names the server, as configured. Where migrations and queries are concerned they are the same. */
export async function openPostgres(config: DatabaseConfig, options: EmbeddedOptions = {}): Promise<Postgres> {
  if (config.kind === 'embedded') return openEmbedded(config.dataDirectory, options);
  return { connection: { connectionString: config.url, application_name: 'meter' }, stop: () => Promise.resolve() };
}
