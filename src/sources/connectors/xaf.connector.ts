import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TextEncoding } from '../../platform/decode-file';
import { asProblem, ReceivedFileError, refuseWhenChanged, stampFile } from '../../platform/received-file';
import { TextDecoding } from '../../platform/text-decoding';
import { peekUnpacked, readHead, readUnpacked, UNPACK_LIMITS } from '../../platform/unpack';
import type { UnpackLimits } from '../../platform/unpack';
import { UnusableInput } from '../../specs/unusable-input';
import type { Finding } from '../../specs/finding';
import { unusableBytes } from '../received-sentence';
import type { Connector, ReceivedBytes, SourceReading } from '../source-reading';
import { CSV_HEADER } from '../xaf/csv-fields';
import { LedgerTranscript } from '../xaf/ledger-transcript';
import { QuickReader } from '../xaf/quick-reader';
import { containerSentence, looksLikeAuditfile } from '../xaf/recognise';
import { encodingFindings, encodingOf } from '../xaf/text-encoding';
import { transcriptFindings } from '../xaf/transcript-findings';
import { XafReader } from '../xaf/xaf-reader';

export interface XafReadOptions {
  /** Where the table is written; the reading removes it on dispose. */
  workDir: string;
  limits?: UnpackLimits;
}

interface Transcription {
  received: ReceivedBytes;
  findings: Finding[];
}

const HEAD_BYTES = 1 << 16;
const BUFFER_BYTES = 1 << 20;
/** Texts of this size live and die in the young part of the heap; a latin1 text of a megabyte even lies outside it and reads many times as slowly. */
const PIECE = 1 << 16;

/** XML Auditfile Financieel, plain or packed: every booking line becomes a row, all or nothing. */
export class XafConnector implements Connector {
  readonly kind = 'xaf';

  accepts(head: Buffer, fileName: string): boolean {
    return looksLikeAuditfile(peekUnpacked(head), fileName);
  }

  async read(path: string, options: XafReadOptions): Promise<SourceReading> {
    const target = join(options.workDir, `xaf-${randomUUID()}.csv`);
    const dispose = (): Promise<void> => rm(target, { force: true });
    try {
      const { received, findings } = await transcribe(path, target, options.limits ?? UNPACK_LIMITS);
      const table = { path: target, delimiter: ',', header: [...CSV_HEADER], decimal: '.' as const };
      return { table, received: Promise.resolve(received), findings, dispose };
    } catch (error) {
      await dispose();
      throw asUnusable(error, basename(path));
    }
  }
}

export const xafConnector: Connector = new XafConnector();

async function transcribe(path: string, target: string, limits: UnpackLimits): Promise<Transcription> {
  const before = await stampFile(path);
  const head = peekUnpacked(await readHead(path, HEAD_BYTES));
  const container = containerSentence(head, path);
  if (container !== undefined) throw new UnusableInput(container);
  const declared = encodingOf(head);
  const readAs = (encoding: TextEncoding): Promise<Transcription | undefined> =>
    readSurely((quick) => readInto(target, readUnpacked(path, limits), { encoding, quick }));
  let used: TextEncoding = declared;
  let result = await readAs(used);
  if (result === undefined && declared === 'utf-8') {
    used = 'windows-1252';
    result = await readAs(used);
  }
  if (result === undefined)
    throw new UnusableInput('De tekens in het auditfile kloppen niet met de codering; sla het op als UTF-8 en bied het opnieuw aan.');
  await refuseWhenChanged(path, before);
  return { ...result, findings: [...encodingFindings(declared, used), ...result.findings] };
}

/** The quick way first. What it cannot use is read again the slow way, which knows line and column. */
async function readSurely(read: (quick: boolean) => Promise<Transcription | undefined>): Promise<Transcription | undefined> {
  try {
    return await read(true);
  } catch (error) {
    if (error instanceof UnusableInput) return read(false);
    throw error;
  }
}

interface Manner {
  encoding: TextEncoding;
  quick: boolean;
}

/** Reads the whole file in one encoding; undefined when it turns out to be in another one, and then nothing that was written counts. */
async function readInto(target: string, chunks: AsyncIterable<Buffer>, manner: Manner): Promise<Transcription | undefined> {
  const output = new RowFile(await asProblem(() => open(target, 'w')));
  try {
    return await transcribeChunks(chunks, output, manner);
  } finally {
    await output.close();
  }
}

async function transcribeChunks(
  chunks: AsyncIterable<Buffer>,
  output: RowFile,
  { encoding, quick }: Manner,
): Promise<Transcription | undefined> {
  const hash = createHash('sha256');
  const decoding = new TextDecoding(encoding);
  const transcript = new LedgerTranscript();
  const parser = new XafReader(transcript);
  const reader = quick ? new QuickReader(parser, transcript) : parser;
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = 0; at < chunk.length; at += PIECE) {
      const text = decoding.next(chunk.subarray(at, at + PIECE));
      if (text === undefined) return undefined;
      reader.write(text);
      await output.add(transcript.writer.takeOut());
    }
  }
  if (bytes === 0) throw new ReceivedFileError({ kind: 'empty' });
  const rest = decoding.end();
  if (rest === undefined) return undefined;
  reader.write(rest);
  reader.end();
  await output.add(transcript.writer.takeOut());
  await output.flush();
  return { received: { sha256: hash.digest('hex'), bytes }, findings: transcriptFindings(transcript, parser.unknown) };
}

/**
 * Rows become bytes at once: as strings they would be moved around by the garbage collector. One buffer is written while the
 * other fills, so a slow disk slows the reading down instead of filling memory.
 */
class RowFile {
  private filling = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  private spare = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  private length = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly handle: FileHandle) {}

  async add(rows: string): Promise<void> {
    // A character is at most three bytes for each unit of the string.
    const most = rows.length * 3;
    if (this.length + most > BUFFER_BYTES) await this.swap();
    if (most > BUFFER_BYTES) await this.write(Buffer.from(rows));
    else this.length += this.filling.write(rows, this.length);
  }

  async flush(): Promise<void> {
    await this.swap();
    await this.writing;
  }

  async close(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.handle.close();
  }

  private async swap(): Promise<void> {
    const full = this.filling.subarray(0, this.length);
    [this.filling, this.spare] = [this.spare, this.filling];
    this.length = 0;
    await this.write(full);
  }

  /** Waits for the write before, not for this one. */
  private async write(bytes: Buffer): Promise<void> {
    await this.writing;
    this.writing = asProblem(() => this.handle.writeFile(bytes));
    // Heard at the next write or flush; without this line a failure in between would end the process.
    this.writing.catch(() => undefined);
  }
}

function asUnusable(error: unknown, file: string): unknown {
  if (error instanceof ReceivedFileError) return unusableBytes(error.problem, file);
  if (error instanceof UnusableInput) return new UnusableInput(error.message, { file, ...error.place });
  return error;
}
