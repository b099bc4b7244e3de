import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { decodeToUtf8 } from '../../platform/decode-file';
import { bomOf, passOverReceivedFile, ReceivedFileError, stampFile, type ReceivedReport } from '../../platform/received-file';
import { readHead } from '../../platform/unpack';
import type { Finding } from '../../specs/finding';
import { UnusableInput } from '../../specs/unusable-input';
import { readCsvHead } from '../csv-head';
import { unusableBytes } from '../received-sentence';
import type { Connector, ReadRequest, SourceReading } from '../source-reading';

const HEAD = 64 * 1024;
let copies = 0;

/** Delimited text with a header row. The file itself is scanned; only another encoding than UTF-8 makes a decoded copy. */
export const csvConnector: Connector = {
  kind: 'csv',
  accepts: () => true,

  async read(path: string, request: ReadRequest): Promise<SourceReading> {
    try {
      return await open(path, request);
    } catch (error) {
      throw asUnusable(error, path);
    }
  },
};

async function open(path: string, request: ReadRequest): Promise<SourceReading> {
  const before = await stampFile(path);
  const head = await readHead(path, HEAD);
  if (request.encoding === 'windows-1252') return decoded(path, request, []);
  const table = tableOf(path, new TextDecoder('utf-8').decode(head), request);
  const findings: Finding[] = [];
  const pass = passOverReceivedFile(path, { before }).catch((error: unknown) => Promise.reject(asUnusable(error, path)));
  pass.catch(() => undefined);
  if (bomOf(head)) findings.push(note('BRON-CODERING', 'info', 'Het bestand begint met een byte order mark (BOM); die is overgeslagen.'));
  return {
    table,
    findings,
    received: pass.then(({ sha256, bytes }) => ({ sha256, bytes })),
    otherwise: async () => ((await pass).utf8 ? undefined : decodedWithWarning(path, request, await pass)),
    dispose: async () => undefined,
  };
}

function decodedWithWarning(path: string, request: ReadRequest, report: ReceivedReport): Promise<SourceReading> {
  const message = 'Het bestand is geen UTF-8; het is gelezen als windows-1252. Controleer letters met accenten, of geef --encoding op.';
  return decoded(path, request, [note('BRON-CODERING', 'warning', message)], report);
}

/** A copy in UTF-8, made from bytes that were checked; the identity stays that of the bytes as received. */
async function decoded(path: string, request: ReadRequest, findings: Finding[], report?: ReceivedReport): Promise<SourceReading> {
  const copy = join(request.workDir, `utf8-${++copies}.csv`);
  const { sha256, bytes } = report ?? (await passOverReceivedFile(path));
  await decodeToUtf8(path, copy, 'windows-1252');
  const table = tableOf(copy, new TextDecoder('utf-8').decode(await readHead(copy, HEAD)), request);
  return { table, findings, received: Promise.resolve({ sha256, bytes }), dispose: () => rm(copy, { force: true }) };
}

function tableOf(path: string, head: string, request: ReadRequest): SourceReading['table'] {
  const text = head.replace(/^\uFEFF/, '');
  return { path, ...readCsvHead(text, request.columns, request) };
}

function note(id: string, severity: Finding['severity'], message: string): Finding {
  return { id, severity, message };
}

function asUnusable(error: unknown, path: string): unknown {
  if (error instanceof ReceivedFileError) return unusableBytes(error.problem, path);
  if (error instanceof UnusableInput && !error.place.file) return new UnusableInput(error.message, { ...error.place, file: path });
  return error;
}
