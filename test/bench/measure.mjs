/**
 * Runs a command as a whole process tree and measures it from outside. Time is wall clock from spawn to exit. Memory is the sum over all
 * processes of the tree of their own peak (VmHWM in /proc, polled every 10 ms): an upper bound, since peaks need not coincide and shared
 * pages count for each process. `together` is the highest sum seen at one moment. CPU is user and system time of the tree (10 ms ticks).
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const INTERVAL = 10;
const TICK_MS = 10;

export async function measure(command, args, options = {}) {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const memory = new Map();
  const cpu = new Map();
  let together = 0;
  const poll = () => (together = Math.max(together, look(child.pid, memory, cpu)));
  const timer = setInterval(poll, INTERVAL);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...how) => resolve(how));
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  clearInterval(timer);
  const sum = (values) => [...values.values()].reduce((total, value) => total + value, 0);
  return {
    code: code ?? signal,
    seconds,
    mb: sum(memory) / 1024,
    together: together / 1024,
    cpu: sum(cpu) / 1000,
    processes: memory.size,
    stdout,
    stderr,
  };
}

/** Notes the peak of every process in the tree and returns the memory that they hold together now, in kB. */
function look(root, memory, cpu) {
  let now = 0;
  const open = [root];
  while (open.length > 0) {
    const pid = open.pop();
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      memory.set(pid, Math.max(memory.get(pid) ?? 0, number(status, 'VmHWM')));
      now += number(status, 'VmRSS');
      const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).map(Number);
      cpu.set(pid, (user + system) * TICK_MS);
      open.push(...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number));
    } catch {
      // The process is gone; what was noted stays.
    }
  }
  return now;
}

const number = (status, name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs the sides in turn, `runs` times, and gives the medians of each. */
export async function interleave(sides, runs) {
  const results = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) for (const [name, start] of Object.entries(sides)) results[name].push(await start(run));
  return Object.fromEntries(Object.entries(results).map(([name, all]) => [name, summary(all)]));
}

function summary(all) {
  const of = (key) => median(all.map((one) => one[key]));
  return {
    seconds: of('seconds'),
    mb: of('mb'),
    together: of('together'),
    cpu: of('cpu'),
    runs: all.map(({ seconds }) => Number(seconds.toFixed(3))),
    last: all.at(-1),
  };
}
