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

/** Opens a calculation; it may be opened before anything else is loaded, because its process needs time to start as well. */
export async function openCalculationRoom(options: RoomOptions = {}): Promise<CalculationRoom> {
  const workDir = await makeWorkDir();
  try {
    await options.prepare?.(workDir);
    const database = options.database && join(workDir, options.database);
    return { workDir, calculation: new Calculation({ workDir, threads: options.threads, database }) };
  } catch (error) {
    await removeFolder(workDir);
    throw error;
  }
}

/** Uses a calculation for the length of a piece of work and clears it and its folder whatever happens. */
export async function withCalculationRoom<T>(
  options: RoomOptions,
  use: (room: CalculationRoom) => Promise<T>,
  opened = openCalculationRoom(options),
): Promise<T> {
  const { workDir, calculation } = await opened;
  try {
    return await use({ calculation, workDir });
  } finally {
    await calculation.close();
    await removeFolder(workDir);
  }
}
