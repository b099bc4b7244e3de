import { availableParallelism } from 'node:os';
import { Calculation } from '../platform/duckdb';
import { makeWorkDir, removeFolder } from '../platform/files';

export interface CalculationSession {
  calculation: Calculation;
  workDir: string;
}

/** Starts a calculation with a folder of its own; it may be started before anything else is loaded, its process needs time as well. */
export async function startCalculation(): Promise<CalculationSession> {
  const workDir = await makeWorkDir();
  return { workDir, calculation: new Calculation({ workDir, threads: availableParallelism() }) };
}

/** Uses a calculation for the length of a command, and clears it and its folder whatever happens. */
export async function withCalculation<T>(use: (session: CalculationSession) => Promise<T>, started = startCalculation()): Promise<T> {
  const { workDir, calculation } = await started;
  try {
    return await use({ calculation, workDir });
  } finally {
    await calculation.close();
    await removeFolder(workDir);
  }
}
