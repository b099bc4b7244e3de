import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Compose {
  services: Record<
    string,
    { image: string; environment?: Record<string, string>; healthcheck?: unknown; ports?: string[]; command?: string[] }
  >;
}

describe('public code', () => {
  it('has a licence, a way to contribute and a publiccode.yml that say the same licence', () => {
    expect(read('LICENSE')).toContain('EUROPEAN UNION PUBLIC LICENCE v. 1.2');
    expect(existsSync(join(root, 'CONTRIBUTING.md'))).toBe(true);
    const { legal } = parse(read('publiccode.yml')) as { legal: { license: string } };
    const { license, version } = JSON.parse(read('package.json')) as { license: string; version: string };
    expect(legal.license).toBe(license);
    expect((parse(read('publiccode.yml')) as { softwareVersion: string }).softwareVersion).toBe(version);
  });

  it('runs api, worker, PostgreSQL and Redis by compose, with ports on this machine only', () => {
    const { services } = parse(read('docker-compose.yml'), { merge: true }) as Compose;
    expect(Object.keys(services).sort()).toEqual(['api', 'postgres', 'redis', 'worker']);
    for (const port of Object.values(services).flatMap(({ ports }) => ports ?? [])) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const name of ['api', 'worker'])
      expect(Object.keys(services[name]?.environment ?? {})).toEqual(
        expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'FILE_STORE_URL']),
      );
    expect(services.redis?.command).toContain('noeviction');
    for (const name of ['postgres', 'redis']) expect(services[name]?.healthcheck).toBeDefined();
  });

  it('names in .env.example and compose only settings that the service knows', () => {
    const known = new Set(
      [...read('src/platform/config.ts').matchAll(/\b[A-Z][A-Z_]*_(?:URL|DIR|LEVEL)\b|\bHOST\b|\bPORT\b/g)].map(([name]) => name),
    );
    const named = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(known).toContain(name);
  });

  it('explains every dependency', () => {
    const text = read('docs/dependencies.md');
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const missing = Object.keys(dependencies).filter((name) => !text.includes(name.split('/').at(-1) ?? name));
    expect(missing).toEqual([]);
  });
});
