import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** `src/main.ts` as a process of its own, from the sources, with nothing configured but what the test says. */
export class ServerProcess {
  output = '';
  errors = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(environment: Record<string, string>, options: string[] = [], file = 'main.ts', hooks: string[] = []) {
    const { PATH = '', HOME = '' } = process.env;
    const required = ['tsx-hook.cjs', ...hooks].flatMap((name) => ['--require', join(__dirname, name)]);
    const args = [...required, join(ROOT, 'src', file), ...options];
    this.child = spawn(process.execPath, args, { cwd: ROOT, env: { PATH, HOME, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.ended = once(this.child, 'close');
  }

  /** Waits until it serves and returns the address. */
  async address(): Promise<string> {
    for (;;) {
      const found = /bereikbaar op (http\S+)/.exec(this.output)?.[1];
      if (found) return found;
      if (this.child.exitCode !== null) throw new Error(`the server ended: ${this.errors}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL' | 'SIGUSR2'): void {
    this.child.kill(name);
  }

  /** Waits for the end and returns the exit code; null after a signal that it could not handle. */
  async end(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }
}
