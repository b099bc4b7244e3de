import { DataSource } from 'typeorm';
import { AuditService } from '../../src/audit/audit.service';
import { IdentityService } from '../../src/identity/identity.service';
import { Clock } from '../../src/platform/clock';
import { dataSourceOptions, migrate, schemaDrift } from '../../src/platform/database';
import { openPostgres } from '../../src/platform/postgres';
import { createServiceDatabase, type ServiceDatabase } from '../support/services';

describe('PostgreSQL on a server', () => {
  let database: ServiceDatabase;
  let sources: DataSource[];

  beforeAll(async () => {
    database = await createServiceDatabase();
    const postgres = await openPostgres({ kind: 'postgres', url: database.url });
    sources = await Promise.all([1, 2, 3].map(() => new DataSource(dataSourceOptions(postgres)).initialize()));
  });

  afterAll(async () => {
    await Promise.all(sources.map((source) => source.destroy()));
    await database.drop();
  });

  function first(): DataSource {
    const [source] = sources;
    if (!source) throw new Error('not open');
    return source;
  }

  it('gets every migration once when three processes start at the same time on an empty database', async () => {
    const done = await Promise.all(sources.map(migrate));
    expect(done.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await schemaDrift(first())).toEqual([]);
  });

  it('keeps one audit chain when processes write to it at the same time', async () => {
    const audits = sources.map((source) => ({ source, audit: new AuditService(source, new Clock()) }));
    const writes = Array.from({ length: 60 }, (_, at) => {
      const { source, audit } = audits[at % audits.length] ?? audits[0]!;
      return source.transaction((manager) =>
        audit.append(manager, { action: 'report.approved', subject: 'report', subjectId: `r${at}`, channel: 'worker' }),
      );
    });
    await Promise.all(writes);
    expect(await new AuditService(first(), new Clock()).verify()).toMatchObject({ intact: true, entries: 60 });
  });

  it('knows people by their token', async () => {
    const clock = new Clock();
    const identity = new IdentityService(first(), clock, new AuditService(first(), clock));
    const { id } = await identity.addUser({ channel: 'cli' }, { login: 'jansen', name: 'J. Jansen' });
    const { token } = await identity.issueToken({ channel: 'cli' }, { userId: id, label: 'laptop' });
    expect((await identity.findByToken(token))?.userId).toBe(id);
  });
});
