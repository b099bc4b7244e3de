import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeToUtf8, writeFileFrom } from '../../platform/decode-file';
import {
  bomOf,
  passOverReceivedFile,
  readChunks,
  ReceivedFileError,
  refuseWhenChanged,
  stampFile,
  type FileStamp,
  type ReceivedReport,
} from '../../platform/received-file';
import { containerOf, readHead, readUnpacked } from '../../platform/unpack';
import { UnusableInput } from '../../specs/unusable-input';
import { readCsvHead } from '../csv-head';
import * as notes from '../csv-notes';
import { evenLineEnds, LineEnds } from '../line-ends';
import { QuotedBreaks } from '../quoted-breaks';
import { unusableBytes } from '../received-sentence';
import type { Connector, ReadRequest, SourceReading } from '../source-reading';

const HEAD = 64 * 1024;

/** Delimited text with a header row. The file itself is scanned; only what cannot be scanned as it is gets an evened copy. */
export const csvConnector: Connector = {
  kind: 'csv',
  accepts: () => true,

  async read(path: string, request: ReadRequest): Promise<SourceReading> {
    return told(path, async () => {
      if (/\.xlsx?$/i.test(path))
        throw new UnusableInput('Dit is een rekenblad van Excel; sla het op als CSV (UTF-8) en bied dat bestand aan.');
      const packed = containerOf(await readHead(path, 4)) !== 'plain';
      return packed ? unpacked(path, request) : open({ path, received: path, request });
    });
  },
};

/** The text to scan, and the file that the user knows. They differ for a packed file. */
interface Opened {
  path: string;
  received: string;
  request: ReadRequest;
}

async function unpacked(path: string, request: ReadRequest): Promise<SourceReading> {
  const copy = join(request.workDir, `unpacked-${randomUUID()}.csv`);
  const before = await stampFile(path);
  await writeFileFrom(copy, readUnpacked(path));
  await refuseWhenChanged(path, before);
  const reading = await open({ path: copy, received: path, request });
  return { ...reading, dispose: async () => Promise.all([reading.dispose(), rm(copy, { force: true })]).then(() => undefined) };
}

async function open(opened: Opened): Promise<SourceReading> {
  const { path, received, request } = opened;
  const before = await stampFile(path);
  const head = await readHead(path, HEAD);
  // The verdict on the bytes comes before the verdict on the header, but a header needs no pass over the whole file.
  if (!looksLikeText(head)) await passOverReceivedFile(path, { before });
  if (request.encoding === 'windows-1252') return decoded(opened, before);
  const table = tableOf(path, head, request);
  const breaks = new QuotedBreaks(table.delimiter);
  const findings = bomOf(head) ? [notes.byteOrderMark()] : [];
  const pass = told(received, () => passOverReceivedFile(path, { before, onChunk: (chunk) => breaks.push(chunk) })).then((report) => {
    if (breaks.found) findings.push(notes.quotedBreaks());
    return report;
  });
  pass.catch(() => undefined);
  return {
    table,
    findings,
    received: pass.then(identity),
    otherwise: async (stumbled) => {
      const report = await pass;
      if (!report.utf8) return told(received, () => decoded(opened, before, report));
      return stumbled ? told(received, () => evened(opened, { table, findings, report })) : undefined;
    },
    unchanged: () => told(received, () => refuseWhenChanged(path, before)),
    dispose: async () => undefined,
  };
}

function looksLikeText(head: Buffer): boolean {
  return !head.includes(0) && (head.includes(10) || head.includes(13));
}

/** A copy in UTF-8; the identity stays that of the bytes as received. A report says that the bytes were thought to be UTF-8. */
async function decoded({ path, received, request }: Opened, before: FileStamp, known?: ReceivedReport): Promise<SourceReading> {
  const copy = join(request.workDir, `text-${randomUUID()}.csv`);
  const report = known ?? (await passOverReceivedFile(path, { before }));
  await decodeToUtf8(path, copy, 'windows-1252');
  await refuseWhenChanged(path, before);
  const table = tableOf(copy, await readHead(copy, HEAD), request);
  const findings = known ? [notes.otherEncoding()] : [];
  return {
    table,
    findings,
    received: Promise.resolve(identity(report)),
    otherwise: async (stumbled) =>
      stumbled ? told(received, () => evened({ path: copy, received, request }, { table, findings, report })) : undefined,
    dispose: () => rm(copy, { force: true }),
  };
}

/** The scan wants one kind of line end; a copy has that. Undefined when the line ends cannot be the reason why it stumbled. */
async function evened(
  { path, request }: Opened,
  first: Pick<SourceReading, 'table' | 'findings'> & { report: ReceivedReport },
): Promise<SourceReading | undefined> {
  const copy = join(request.workDir, `even-${randomUUID()}.csv`);
  const dispose = (): Promise<void> => rm(copy, { force: true });
  const ends = new LineEnds();
  await writeFileFrom(copy, evenLineEnds(readChunks(path), ends));
  if (ends.mixed)
    return {
      table: { ...first.table, path: copy },
      findings: [...first.findings, notes.mixedLineEnds()],
      received: Promise.resolve(identity(first.report)),
      dispose,
    };
  await dispose();
  return undefined;
}

function tableOf(path: string, head: Buffer, request: ReadRequest): SourceReading['table'] {
  return { path, ...readCsvHead(new TextDecoder('utf-8').decode(head), request.columns, request) };
}

function identity({ sha256, bytes }: ReceivedReport): { sha256: string; bytes: number } {
  return { sha256, bytes };
}

/** Whatever goes wrong with the bytes is told in Dutch, about the file that the user gave. */
async function told<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReceivedFileError) throw unusableBytes(error.problem, file);
    if (error instanceof UnusableInput && !error.place.file) throw new UnusableInput(error.message, { ...error.place, file });
    throw error;
  }
}
