import { resolve } from 'node:path';
import { ConfigError, readConfig } from '../../../src/platform/config';

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing: then everything stands in ./data and only this machine can reach it', () => {
    expect(readConfig({})).toMatchObject({
      dataDirectory: resolve('data'),
      host: '127.0.0.1',
      port: 3000,
      baseUrl: 'http://127.0.0.1:3000',
      logLevel: 'info',
      database: { kind: 'embedded', dataDirectory: resolve('data') },
      queue: { kind: 'postgres' },
      files: { kind: 'folder', directory: resolve('data/files') },
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', REDIS_URL: ' ', PORT: '' })).toMatchObject({ port: 3000, database: { kind: 'embedded' } });
  });

  it('puts the queue in PostgreSQL with DATABASE_URL alone', () => {
    const url = 'postgres://meter:secret@db:5432/meter';
    expect(readConfig({ DATABASE_URL: url })).toMatchObject({ database: { kind: 'postgres', url }, queue: { kind: 'postgres' } });
  });

  it('puts the queue in Redis with DATABASE_URL and REDIS_URL', () => {
    const settings = { DATABASE_URL: 'postgresql://db/meter', REDIS_URL: 'rediss://cache:6380' };
    expect(readConfig(settings).queue).toEqual({ kind: 'redis', url: 'rediss://cache:6380' });
  });

  it('refuses REDIS_URL alone and says why', () => {
    expect(problemsOf({ REDIS_URL: 'redis://cache' }).join()).toContain('the embedded database serves only one');
  });

  it('refuses a METER_ variable that it does not know, because a spelling mistake would go unnoticed', () => {
    expect(problemsOf({ METER_PORT: '1', METER_DATABSE: 'x', METER_SECRET_CBS: 'fine' })).toEqual([
      expect.stringContaining('METER_DATABSE, METER_PORT'),
    ]);
  });

  it.each(['0.0.0.0', '::', 'localhost', '10.0.0.1'])('refuses to listen on %s as long as there is no login', (HOST) => {
    expect(problemsOf({ HOST }).join()).toContain('there is no login yet');
  });

  it.each(['-1', '65536', '3000a', '1e3', '3.5'])('refuses port %s', (PORT) => {
    expect(problemsOf({ PORT }).join()).toContain('whole number from 0 to 65535');
  });

  it('refuses an unknown log level and names the known ones', () => {
    expect(problemsOf({ LOG_LEVEL: 'loud' }).join()).toContain('fatal, error, warn');
  });

  it('reports all problems at once and never the addresses, which hold passwords', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://me:hunter2@db',
      REDIS_URL: 'hunter2',
      FILE_STORE_URL: 'ftp://hunter2',
      BASE_URL: 'meter',
    });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('reads the address of the pages without a slash at the end', () => {
    expect(readConfig({ BASE_URL: 'https://meter.example/sub/' }).baseUrl).toBe('https://meter.example/sub');
  });

  it.each([
    ['file:///srv/files', { kind: 'folder', directory: '/srv/files' }],
    ['file:/srv/files', { kind: 'folder', directory: '/srv/files' }],
    ['file:./files', { kind: 'folder', directory: resolve('files') }],
    ['s3://bucket/folder', { kind: 's3', url: 's3://bucket/folder' }],
  ])('reads the file store %s', (FILE_STORE_URL, expected) => {
    expect(readConfig({ FILE_STORE_URL }).files).toEqual(expected);
  });

  it('gives a secret by the name that options use, and says which variable is missing', () => {
    const config = readConfig({ METER_SECRET_CBS_TOKEN: 'abc' });
    expect(config.secret('cbs-token')).toBe('abc');
    expect(() => config.secret('other')).toThrow('METER_SECRET_OTHER');
  });
});
