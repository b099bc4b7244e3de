import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { connect } from 'node:net';

/** Who holds a data directory. */
export interface LockHolder {
  pid: number;
  /** When that process started, so that another process that got the same number later is not taken for it. */
  processStart: string;
  /** Folder of the unix socket on which the holder can be reached. */
  socketDirectory: string;
  token: string;
}

/** Another living process has the data directory. */
export class DirectoryInUse extends Error {
  constructor(
    readonly directory: string,
    readonly holder: LockHolder,
  ) {
    super(
      `The data directory ${directory} is in use by process ${holder.pid}. Stop that process, or set DATABASE_URL to run more than one process.`,
    );
    this.name = 'DirectoryInUse';
  }
}

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes the lock file of a data directory: made exclusively, and taken over only from a process that is no longer there.
 * The database itself takes no lock, and two processes that write to it lose each other's rows without an error.
 */
export async function lockDirectory(directory: string, file: string, socketDirectory: string): Promise<DirectoryLock> {
  const own: LockHolder = { pid: process.pid, processStart: processStart(process.pid), socketDirectory, token: randomUUID() };
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (await createExclusively(file, own)) return { release: () => releaseOwn(file, own) };
    const holder = await readHolder(file);
    if (holder && (await isAlive(holder))) throw new DirectoryInUse(directory, holder);
    await removeStale(file, holder);
  }
  throw new Error(`The lock file ${file} cannot be taken; remove it when no other process uses ${directory}.`);
}

async function createExclusively(file: string, own: LockHolder): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify(own));
    await handle.sync();
    await handle.close();
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** The holder; undefined when the file is gone, or when its writer was killed before the content was there. */
export async function readHolder(file: string): Promise<LockHolder | undefined> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as LockHolder;
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return undefined;
}

/** Of several processes that find the same stale file one gets it; who gets a fresh one by accident puts it back. */
async function removeStale(file: string, stale: LockHolder | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const taken = await readHolder(aside);
  if (taken?.token !== stale?.token) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function releaseOwn(file: string, own: LockHolder): Promise<void> {
  const holder = await readHolder(file);
  if (holder?.token === own.token) await rm(file, { force: true });
}

async function isAlive(holder: LockHolder): Promise<boolean> {
  // A process in another container has a number of its own, but its socket answers.
  if (await answers(`${holder.socketDirectory}/${SOCKET_NAME}`)) return true;
  if (!processExists(holder.pid)) return false;
  return processStart(holder.pid) === holder.processStart;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** Start of a process in ticks since boot. Without /proc only our own is known; every other process counts as started once. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands between brackets and may hold spaces; the start is the twentieth field behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return pid === process.pid ? String(Math.round(performance.timeOrigin)) : '';
  }
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket, () => done(true));
    const done = (answer: boolean): void => {
      client.destroy();
      resolve(answer);
    };
    client.on('error', () => done(false));
    client.setTimeout(1000, () => done(true));
  });
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** The name that `psql -h FOLDER` and every PostgreSQL driver look for. */
export const SOCKET_NAME = '.s.PGSQL.5432';
