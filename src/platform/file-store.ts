import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileStoreConfig } from './config';

/** What was stored, as it goes into the database. */
export interface StoredFile {
  key: string;
  sha256: string;
  bytes: number;
}

/** Keeps files under a key. A file never changes: what was approved must be, byte for byte, what is delivered. */
export abstract class FileStore {
  /** Stores the content; returns only when it is safe on disk. The same content under the same key is stored once, other content is refused. */
  abstract put(key: string, content: Uint8Array | Readable): Promise<StoredFile>;
  /** The content. With a hash the stream fails at its end when the content is not what it was. */
  abstract get(key: string, sha256?: string): Promise<Readable>;
  abstract exists(key: string): Promise<boolean>;
}

/** Something else is stored under this key already. */
export class FileExists extends Error {}

/** Nothing is stored under this key. */
export class FileMissing extends Error {}

/** The file store that the configuration names. */
export function openFileStore(config: FileStoreConfig): FileStore {
  if (config.kind === 'folder') return new FolderStore(config.directory);
  throw new Error(
    'FILE_STORE_URL names an S3 store, which this version does not support yet. Use a folder that all processes share (file:///…).',
  );
}

/** Files in a folder, one for each key; the parts of a key between slashes are folders. */
export class FolderStore implements FileStore {
  private readonly root: string;

  constructor(directory: string) {
    this.root = resolve(directory);
  }

  async put(key: string, content: Uint8Array | Readable): Promise<StoredFile> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${randomUUID()}.part`;
    try {
      const { sha256, bytes } = await writeSafely(temporary, content);
      if (await this.exists(key)) await this.refuseOther(key, sha256);
      else await moveSafely(temporary, path);
      return { key, sha256, bytes };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async get(key: string, sha256?: string): Promise<Readable> {
    if (!(await this.exists(key))) throw new FileMissing(`The file store has no file ${key}.`);
    const content = createReadStream(this.pathOf(key));
    if (sha256 === undefined) return content;
    const checked = hashing((found) => {
      if (found !== sha256) throw new Error(`The file ${key} in the file store is damaged: its SHA-256 is ${found} instead of ${sha256}.`);
    });
    content.on('error', (error) => checked.destroy(error));
    checked.on('close', () => content.destroy());
    return content.pipe(checked);
  }

  async exists(key: string): Promise<boolean> {
    return access(this.pathOf(key)).then(
      () => true,
      () => false,
    );
  }

  private async refuseOther(key: string, sha256: string): Promise<void> {
    let stored = '';
    await pipeline(createReadStream(this.pathOf(key)), hashing((found) => (stored = found)).resume());
    if (stored !== sha256) throw new FileExists(`The file store already has other content under ${key}; stored files never change.`);
  }

  private pathOf(key: string): string {
    const parts = key.split('/');
    if (parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/.test(part))) return join(this.root, ...parts);
    throw new Error(`"${key}" cannot be a key: use letters, digits, dots, hyphens and underscores, with slashes between folders.`);
  }
}

async function writeSafely(path: string, content: Uint8Array | Readable): Promise<{ sha256: string; bytes: number }> {
  let sha256 = '';
  const file = createWriteStream(path, { flags: 'wx', mode: 0o640 });
  const source = content instanceof Uint8Array ? Readable.from([content]) : content;
  await pipeline(
    source,
    hashing((found) => (sha256 = found)),
    file,
  );
  await syncToDisk(path);
  return { sha256, bytes: file.bytesWritten };
}

/** Gives the file its name. The folder is written as well, or a power cut could lose the name of a file that is there. */
async function moveSafely(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncToDisk(dirname(to));
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Passes bytes on and reports their SHA-256 when all have passed; what `report` throws fails the stream. */
function hashing(report: (sha256: string) => void): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      try {
        report(hash.digest('hex'));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
