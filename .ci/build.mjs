// Compiles src/ to dist/ with swc, and only when dist is missing or older than the sources.
// `--force` always compiles. Without the compiler (a production install) an existing dist is used as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');

function newest(dir) {
  return readdirSync(dir, { withFileTypes: true, recursive: true }).reduce(
    (latest, entry) => Math.max(latest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
    statSync(dir).mtimeMs,
  );
}

function sourcesChangedSince(builtAt) {
  const settings = ['.swcrc', 'package.json', '.ci/build.mjs'].map((name) => statSync(join(root, name)).mtimeMs);
  return Math.max(newest(join(root, 'src')), ...settings) > builtAt;
}

const built = existsSync(stamp);
if (!process.argv.includes('--force') && built && !sourcesChangedSince(statSync(stamp).mtimeMs)) process.exit(0);

let swc;
try {
  swc = createRequire(join(root, 'package.json')).resolve('@swc/cli/bin/swc.js');
} catch {
  if (built) process.exit(0);
  console.error('Cannot build: the compiler is not installed. Run "npm ci" first.');
  process.exit(1);
}
// Compiled beside dist and put in its place at the end, so that a running program never finds half a build.
const fresh = join(root, `dist.${process.pid}`);
const run = spawnSync(
  process.execPath,
  [swc, 'src', '--out-dir', `dist.${process.pid}`, '--strip-leading-paths', '--copy-files', '--quiet'],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
if (run.status !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  process.exit(run.status ?? 1);
}
const compile =
  "const { SpecsService } = require(process.argv[1] + '/specs/specs.service.js'); new SpecsService('report-specs', process.argv[1] + '/compiled-specs').compileAll()";
const specs = spawnSync(process.execPath, ['-e', compile, fresh], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
if (specs.status !== 0) process.exit(specs.status ?? 1);
writeFileSync(join(fresh, '.built'), '');
const old = join(root, `dist.old.${process.pid}`);
if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
renameSync(fresh, join(root, 'dist'));
rmSync(old, { recursive: true, force: true });
