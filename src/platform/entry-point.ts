import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface EntryPoint {
  file: string;
  /** Node options that the thread or child process needs to run `file`. */
  execArgv: string[];
}

/**
 * The file with which a worker thread or child process starts: the compiled one next to compiled code, the TypeScript
 * source next to source. So a test never runs against an older build of the file it is testing.
 */
export function entryPoint(directory: string, name: string): EntryPoint {
  const compiled = join(directory, `${name}.js`);
  if (existsSync(compiled)) return { file: compiled, execArgv: [] };
  return { file: join(directory, `${name}.ts`), execArgv: ['--require', join(__dirname, 'typescript-hook.cjs')] };
}
