import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the rows stand, and with that how many processes there can be. */
export type DatabaseConfig = { kind: 'embedded'; dataDirectory: string } | { kind: 'postgres'; url: string };

/** Who rings the bell. */
export type QueueConfig = { kind: 'postgres' } | { kind: 'redis'; url: string };

export type FileStoreConfig = { kind: 'folder'; directory: string } | { kind: 's3'; url: string };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  dataDirectory: string;
  host: string;
  port: number;
  /** Address under which people reach the pages, without a slash at the end. */
  baseUrl: string;
  logLevel: LogLevel;
  database: DatabaseConfig;
  queue: QueueConfig;
  files: FileStoreConfig;
  /** Value of METER_SECRET_<NAME>, for a source or channel whose options name a secret. Throws when it is not set. */
  secret(name: string): string;
}

/** The environment cannot be used; every message is a sentence for the operator. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_PREFIX = 'METER_SECRET_';
const LOOPBACK = '127.0.0.1';

/** Reads the whole configuration, and reports everything that is wrong with it at once. */
export function readConfig(environment: Environment = process.env): Config {
  const problems: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      problems.push((error as Error).message);
      return undefined;
    }
  };
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
  attempt(() => refuseUnknown(environment));
  const dataDirectory = resolve(text('DATA_DIR') ?? 'data');
  const host = attempt(() => readHost(text('HOST'))) ?? LOOPBACK;
  const port = attempt(() => readPort(text('PORT'))) ?? 0;
  const config = {
    dataDirectory,
    host,
    port,
    baseUrl: attempt(() => readBaseUrl(text('BASE_URL'), host, port)) ?? '',
    logLevel: attempt(() => readLogLevel(text('LOG_LEVEL'))) ?? 'info',
    database: attempt(() => readDatabase(text('DATABASE_URL'), dataDirectory)) ?? { kind: 'embedded' as const, dataDirectory },
    queue: attempt(() => readQueue(text('REDIS_URL'), text('DATABASE_URL'))) ?? { kind: 'postgres' as const },
    files: attempt(() => readFileStore(text('FILE_STORE_URL'), dataDirectory)) ?? { kind: 'folder' as const, directory: dataDirectory },
    secret: (name: string) => readSecret(environment, name),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function refuseUnknown(environment: Environment): void {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('METER_') && !/^METER_SECRET_[A-Z0-9_]+$/.test(name));
  if (unknown.length === 0) return;
  throw new Error(
    `Unknown setting ${unknown.sort().join(', ')}. The only variables that start with METER_ are secrets (${SECRET_PREFIX}<NAME>); see .env.example for all settings.`,
  );
}

function readHost(host = LOOPBACK): string {
  if (host === LOOPBACK) return host;
  throw new Error(
    `HOST is ${host}, but there is no login yet, so only ${LOOPBACK} is allowed. Remove HOST, and reach the service from another machine through an SSH tunnel.`,
  );
}

function readPort(value = '3000'): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65535) return port;
  throw new Error(`PORT is "${value}"; it must be a whole number from 0 to 65535.`);
}

function readBaseUrl(value: string | undefined, host: string, port: number): string {
  if (value === undefined) return `http://${host}:${port}`;
  const url = parseUrl('BASE_URL', value, ['http:', 'https:'], 'https://verantwoording.gemeente.example');
  return url.href.replace(/\/+$/, '');
}

function readLogLevel(value = 'info'): LogLevel {
  const level = LOG_LEVELS.find((known) => known === value);
  if (level) return level;
  throw new Error(`LOG_LEVEL is "${value}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
}

function readDatabase(value: string | undefined, dataDirectory: string): DatabaseConfig {
  if (value === undefined) return { kind: 'embedded', dataDirectory };
  parseUrl('DATABASE_URL', value, ['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database');
  return { kind: 'postgres', url: value };
}

function readQueue(value: string | undefined, databaseUrl: string | undefined): QueueConfig {
  if (value === undefined) return { kind: 'postgres' };
  parseUrl('REDIS_URL', value, ['redis:', 'rediss:'], 'redis://host:6379');
  if (databaseUrl !== undefined) return { kind: 'redis', url: value };
  throw new Error(
    'REDIS_URL is set without DATABASE_URL. Redis is for more than one process, and the embedded database serves only one. Set DATABASE_URL as well, or remove REDIS_URL.',
  );
}

function readFileStore(value: string | undefined, dataDirectory: string): FileStoreConfig {
  if (value === undefined) return { kind: 'folder', directory: resolve(dataDirectory, 'files') };
  const url = parseUrl('FILE_STORE_URL', value, ['file:', 's3:'], 'file:///var/lib/meter/files');
  if (url.protocol === 's3:') return { kind: 's3', url: value };
  return { kind: 'folder', directory: folderOf(value) };
}

/** `file:///absolute` as every tool writes it, and `file:./relative` to the folder the process was started in. */
function folderOf(value: string): string {
  const path = value.slice('file:'.length);
  return path.startsWith('//') || isAbsolute(path) ? fileURLToPath(new URL(value)) : resolve(path);
}

function readSecret(environment: Environment, name: string): string {
  const variable = SECRET_PREFIX + name.toUpperCase().replaceAll('-', '_');
  const value = environment[variable];
  if (value) return value;
  throw new ConfigError([`The secret "${name}" is not set. Set ${variable} in the environment of this process.`]);
}

/** Never repeats the value: it may hold a password. */
function parseUrl(name: string, value: string, protocols: string[], example: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && protocols.includes(url.protocol)) return url;
  throw new Error(`${name} must be an address that starts with ${protocols.join(' or ')}, for example ${example}.`);
}
