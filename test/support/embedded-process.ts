// A process of its own that opens a data directory: `node --require … embedded-process.ts <directory> <what to do>`.
import { Pool } from 'pg';
import { openEmbedded } from '../../src/platform/embedded/embedded-database';

const [directory = '', task = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const database = await openEmbedded(directory, { whenRunning: task === 'attach' ? 'attach' : 'refuse' });
  const pool = new Pool({ ...database.connection, max: 2 });
  await pool.query('CREATE TABLE IF NOT EXISTS written (n int)');
  console.log(database.attached ? 'attached' : 'open');
  if (task === 'write') {
    for (let n = 1; ; n += 1) {
      await pool.query('INSERT INTO written VALUES ($1)', [n]);
      console.log(n);
    }
  }
  if (task === 'hold') await new Promise((resolve) => process.stdin.once('data', resolve));
  await pool.query('INSERT INTO written VALUES (0)');
  await pool.end();
  await database.stop();
  console.log('stopped');
  process.stdin.unref();
}

main().catch((error: Error) => {
  console.log(`failed: ${error.message}`);
  process.exit(1);
});
