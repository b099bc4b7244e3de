import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Utf8Check } from './utf8-chunks';

/** Why received bytes cannot be used. The rooms above say it in Dutch; this floor only names it. */
export type ReceivedProblem =
  | { kind: 'missing'; code: string }
  | { kind: 'empty' }
  | { kind: 'nul'; offset: number; line: number; bom?: Bom }
  | { kind: 'long-line'; line: number; limit: number }
  | { kind: 'changed' }
  | { kind: 'too-large'; limit: number }
  | { kind: 'bomb'; ratio: number }
  | { kind: 'archive'; reason: 'damaged' | 'encrypted' | 'method' | 'members'; members?: number }
  | { kind: 'disk-full' };

export class ReceivedFileError extends Error {
  constructor(readonly problem: ReceivedProblem) {
    super(`received file unusable: ${problem.kind}`);
    this.name = 'ReceivedFileError';
  }
}

export type Bom = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What tells one state of a file from another; compared before and after reading. */
export interface FileStamp {
  size: bigint;
  mtimeNs: bigint;
  ino: bigint;
  dev: bigint;
}

export interface ReceivedReport {
  sha256: string;
  bytes: number;
  /** False: the bytes are not UTF-8, so in practice windows-1252. */
  utf8: boolean;
  bom?: Bom;
}

export interface PassOptions {
  /** A line longer than this is refused. Default 10 MB; Infinity for XML, which is often one single line. */
  maxLineBytes?: number;
  /** Taken by the caller when another reader of the same file started earlier. */
  before?: FileStamp;
  /** Sees the same bytes in the same pass; a chunk is only valid during the call. */
  onChunk?: (chunk: Buffer) => void;
}

const CHUNK = 1 << 20;
const NEWLINE = 10;
const RETURN = 13;

export async function stampFile(path: string): Promise<FileStamp> {
  const { size, mtimeNs, ino, dev } = await asProblem(() => stat(path, { bigint: true }));
  return { size, mtimeNs, ino, dev };
}

/** One pass: hash, size, encoding and everything that makes the bytes unusable. Throws ReceivedFileError. */
export async function passOverReceivedFile(path: string, options: PassOptions = {}): Promise<ReceivedReport> {
  const before = options.before ?? (await stampFile(path));
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  const lines = new LineLengths(options.maxLineBytes ?? 10_000_000);
  let bytes = 0;
  let bom: Bom | undefined;
  for await (const chunk of readChunks(path, Math.min(CHUNK, lines.limit))) {
    if (bytes === 0) bom = bomOf(chunk);
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw new ReceivedFileError({ kind: 'nul', offset: bytes + nul, line: await lineAt(path, bytes + nul), bom });
    const longAt = lines.push(chunk, bytes);
    if (longAt >= 0) throw new ReceivedFileError({ kind: 'long-line', line: await lineAt(path, longAt), limit: lines.limit });
    hash.update(chunk);
    utf8.push(chunk);
    options.onChunk?.(chunk);
    bytes += chunk.length;
  }
  if (bytes === 0) throw new ReceivedFileError({ kind: 'empty' });
  await refuseWhenChanged(path, before, bytes);
  return { sha256: hash.digest('hex'), bytes, utf8: utf8.end(), bom };
}

export async function refuseWhenChanged(path: string, before: FileStamp, bytes?: number): Promise<void> {
  const after = await stampFile(path);
  const same = after.size === before.size && after.mtimeNs === before.mtimeNs && after.ino === before.ino && after.dev === before.dev;
  if (!same || (bytes !== undefined && BigInt(bytes) !== before.size)) throw new ReceivedFileError({ kind: 'changed' });
}

export function bomOf(head: Buffer): Bom | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Reads ahead by one chunk. A chunk is only valid until the next one is asked for: its memory is used again. */
export async function* readChunks(path: string, size = CHUNK): AsyncGenerator<Buffer> {
  const handle = await asProblem(() => open(path, 'r'));
  let filling = Buffer.allocUnsafeSlow(size);
  let spare = Buffer.allocUnsafeSlow(size);
  let pending = readInto(handle, filling);
  try {
    for (;;) {
      const bytes = await pending;
      if (bytes === 0) return;
      const full = filling;
      [filling, spare] = [spare, filling];
      pending = readInto(handle, filling);
      yield full.subarray(0, bytes);
    }
  } finally {
    await pending.catch(() => undefined);
    await handle.close();
  }
}

async function readInto(handle: FileHandle, buffer: Buffer): Promise<number> {
  const { bytesRead } = await asProblem(() => handle.read(buffer, 0, buffer.length, null));
  return bytesRead;
}

const ABSENT = new Set(['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP']);

/** Turns what a person can repair (no such file, no permission, disk full) into a problem; other errors stay errors. */
export async function asProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (ABSENT.has(code)) throw new ReceivedFileError({ kind: 'missing', code });
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new ReceivedFileError({ kind: 'disk-full' });
    throw error;
  }
}

/**
 * Finds a line over the limit without visiting every line: within one chunk only the first and the last line break matter,
 * because a chunk is never longer than the limit.
 */
class LineLengths {
  private lineStart = 0;

  constructor(readonly limit: number) {}

  /** The offset at which the too long line starts, or -1. */
  push(chunk: Buffer, offset: number): number {
    const sign = chunk.includes(NEWLINE) ? NEWLINE : RETURN;
    const first = chunk.indexOf(sign);
    const lineEnd = first < 0 ? offset + chunk.length : offset + first;
    if (lineEnd - this.lineStart > this.limit) return this.lineStart;
    if (first >= 0) this.lineStart = offset + chunk.lastIndexOf(sign) + 1;
    return -1;
  }
}

/** Only on the way to an error message, so counting every line break may cost something. */
async function lineAt(path: string, offset: number): Promise<number> {
  let line = 1;
  let start = 0;
  for await (const chunk of readChunks(path)) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0 && start + at < offset; at = chunk.indexOf(NEWLINE, at + 1)) line += 1;
    start += chunk.length;
    if (start > offset) break;
  }
  return line;
}
