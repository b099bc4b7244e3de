import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';

export { basename, dirname, isAbsolute, join, relative, resolve };

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export async function readBytes(path: string): Promise<Buffer> {
  return readFile(path);
}

export async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8');
}

/** The first bytes of a file, enough to look at its header. A whole-file read of a large source would cost its size in memory. */
export async function readHead(path: string, bytes: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Writes all that a stream gives to a file that only this process reads. */
export async function writeStream(path: string, content: Readable): Promise<void> {
  await pipeline(content, createWriteStream(path));
}

export function readStream(path: string): Readable {
  return createReadStream(path);
}

export function fileExists(path: string): boolean {
  return existsSync(path);
}

export async function fileSize(path: string): Promise<number> {
  return (await stat(path)).size;
}

/** Names of the files below a folder, with `/` between folders, sorted by their bytes. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return names.map((name) => name.replaceAll('\\', '/')).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

export async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** A file to write: its content, or another file to copy. The name may have folders in it. */
export interface FileToWrite {
  name: string;
  content?: string | Uint8Array;
  copyOf?: string;
}

/** Writes all files or none: each goes to a temporary name first and is renamed only when all are on disk. */
export async function writeTogether(folder: string, files: FileToWrite[]): Promise<void> {
  const written: { temporary: string; final: string }[] = [];
  try {
    for (const file of files) {
      const final = join(folder, file.name);
      const temporary = join(dirname(final), `.${basename(final)}.${process.pid}.tmp`);
      await mkdir(dirname(final), { recursive: true });
      written.push({ temporary, final });
      if (file.copyOf !== undefined) await copyFile(file.copyOf, temporary);
      await writeDurably(temporary, file.content);
    }
    for (const { temporary, final } of written) await rename(temporary, final);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw error;
  }
}

/** Without content an existing file is only forced to disk. */
async function writeDurably(path: string, content: string | Uint8Array | undefined): Promise<void> {
  const handle = await open(path, content === undefined ? 'r+' : 'w');
  try {
    if (content !== undefined) await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function makeWorkDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'meter-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
