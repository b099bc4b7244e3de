// A worker in a process of its own, to be killed in the middle of a step: `node --require … worker-process.ts <address> <step>`.
// It does every step but the named one; there it says so and hangs, before or (with `after:`) after the work.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../../src/platform/config';
import { openPlatform } from '../../src/platform/platform';
import { PlatformModule } from '../../src/platform/platform.module';
import type { RungJob } from '../../src/platform/queue-job';
import { ReportStepProcessor } from '../../src/worker/report-step.processor';
import { WorkerService } from '../../src/worker/worker.service';
import type { Address } from './house';
import { ROOMS } from './rooms';
import { SettableClock } from './settable-clock';

async function main({ environment, prefix }: Address, where: string): Promise<void> {
  const clock = new SettableClock('2026-10-15T10:00:00Z');
  const platform = await openPlatform(readConfig(environment), {
    clock,
    whenRunning: 'attach',
    report: () => undefined,
    queue: { prefix, backoffMs: 20 },
  });
  class WorkerProcess {}
  const app = await NestFactory.createApplicationContext(
    { module: WorkerProcess, imports: [PlatformModule.of(platform), ...ROOMS] },
    { logger: false },
  );
  const steps = app.get(ReportStepProcessor);
  const [step, after] = [where.replace('after:', ''), where.startsWith('after:')];
  const process = steps.process.bind(steps);
  steps.process = async (job: RungJob): Promise<void> => {
    if (job.step !== step || after) await process(job);
    if (job.step !== step) return;
    console.log(`hangs at ${where}`);
    await new Promise(() => undefined);
  };
  await app.get(WorkerService).start({ lockMs: 1000, report: () => undefined });
  console.log('listening');
}

main(JSON.parse(process.argv[2] ?? '{}') as Address, process.argv[3] ?? '').catch((error: Error) => {
  console.log(`failed: ${error.stack ?? error.message}`);
  process.exit(1);
});
