import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FileExists, FileMissing, FolderStore, openFileStore } from '../../src/platform/file-store';

let folder: string;
let store: FolderStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meter-files-'));
  store = new FolderStore(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const content = Buffer.from('tien regels boekhouding');
const sha256 = createHash('sha256').update(content).digest('hex');

describe('the file store', () => {
  it('gives back what was put in, with its hash and size', async () => {
    expect(await store.put('GM9999/snapshots/a.parquet', content)).toEqual({
      key: 'GM9999/snapshots/a.parquet',
      sha256,
      bytes: content.length,
    });
    expect(await buffer(await store.get('GM9999/snapshots/a.parquet', sha256))).toEqual(content);
    expect(await store.exists('GM9999/snapshots/a.parquet')).toBe(true);
  });

  it('takes a stream and an empty file', async () => {
    const parts = Readable.from([content.subarray(0, 5), content.subarray(5)]);
    expect(await store.put('stream', parts)).toMatchObject({ sha256, bytes: content.length });
    expect(await store.put('empty', Buffer.alloc(0))).toMatchObject({ bytes: 0 });
    expect(await buffer(await store.get('empty'))).toHaveLength(0);
  });

  it('stores the same content once and refuses other content under the same key', async () => {
    await store.put('a', content);
    expect(await store.put('a', content)).toMatchObject({ sha256 });
    await expect(store.put('a', Buffer.from('iets anders'))).rejects.toThrow(FileExists);
    expect(await buffer(await store.get('a'))).toEqual(content);
  });

  it('leaves nothing behind when the source breaks off', async () => {
    const breaking = Readable.from(
      (function* () {
        yield content;
        throw new Error('line is dead');
      })(),
    );
    await expect(store.put('a', breaking)).rejects.toThrow('line is dead');
    expect([await store.exists('a'), await readdir(folder)]).toEqual([false, []]);
  });

  it('notices that a stored file was changed', async () => {
    await store.put('a', content);
    await writeFile(join(folder, 'a'), 'gewijzigd');
    await expect(store.get('a', sha256).then(buffer)).rejects.toThrow('is damaged');
  });

  it('says that a file is not there', async () => {
    await expect(store.get('nowhere')).rejects.toThrow(FileMissing);
  });

  it.each(['', '../a', 'a/../../b', '/etc/passwd', 'a//b', 'a/./b', '.hidden', 'a\0b', 'a\\b'])('refuses the key %p', async (key) => {
    await expect(store.put(key, content)).rejects.toThrow('cannot be a key');
  });

  it('refuses S3 for now and says what to do', () => {
    expect(() => openFileStore({ kind: 's3', url: 's3://bucket' })).toThrow('does not support yet');
  });
});
