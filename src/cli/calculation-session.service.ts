import { availableParallelism } from 'node:os';
import { Calculation } from '../platform/duckdb';
import { makeWorkDir, removeFolder } from '../platform/files';

export interface CalculationSession {
  calculation: Calculation;
  workDir: string;
}

/** Opens a calculation with a folder of its own for the length of a command, and clears both whatever happens. */
export async function withCalculation<T>(use: (session: CalculationSession) => Promise<T>): Promise<T> {
  const workDir = await makeWorkDir();
  const calculation = new Calculation({ workDir, threads: availableParallelism() });
  try {
    return await use({ calculation, workDir });
  } finally {
    await calculation.close();
    await removeFolder(workDir);
  }
}
