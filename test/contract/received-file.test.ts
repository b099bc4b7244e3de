import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeToUtf8 } from '../../src/platform/decode-file';
import { passOverReceivedFile, ReceivedFileError, refuseWhenChanged, stampFile } from '../../src/platform/received-file';
import type { ReceivedProblem } from '../../src/platform/received-file';
import { unusableBytes } from '../../src/sources/received-sentence';

const CHUNK = 1 << 20;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'received-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aFile(content: string | Buffer): string {
  const path = join(folder, 'bestand.csv');
  writeFileSync(path, content);
  return path;
}

async function problem(work: Promise<unknown>): Promise<ReceivedProblem> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ReceivedFileError);
  return (error as ReceivedFileError).problem;
}

describe('the pass over received bytes', () => {
  it('gives the hash and the size of the whole file', async () => {
    const content = Buffer.from('a;b\n1;2\n'.repeat(400_000));
    expect(await passOverReceivedFile(aFile(content))).toEqual({
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
      utf8: true,
      bom: undefined,
    });
  });

  it.each([
    ['ASCII', Buffer.from('abc'), true],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffé'), true],
    ['windows-1252', Buffer.from('caf\u00e9', 'latin1'), false],
    ['half a character at the end', Buffer.from('é').subarray(0, 1), false],
  ])('%s', async (_, content, utf8) => {
    expect((await passOverReceivedFile(aFile(content))).utf8).toBe(utf8);
  });

  it.each(['é', '€', '😀'])('%s on the border of two chunks is still UTF-8', async (sign) => {
    for (let before = 1; before <= 4; before += 1) {
      const content = `${'x\n'.repeat(CHUNK / 2).slice(before)}${sign}y`;
      expect((await passOverReceivedFile(aFile(content))).utf8).toBe(true);
    }
  });

  it('an empty file is refused', async () => {
    expect(await problem(passOverReceivedFile(aFile('')))).toEqual({ kind: 'empty' });
  });

  it('a NUL byte is refused with its place', async () => {
    const content = `${'1;2\n'.repeat(300_000)}3;\u0000`;
    expect(await problem(passOverReceivedFile(aFile(content)))).toMatchObject({ kind: 'nul', offset: 1_200_002, line: 300_001 });
  });

  it('UTF-16 is named as such', async () => {
    const found = await problem(passOverReceivedFile(aFile(Buffer.from('\ufeffa;b', 'utf16le'))));
    expect(unusableBytes(found, 'bestand.csv').describe()).toMatch(/^bestand\.csv, regel 1: .*UTF-16/);
  });

  it.each([
    ['\n', 10_000_000, undefined],
    ['\n', 10_000_001, 3],
    ['\r\n', 10_500_000, 3],
    ['\n', 25_000_000, 3],
  ])('after %j a line of %d bytes', async (end, length, line) => {
    const content = `kop${end}kort${end}${'x'.repeat(length)}${end}kort${end}`;
    const pass = passOverReceivedFile(aFile(content));
    if (line === undefined) expect((await pass).bytes).toBe(content.length);
    else expect(await problem(pass)).toEqual({ kind: 'long-line', line, limit: 10_000_000 });
  });

  it('a long last line without line break is refused too, unless lines do not matter', async () => {
    const path = aFile('x'.repeat(10_000_001));
    expect(await problem(passOverReceivedFile(path))).toMatchObject({ kind: 'long-line', line: 1 });
    expect((await passOverReceivedFile(path, { maxLineBytes: Infinity })).bytes).toBe(10_000_001);
  });

  it('a file that changed since the caller began is refused', async () => {
    const path = aFile('a;b\n');
    const before = await stampFile(path);
    await refuseWhenChanged(path, before);
    appendFileSync(path, '1;2\n');
    expect(await problem(passOverReceivedFile(path, { before }))).toEqual({ kind: 'changed' });
  });

  it.each([
    ['weg.csv', /bestaat niet/],
    ['', /map/],
  ])('"%s" in a folder cannot be read', async (name, message) => {
    expect(unusableBytes(await problem(passOverReceivedFile(join(folder, name))), 'x').message).toMatch(message);
  });
});

describe('decoding to UTF-8', () => {
  it.each([
    ['windows-1252' as const, Buffer.from('caf\u00e9 \u0080 \u0096', 'latin1'), 'café € –'],
    ['utf-8' as const, Buffer.from('\ufeffcafé €'), 'café €'],
    ['utf-16le' as const, Buffer.from('\ufeffcafé €', 'utf16le'), 'café €'],
  ])('from %s', async (encoding, content, text) => {
    const target = join(folder, `uit-${encoding}.csv`);
    await decodeToUtf8(aFile(content), target, encoding);
    expect(readFileSync(target)).toEqual(Buffer.from(text));
  });
});
