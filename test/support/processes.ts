import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const HOOK = join(__dirname, '../../src/platform/typescript-hook.cjs');

/** A TypeScript file of the tests, run in a process of its own. */
export class TestProcess {
  readonly lines: string[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor(script: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
    this.child = spawn(process.execPath, ['--require', HOOK, join(__dirname, script), ...args], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.ended = once(this.child, 'close');
    let rest = '';
    this.child.stdout?.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      this.lines.push(...parts);
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Waits for a line that contains this text. */
  async says(text: string): Promise<void> {
    while (!this.lines.some((line) => line.includes(text))) {
      if (this.child.exitCode !== null) throw new Error(`the process ended without saying "${text}": ${this.lines.join(' / ')}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  tell(text: string): void {
    this.child.stdin?.write(`${text}\n`);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Waits for the end and returns the exit code. */
  async end(): Promise<number | null> {
    await this.ended;
    return this.child.exitCode;
  }
}
