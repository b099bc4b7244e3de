/**
 * The bench: node test/bench/run.mjs [--smoke] [--only 1m,help] [--runs 3] [--folder DIR] [--cli other/dist/cli.js]
 * --folder keeps the files for a next time.
 * Baseline and product run in turn in the same session, as whole processes; the ratios of the medians count, seconds are of this machine.
 * --smoke: small files, and the results must be equal; time is shown and never a reason to fail.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cases, Workplace } from './cases.mjs';
import { interleave } from './measure.mjs';
import { smoke } from './smoke.mjs';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean' },
    only: { type: 'string' },
    runs: { type: 'string' },
    folder: { type: 'string' },
    cli: { type: 'string' },
  },
});
const RESULTS = join(import.meta.dirname, '../../bench-results');

function row({ id, title, limits, skip, baseline, product }) {
  if (skip) return [id, title, `skipped: ${skip}`, '', '', '', '', ''];
  const ratio = (key) => product[key] / baseline[key];
  const verdict = values.smoke
    ? 'not judged'
    : Object.entries(limits)
        .map(([key, limit]) => (ratio(key) <= limit ? 'yes' : 'NO'))
        .join(' / ');
  const target = `${limits.seconds}${limits.mb ? ` / ${limits.mb}` : ''}`;
  return [
    id,
    title,
    `${baseline.seconds.toFixed(2)} s, ${baseline.mb.toFixed(0)} MB`,
    `${product.seconds.toFixed(2)} s, ${product.mb.toFixed(0)} MB`,
    ratio('seconds').toFixed(2),
    ratio('mb').toFixed(2),
    target,
    verdict,
  ];
}

function table(results) {
  const head = ['case', 'product / baseline', 'baseline', 'product', 'time ×', 'memory ×', 'at most ×', 'met'];
  return [head, head.map(() => '---'), ...results.map(row)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

async function runCase(one, place) {
  const { id, title, limits } = one;
  process.stderr.write(`${id}: ${title} …\n`);
  try {
    const { skip, ...sides } = one.prepare(place);
    if (skip) return { id, title, limits, skip };
    if (!values.smoke) await interleave(sides, 1);
    return { id, title, limits, ...(await interleave(sides, Number(values.runs ?? (values.smoke ? 1 : one.runs)))) };
  } catch (error) {
    if (values.smoke) throw error;
    return { id, title, limits, skip: error.message.split('\n', 1)[0] };
  }
}

async function main() {
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'meter-bench-'));
  mkdirSync(folder, { recursive: true });
  try {
    const place = new Workplace(folder, values.cli);
    const wrong = values.smoke ? await smoke(place) : [];
    const chosen = cases({ smoke: values.smoke }).filter(({ id }) => !values.only || values.only.split(',').includes(id));
    const results = [];
    for (const one of chosen) results.push(await runCase(one, place));
    const machine = {
      node: process.version,
      cpus: cpus().length,
      cpu: cpus()[0]?.model ?? '',
      date: new Date().toISOString().slice(0, 10),
    };
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(
      join(RESULTS, 'bench.json'),
      `${JSON.stringify({ machine, smoke: values.smoke === true, results }, (key, value) => (key === 'last' ? undefined : value), 1)}\n`,
    );
    writeFileSync(join(RESULTS, 'bench.md'), `${table(results)}\n`);
    process.stdout.write(`${table(results)}\n`);
    for (const sentence of wrong) process.stdout.write(`NOT EQUAL ${sentence}\n`);
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    if (!values.folder) rmSync(folder, { recursive: true, force: true });
  }
}

await main();
