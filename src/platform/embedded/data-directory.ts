import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseThread } from './database-thread-handle';

/**
 * Creates the database when it is not there yet: in a folder of another name, which gets its own name when the database is
 * complete and closed. A process that is killed half-way leaves nothing that looks like a database.
 */
export async function createDataDirectory(directory: string): Promise<void> {
  if (existsSync(join(directory, 'PG_VERSION'))) return;
  const parent = dirname(directory);
  const prefix = `.${basename(directory)}-new-`;
  await removeLeftovers(parent, prefix);
  const fresh = await mkdtemp(join(parent, prefix));
  try {
    // In a thread of its own, because what creating takes in memory is given back only when the thread ends.
    const thread = await DatabaseThread.start({ directory: fresh, idleInTransactionMs: 0 }, () => undefined);
    await thread.stop();
    await rename(fresh, directory);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** The caller holds the lock of the parent folder, so nobody is still writing in these. */
async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  await Promise.all(names.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}
