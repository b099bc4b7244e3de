// A worker in a process of its own, to be killed in the middle of a job: `node --require … queue-process.ts <settings as JSON>`.
import { openPostgres } from '../../src/platform/postgres';
import { openQueue } from '../../src/platform/queue';
import type { QueueSetUp } from './queue-contract';

async function main({ database, queue, prefix, name, lockMs }: QueueSetUp & { name: string; lockMs: number }): Promise<void> {
  const postgres = await openPostgres(database, { whenRunning: 'attach' });
  const bell = await openQueue(queue, postgres, { prefix });
  const forever = (): Promise<void> => {
    console.log('started');
    return new Promise(() => undefined);
  };
  await bell.work(name, forever, { lockMs });
  console.log('listening');
}

main(JSON.parse(process.argv[2] ?? '{}') as QueueSetUp & { name: string; lockMs: number }).catch((error: Error) => {
  console.log(`failed: ${error.message}`);
  process.exit(1);
});
