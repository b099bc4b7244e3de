import { readFile, stat } from 'node:fs/promises';
import { UnusableInput } from '../../specs/unusable-input';
import { snapshotTable, type SnapshotFacts } from '../snapshot';
import type { Connector, SourceReading } from '../source-reading';

/** A stored snapshot: Parquet with its facts beside it. Its identity is that of the bytes that were once received. */
export const snapshotConnector: Connector = {
  kind: 'snapshot',
  accepts: (head) => head.subarray(0, 4).toString('latin1') === 'PAR1',

  async read(path): Promise<SourceReading> {
    const facts = await readFacts(path);
    await stat(path);
    return {
      table: snapshotTable(path, facts.columns),
      received: Promise.resolve({ sha256: facts.sha256, bytes: facts.bytes }),
      findings: facts.findings ?? [],
      dispose: async () => undefined,
    };
  },
};

async function readFacts(path: string): Promise<SnapshotFacts> {
  try {
    return JSON.parse(await readFile(`${path}.json`, 'utf8')) as SnapshotFacts;
  } catch {
    throw new UnusableInput(
      'Dit Parquet-bestand is geen opgeslagen snapshot: het bestand .parquet.json ernaast ontbreekt of is onleesbaar.',
      { file: path },
    );
  }
}
