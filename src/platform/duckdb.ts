import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface ResultTable {
  columns: string[];
  /** Every value as text, exactly as DuckDB prints it: amounts keep their decimals. */
  rows: (string | null)[][];
}

export type ResultRow = Record<string, string | null>;

export interface CalculationOptions {
  /** Folder for spilling; also the only place, beside the named files, that queries could read. */
  workDir: string;
  threads?: number;
  /** DuckDB's own limit, e.g. '2GB'. Not a wall: see `addressSpaceGB`. */
  memory?: string;
  /** Keep the calculation in this file instead of in memory only; what is in the file is there at once. */
  database?: string;
  /** Wall around the whole process, set by the shell (Linux): past it an allocation fails. */
  addressSpaceGB?: number;
}

/** A statement that could not be carried out, with DuckDB's own words. */
export class CalculationError extends Error {
  override name = 'CalculationError';
}

/** The query ran past its time and was stopped; the calculation cannot be used any further. */
export class CalculationTimeout extends Error {
  override name = 'CalculationTimeout';
}

interface Reply {
  ready?: boolean;
  id?: number;
  error?: string;
  tables?: ResultTable[];
}

interface Waiting {
  resolve: (tables: ResultTable[]) => void;
  reject: (error: Error) => void;
}

/** One DuckDB in its own process. Statements run in the order in which they are given. */
export class Calculation {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ready: Promise<void>;
  private next = 1;
  private ended = false;
  private stderr = '';

  constructor(options: CalculationOptions) {
    this.child = startProcess(options);
    this.child.stderr?.on('data', (text: Buffer) => (this.stderr = (this.stderr + text.toString()).slice(-2000)));
    this.ready = new Promise((resolve, reject) => {
      this.child.on('message', (message: Reply) => {
        if (message.id !== undefined) return this.settle(message.id, message);
        if (message.ready) resolve();
        else reject(new CalculationError(`The calculation process did not start: ${message.error}`));
      });
      this.child.once('error', reject);
      this.child.once('exit', () => reject(new CalculationError(`The calculation process ended: ${this.stderr.trim()}`)));
    });
    this.ready.catch(() => undefined);
    this.child.once('exit', (code, signal) => this.fail(code, signal));
  }

  /** Runs the statements and returns the rows of the last one. `seconds` is the time after which they are stopped. */
  async execute(statements: string | string[], seconds?: number): Promise<ResultTable> {
    const list = typeof statements === 'string' ? [statements] : statements;
    const tables = await this.request({ statements: list.length > 0 ? list : ['SELECT 1'] }, seconds);
    return tables[0] ?? { columns: [], rows: [] };
  }

  /** Runs several queries in one go and returns the rows of each. */
  async query(statements: string[], seconds?: number): Promise<ResultTable[]> {
    return this.request({ statements, all: true }, seconds);
  }

  private async request(request: { statements: string[]; all?: boolean }, seconds?: number): Promise<ResultTable[]> {
    await this.ready;
    if (this.ended) throw new CalculationError('The calculation process has ended.');
    const id = this.next++;
    const timer = seconds === undefined ? undefined : this.stopAfter(seconds);
    try {
      return await new Promise<ResultTable[]>((resolve, reject) => {
        this.waiting.set(id, { resolve, reject });
        this.child.send({ id, ...request });
      });
    } catch (error) {
      if (timer?.fired()) throw new CalculationTimeout(`The query ran longer than ${seconds} seconds and was stopped.`);
      throw error;
    } finally {
      timer?.cancel();
    }
  }

  /** The rows of one query, by column name. */
  async rows(sql: string, seconds?: number): Promise<ResultRow[]> {
    const { columns, rows } = await this.execute(sql, seconds);
    return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));
  }

  /** Ends the process at once; nothing is kept. */
  async close(): Promise<void> {
    if (this.ended) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
    this.child.stderr?.destroy();
    this.child.unref();
  }

  private stopAfter(seconds: number): { fired(): boolean; cancel(): void } {
    let fired = false;
    let kill: NodeJS.Timeout | undefined;
    const interrupt = setTimeout(() => {
      fired = true;
      if (this.child.connected) this.child.send({ interrupt: true });
      kill = setTimeout(() => this.child.kill('SIGKILL'), 2000);
    }, seconds * 1000);
    return {
      fired: () => fired,
      cancel: () => {
        clearTimeout(interrupt);
        clearTimeout(kill);
      },
    };
  }

  private settle(id: number, message: Reply): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (message.error === undefined) waiting?.resolve(message.tables ?? []);
    else waiting?.reject(new CalculationError(message.error));
  }

  private fail(code: number | null, signal: string | null): void {
    this.ended = true;
    const reason = `The calculation process ended (${signal ?? code}). ${this.stderr.trim()}`.trim();
    for (const { reject } of this.waiting.values()) reject(new CalculationError(reason));
    this.waiting.clear();
  }
}

/** Under a test runner this file is TypeScript; the child always runs the compiled program. */
function compiledProcess(): string {
  return __filename.endsWith('.ts') ? join(__dirname, '../../dist/platform/duckdb-process.js') : join(__dirname, 'duckdb-process.js');
}

function startProcess(options: CalculationOptions): ChildProcess {
  const settings: Record<string, string> = {
    memory_limit: options.memory ?? '2GB',
    // Below the working folder: DuckDB may always reach its temporary directory, and copies of sources lie in the folder itself.
    temp_directory: join(options.workDir, 'spill'),
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
  if (options.threads) settings.threads = String(options.threads);
  const args = ['--max-old-space-size=512', compiledProcess(), JSON.stringify(settings), options.database ?? ':memory:'];
  const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as ('ignore' | 'pipe' | 'ipc')[];
  const environment = { env: { PATH: process.env.PATH }, stdio, serialization: 'advanced' as const };
  if (process.platform !== 'linux') return spawn(process.execPath, args, environment);
  const limit = (options.addressSpaceGB ?? 16) * 1024 * 1024;
  return spawn('/bin/sh', ['-c', `ulimit -v ${limit}; exec "$0" "$@"`, process.execPath, ...args], environment);
}
