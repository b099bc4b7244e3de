import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AuditModule } from '../../src/audit/audit.module';
import { AuditService } from '../../src/audit/audit.service';
import { IdentityModule } from '../../src/identity/identity.module';
import { IdentityService } from '../../src/identity/identity.service';
import { readConfig, type Config } from '../../src/platform/config';
import { CONFIG, PlatformModule } from '../../src/platform/platform.module';
import { openPlatform } from '../../src/platform/platform';
import { newDataDirectory } from '../support/embedded';

describe('the platform', () => {
  const directories: string[] = [];

  afterAll(async () => {
    await Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true })));
  });

  async function aConfig(): Promise<Config> {
    const dataDirectory = await newDataDirectory();
    directories.push(dataDirectory);
    return readConfig({ DATA_DIR: dataDirectory });
  }

  it('carries the rooms above it, and everything is still there after a restart', async () => {
    const config = await aConfig();
    const platform = await openPlatform(config);
    const app = await Test.createTestingModule({ imports: [PlatformModule.of(platform), AuditModule, IdentityModule] }).compile();
    await app.get(IdentityService).addUser({ channel: 'cli' }, { login: 'jansen', name: 'J. Jansen' });
    expect(app.get<Config>(CONFIG)).toBe(config);
    expect(app.get(DataSource)).toBe(platform.dataSource);
    await app.close();
    await platform.close();

    const again = await openPlatform(config);
    const audit = new AuditService(again.dataSource, again.clock);
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 1 });
    await again.close();
  });

  it('lets a command work beside a running server', async () => {
    const config = await aConfig();
    const server = await openPlatform(config);
    const command = await openPlatform(config, { whenRunning: 'attach' });
    await command.queue.ring('report-steps', { id: 'report-1', step: 'generate', ids: {} });
    await new Promise<void>((resolve) => void server.queue.work('report-steps', () => Promise.resolve(resolve())));
    await command.close();
    await expect(openPlatform(config)).rejects.toThrow('is in use by process');
    await server.close();
  });

  it('lets go of everything when it cannot be opened', async () => {
    const config = await aConfig();
    const unreachable = { ...config, queue: { kind: 'redis' as const, url: 'redis://127.0.0.1:1' } };
    await expect(openPlatform(unreachable)).rejects.toThrow('Redis cannot be reached');
    const platform = await openPlatform(config);
    await platform.close();
  });

  it('says that S3 is not there yet before it opens anything', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'meter-test-'));
    directories.push(folder);
    await expect(openPlatform(readConfig({ DATA_DIR: join(folder, 'data'), FILE_STORE_URL: 's3://bucket' }))).rejects.toThrow('S3');
  });
});
