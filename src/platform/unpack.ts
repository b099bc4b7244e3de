import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Transform } from 'node:stream';
import { constants, crc32, createGunzip, createInflateRaw, gunzipSync, inflateRawSync } from 'node:zlib';
import { asProblem, readChunks, ReceivedFileError } from './received-file';
import { listMembers, localHeaderLength, locateDirectory, ZIP_TAIL_BYTES } from './zip-directory';
import type { ZipMember } from './zip-directory';

export interface UnpackLimits {
  maxBytes: number;
  /** Unpacked bytes for each packed byte. An audit file packs about 1:15; a bomb goes past 1:1000. */
  maxRatio: number;
}

export const UNPACK_LIMITS: UnpackLimits = { maxBytes: 32 * 2 ** 30, maxRatio: 100 };

export type Container = 'plain' | 'gzip' | 'zip';

/** Below this size nobody is hurt, and a small file of one repeated line may well pack better than the ratio. */
const RATIO_COUNTS_FROM = 1 << 20;
const FOLDER_SIGN = 0x2f;
const PIECE = 1 << 18;
const OUTPUT = { chunkSize: PIECE };

export function containerOf(head: Buffer): Container {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5 || head[2] === 7)) return 'zip';
  return 'plain';
}

export async function readHead(path: string, length: number): Promise<Buffer> {
  return withFile(path, async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  });
}

/** The beginning of what is packed, from the first bytes of the file; empty when it cannot be told. */
export function peekUnpacked(head: Buffer): Buffer {
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  try {
    const container = containerOf(head);
    if (container === 'plain') return head;
    if (container === 'gzip') return gunzipSync(head, options);
    const packed = head.subarray(localHeaderLength(head));
    // A folder stands in front of what it holds, and holds no bytes itself.
    if (packed.length > 0 && head[30 + head.readUInt16LE(26) - 1] === FOLDER_SIGN) return peekUnpacked(packed);
    return head.readUInt16LE(8) === 0 ? packed : inflateRawSync(packed, options);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The bytes of a file after unzip. A chunk is only valid until the next one is asked for. Throws ReceivedFileError. */
export async function* readUnpacked(path: string, limits: UnpackLimits = UNPACK_LIMITS): AsyncGenerator<Buffer> {
  const container = containerOf(await readHead(path, 4));
  if (container === 'zip') yield* readZip(path, limits);
  else if (container === 'gzip') yield* readGzip(path, limits);
  else yield* guarded(readChunks(path), limits, Infinity);
}

async function* readGzip(path: string, limits: UnpackLimits): AsyncGenerator<Buffer> {
  const packed = await withFile(path, async (handle) => (await handle.stat()).size);
  yield* guarded(inflate(path, createGunzip(OUTPUT), 0), limits, packed);
}

async function* readZip(path: string, limits: UnpackLimits): AsyncGenerator<Buffer> {
  const member = await singleMember(path);
  const start = await withFile(path, (handle) => dataStart(handle, member));
  const end = start + member.compressedSize - 1;
  const source = member.method === 0 ? readRange(path, start, end) : inflate(path, createInflateRaw(OUTPUT), start, end);
  let sum = 0;
  for await (const chunk of guarded(source, limits, member.compressedSize)) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== member.crc32) throw new ReceivedFileError({ kind: 'archive', reason: 'damaged' });
}

async function* guarded(chunks: AsyncIterable<Buffer>, limits: UnpackLimits, packed: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw new ReceivedFileError({ kind: 'too-large', limit: limits.maxBytes });
    if (bytes > RATIO_COUNTS_FROM && bytes > packed * limits.maxRatio)
      throw new ReceivedFileError({ kind: 'bomb', ratio: limits.maxRatio });
    yield chunk;
  }
}

async function* inflate(path: string, inflater: Transform, start: number, end = Infinity): AsyncGenerator<Buffer> {
  if (end < start) return;
  // The errors of both streams also come out of the loop below; the callback is there so that neither goes unheard.
  const stream = pipeline(createReadStream(path, { start, end, highWaterMark: PIECE }), inflater, () => undefined);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE') throw new ReceivedFileError({ kind: 'archive', reason: 'damaged' });
    throw error;
  }
}

async function* readRange(path: string, start: number, end: number): AsyncGenerator<Buffer> {
  if (end < start) return;
  for await (const chunk of createReadStream(path, { start, end, highWaterMark: PIECE })) yield chunk as Buffer;
}

async function singleMember(path: string): Promise<ZipMember> {
  const members = await withFile(path, readDirectory);
  if (members === undefined) throw new ReceivedFileError({ kind: 'archive', reason: 'damaged' });
  const [member] = members;
  if (member === undefined || members.length > 1)
    throw new ReceivedFileError({ kind: 'archive', reason: 'members', members: members.length });
  if (member.encrypted) throw new ReceivedFileError({ kind: 'archive', reason: 'encrypted' });
  if (member.method !== 0 && member.method !== 8) throw new ReceivedFileError({ kind: 'archive', reason: 'method' });
  return member;
}

async function readDirectory(handle: FileHandle): Promise<ZipMember[] | undefined> {
  const { size } = await handle.stat();
  const tailOffset = Math.max(0, size - ZIP_TAIL_BYTES);
  const place = locateDirectory(await readAt(handle, tailOffset, size - tailOffset), tailOffset);
  // A directory of more than 16 MB lists far more than one member.
  if (place === undefined || place.offset + place.size > size || place.size > 1 << 24) return undefined;
  return listMembers(await readAt(handle, place.offset, place.size));
}

async function dataStart(handle: FileHandle, member: ZipMember): Promise<number> {
  const length = localHeaderLength(await readAt(handle, member.headerOffset, 30));
  if (length === undefined) throw new ReceivedFileError({ kind: 'archive', reason: 'damaged' });
  return member.headerOffset + length;
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

async function withFile<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await asProblem(() => open(path, 'r'));
  try {
    return await asProblem(() => work(handle));
  } finally {
    await handle.close();
  }
}
