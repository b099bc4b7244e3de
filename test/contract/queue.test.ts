import { openTestDatabase, type TestDatabase } from '../support/embedded';
import { queueContract } from '../support/queue-contract';

describe('the queue in the embedded database', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await openTestDatabase();
  });

  afterAll(() => test.dispose());

  queueContract(() => ({
    database: { kind: 'embedded', dataDirectory: test.dataDirectory },
    queue: { kind: 'postgres' },
    prefix: 'unused',
    postgres: test.database,
  }));
});
