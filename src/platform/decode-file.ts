import { open } from 'node:fs/promises';
import { asProblem, bomOf, readChunks } from './received-file';

/** What a received file may be written in; TextDecoder takes a byte order mark off by itself. */
export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

/** Writes the text of a file as plain UTF-8 without byte order mark. Bytes that are not text in this encoding are an error. */
export async function decodeToUtf8(source: string, target: string, encoding: TextEncoding): Promise<void> {
  await writeFileFrom(target, encoding === 'utf-8' ? withoutBom(source) : decoded(source, encoding));
}

/** Writes every chunk; a full disk is a ReceivedFileError. */
export async function writeFileFrom(target: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const handle = await asProblem(() => open(target, 'wx'));
  try {
    for await (const chunk of chunks) await asProblem(() => handle.writeFile(chunk));
  } finally {
    await handle.close();
  }
}

async function* withoutBom(path: string): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of readChunks(path)) {
    yield first && bomOf(chunk) === 'utf-8' ? chunk.subarray(3) : chunk;
    first = false;
  }
}

async function* decoded(path: string, encoding: TextEncoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of readChunks(path)) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
