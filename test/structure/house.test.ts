import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/[^\n]*/g, (comment) => comment.replaceAll(/[^\n]/g, ' '));
}

describe('the house', () => {
  const sources = files('src', /\.tsx?$/);

  it('has only arrows that point down', () => {
    const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const run = () =>
      execFileSync(process.execPath, [bin, 'src', 'test', '--config', 'test/structure/arrows.cjs'], { cwd: root, encoding: 'utf8' });
    expect(run()).toContain('no dependency violations found');
  });

  it('breaks when an arrow points up', () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string; from: { path?: string }; to: { path?: string } }[] }>(
      './arrows.cjs',
    );
    const cellar = forbidden.find(({ name }) => name === 'cellar');
    expect(new RegExp(cellar?.from.path ?? '^$').test('src/platform/duckdb.ts')).toBe(true);
    expect(new RegExp(cellar?.to.path ?? '^$').test('src/reports/manifest.ts')).toBe(true);
  });

  it('knows no single report, year or receiver in src', () => {
    const words = /taakveld|\biv3|sisa\b|\bcbs\b|\bPF0\d\d|rijk\/|provincie\/|\b20(1\d|2[0-9])\b/i;
    const found = sources
      .filter((file) => !file.includes('/web/copy/') && !file.includes('/migrations/'))
      .flatMap((file) =>
        withoutComments(readFileSync(file, 'utf8'))
          .split('\n')
          .flatMap((line, index) => (words.test(line) ? [`${file.slice(root.length + 1)}:${index + 1}: ${line.trim()}`] : [])),
      );
    expect(found).toEqual([]);
  });

  it('gives every file a suffix of the list, or none', () => {
    const suffixes = /^[a-z0-9-]+(\.(entity|service|module|connector|channel|format|view|controller|dto|guard|processor|command))?\.tsx?$/;
    const odd = sources.filter((file) => !suffixes.test(file.split('/').at(-1) ?? '') && !file.includes('/migrations/'));
    expect(odd.map((file) => file.slice(root.length + 1))).toEqual([]);
  });

  it('reads the environment and the clock in platform only', () => {
    const outside = sources.filter((file) => !file.includes('/src/platform/'));
    const found = outside.filter((file) => /process\.env|Date\.now\(\)|new Date\(\)/.test(withoutComments(readFileSync(file, 'utf8'))));
    expect(found.map((file) => file.slice(root.length + 1))).toEqual([]);
  });

  it('has no barrel files and no folders for leftovers', () => {
    expect(sources.filter((file) => file.endsWith('/index.ts'))).toEqual([]);
    expect(sources.filter((file) => /\/(common|shared|utils|helpers|interfaces|types)\//.test(file))).toEqual([]);
  });

  it('registers every plug-in in the registry of its folder', () => {
    for (const [folder, suffix] of [
      ['src/sources/connectors', 'connector'],
      ['src/generation/formats', 'format'],
      ['src/delivery/channels', 'channel'],
    ] as const) {
      if (!existsSync(join(root, folder))) continue;
      const registry = readFileSync(join(root, folder, 'registry.ts'), 'utf8');
      for (const name of readdirSync(join(root, folder)).filter((file) => file.endsWith(`.${suffix}.ts`)))
        expect(registry).toContain(`./${name.replace(/\.ts$/, '')}`);
    }
  });
});
