import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { DirectoryInUse } from '../../src/platform/embedded/directory-lock';
import { openEmbedded, type EmbeddedDatabase } from '../../src/platform/embedded/embedded-database';
import { newDataDirectory } from '../support/embedded';
import { TestProcess } from '../support/processes';

const directories: string[] = [];

afterAll(async () => {
  await Promise.all(directories.map((directory) => rm(directory, { recursive: true, force: true })));
});

async function newDirectory(): Promise<string> {
  const directory = await newDataDirectory();
  directories.push(directory);
  return directory;
}

async function numbers(database: EmbeddedDatabase): Promise<number[]> {
  const pool = new Pool({ ...database.connection, max: 1 });
  const { rows } = await pool.query<{ n: number }>('SELECT n FROM written ORDER BY n');
  await pool.end();
  return rows.map(({ n }) => n);
}

function run(directory: string, task: string): TestProcess {
  return new TestProcess('embedded-process.ts', [directory, task]);
}

describe('a new database', () => {
  it('is made under another name first, and what a killed process left of that is removed', async () => {
    const root = await mkdtemp(join(tmpdir(), 'meter-test-'));
    directories.push(root);
    await mkdir(join(root, '.database-new-abc'));
    const database = await openEmbedded(join(root));
    expect((await readdir(root)).sort()).toEqual(['.s.PGSQL.5432', 'database', 'database.lock']);
    await database.stop();
    expect(await readdir(root)).toEqual(['database']);
  });

  it('has its socket elsewhere when the path of the folder is too long for one', async () => {
    const made = await newDirectory();
    const root = join(made, 'a'.repeat(60), 'b'.repeat(60));
    await mkdir(root, { recursive: true });
    await rename(join(made, 'database'), join(root, 'database'));
    const first = await openEmbedded(root);
    const second = await openEmbedded(root, { whenRunning: 'attach' });
    const pool = new Pool({ ...second.connection, max: 1 });
    await pool.query('SELECT 1');
    await pool.end();
    const { host } = second.connection;
    await first.stop();
    expect([second.attached, existsSync(String(host))]).toEqual([true, false]);
  });
});

describe('the lock', () => {
  it('refuses a second opening by the same process and by another one, and names the process', async () => {
    const directory = await newDirectory();
    const database = await openEmbedded(directory);
    await expect(openEmbedded(directory)).rejects.toThrow(DirectoryInUse);
    const other = run(directory, 'refuse');
    await other.end();
    expect(other.lines.join()).toContain(`is in use by process ${process.pid}`);
    await database.stop();
  });

  it('lets a command work in the process that has the database open', async () => {
    const directory = await newDirectory();
    const holder = run(directory, 'hold');
    await holder.says('open');
    const command = run(directory, 'attach');
    expect(await command.end()).toBe(0);
    expect(command.lines).toEqual(['attached', 'stopped']);
    holder.tell('stop');
    expect(await holder.end()).toBe(0);
    const database = await openEmbedded(directory);
    expect(await numbers(database)).toEqual([0, 0]);
    await database.stop();
  });

  it('lets a command open the directory itself when nobody has it open', async () => {
    const command = run(await newDirectory(), 'attach');
    expect(await command.end()).toBe(0);
    expect(command.lines).toEqual(['open', 'stopped']);
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, processStart: '1' }],
    ['a process whose number another process has now', { pid: process.ppid, processStart: 'long ago' }],
  ])('is taken over from %s', async (_who, holder) => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'database.lock'), JSON.stringify({ ...holder, socketDirectory: directory, token: 'old' }));
    const database = await openEmbedded(directory);
    expect(await readFile(join(directory, 'database.lock'), 'utf8')).toContain(`"pid":${process.pid}`);
    await database.stop();
  });

  it('is taken over when its writer was killed half-way', async () => {
    const directory = await newDirectory();
    await writeFile(join(directory, 'database.lock'), '{"pid":');
    await (await openEmbedded(directory)).stop();
    expect(await readdir(directory)).toEqual(['database']);
  });

  it('goes to one of several processes that find a stale one', async () => {
    const directory = await newDirectory();
    await writeFile(
      join(directory, 'database.lock'),
      JSON.stringify({ pid: 2 ** 22 + 1, processStart: '1', socketDirectory: directory, token: 'old' }),
    );
    const rivals = Array.from({ length: 4 }, () => run(directory, 'hold'));
    await Promise.any(rivals.map((rival) => rival.says('open')));
    const losers = rivals.filter((rival) => !rival.lines.includes('open'));
    const codes = await Promise.all(losers.map((rival) => rival.end()));
    expect(codes).toEqual([1, 1, 1]);
    rivals.find((rival) => rival.lines.includes('open'))?.tell('stop');
    await Promise.all(rivals.map((rival) => rival.end()));
  });
});

describe('the end', () => {
  it('rolls back what was open and keeps what was committed', async () => {
    const directory = await newDirectory();
    const database = await openEmbedded(directory);
    const pool = new Pool({ ...database.connection, max: 2 });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE written (n int); INSERT INTO written VALUES (1)');
    const client = await pool.connect();
    client.on('error', () => undefined);
    await client.query('BEGIN; INSERT INTO written VALUES (2)');
    await Promise.all([database.stop(), database.stop()]);
    const reopened = await openEmbedded(directory);
    expect(await numbers(reopened)).toEqual([1]);
    await reopened.stop();
  });

  it('loses no acknowledged commit when the process is killed while writing', async () => {
    const directory = await newDirectory();
    let acknowledged = 0;
    for (let round = 0; round < 3; round += 1) {
      const writer = run(directory, 'write');
      await writer.says('20');
      await writer.kill();
      acknowledged += writer.lines.filter((line) => /^\d+$/.test(line)).length;
    }
    const database = await openEmbedded(directory);
    const written = (await numbers(database)).length;
    expect(written).toBeGreaterThanOrEqual(acknowledged);
    // At most one commit a round was done but not yet told.
    expect(written).toBeLessThanOrEqual(acknowledged + 3);
    await database.stop();
  });

  it('is told to every connection, in words, when the backend is lost', async () => {
    const warnings: string[] = [];
    const database = await openEmbedded(await newDirectory(), { warn: (message) => warnings.push(message) });
    const pool = new Pool({ ...database.connection, max: 2 });
    pool.on('error', () => undefined);
    await pool.query('CREATE TABLE written (n int)');
    // Starting a program is one of the few things that the engine does not survive.
    await expect(pool.query("COPY written TO PROGRAM 'true'")).rejects.toThrow('the embedded database stopped');
    await expect(pool.query('SELECT 1')).rejects.toThrow('the embedded database stopped');
    while (warnings.length === 0) await delay(10);
    expect(warnings.join()).toContain('until the process is started again');
    await pool.end();
    await database.stop();
  });
});
