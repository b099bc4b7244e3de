import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/** Writes all files or none: each goes to a temporary name first and is renamed only when all are on disk. */
export async function writeTogether(folder: string, files: { name: string; content: string | Uint8Array }[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const written: { temporary: string; final: string }[] = [];
  try {
    for (const { name, content } of files) {
      const final = join(folder, name);
      const temporary = join(folder, `.${name}.${process.pid}.tmp`);
      written.push({ temporary, final });
      const handle = await open(temporary, 'w');
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const { temporary, final } of written) await rename(temporary, final);
  } catch (error) {
    for (const { temporary } of written) await rm(temporary, { force: true });
    throw error;
  }
}

export async function makeWorkDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'meter-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
