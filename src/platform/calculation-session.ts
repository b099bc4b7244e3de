import { Calculation } from './duckdb';
import { join, makeWorkDir, removeFolder } from './files';

/** A calculation with a folder of its own. */
export interface CalculationRoom {
  calculation: Calculation;
  workDir: string;
}

export interface RoomOptions {
  threads?: number;
  /** Keep the calculation in this file of the working folder; fill the folder first when it exists already. */
  database?: string;
  prepare?: (workDir: string) => Promise<void>;
}

/** Opens a calculation for the length of a piece of work and clears it whatever happens. */
export async function withCalculationRoom<T>(options: RoomOptions, use: (room: CalculationRoom) => Promise<T>): Promise<T> {
  const workDir = await makeWorkDir();
  let calculation: Calculation | undefined;
  try {
    await options.prepare?.(workDir);
    calculation = new Calculation({ workDir, threads: options.threads, database: options.database && join(workDir, options.database) });
    return await use({ calculation, workDir });
  } finally {
    await calculation?.close();
    await removeFolder(workDir);
  }
}
