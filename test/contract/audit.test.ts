import { AuditService, type AuditEvent } from '../../src/audit/audit.service';
import { newId } from '../../src/platform/ids';
import { openMigratedDatabase, type MigratedDatabase } from '../support/database';
import { SettableClock } from '../support/settable-clock';

let database: MigratedDatabase;
let audit: AuditService;
const clock = new SettableClock('2026-10-20T12:00:00.123Z');

beforeAll(async () => {
  database = await openMigratedDatabase();
  audit = new AuditService(database.dataSource, clock);
});

beforeEach(() => asIntruder('TRUNCATE audit_entry'));

afterAll(() => database.dispose());

const event: AuditEvent = { action: 'report.approved', subject: 'report', subjectId: 'r1', channel: 'api' };

async function append(extra: Partial<AuditEvent> = {}): Promise<string> {
  const { hash } = await database.dataSource.transaction((manager) => audit.append(manager, { ...event, ...extra }));
  return hash;
}

/** Somebody with all rights on the database, who switches off what is in the way. */
async function asIntruder(sql: string): Promise<void> {
  await database.dataSource.query(`ALTER TABLE audit_entry DISABLE TRIGGER ALL; ${sql}; ALTER TABLE audit_entry ENABLE TRIGGER ALL`);
}

describe('the audit log', () => {
  it('is intact when it is empty and when entries were added', async () => {
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 0 });
    await append({ userId: newId(), organisationId: newId(), details: { from: 'in-review', to: 'reviewed', version: '3' } });
    const head = await append();
    expect(await audit.verify()).toEqual({ intact: true, entries: 2, head });
  });

  it('keeps one chain when many things happen at the same time', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, at) => append({ subjectId: `r${at}` })));
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 25 });
  });

  it('is read in parts when it is long', async () => {
    await database.dataSource.transaction(async (manager) => {
      for (let at = 0; at < 1001; at += 1) await audit.append(manager, event);
    });
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 1001 });
  });

  it.each([
    ['who did it', `UPDATE audit_entry SET user_id = '${newId()}' WHERE position = 2`],
    ['what was done', "UPDATE audit_entry SET action = 'report.rejected' WHERE position = 2"],
    ['when it was', "UPDATE audit_entry SET at = at + interval '1 ms' WHERE position = 2"],
    ['for whom', `UPDATE audit_entry SET organisation_id = '${newId()}' WHERE position = 2`],
    ['a detail', `UPDATE audit_entry SET details = '{"to": "approved"}' WHERE position = 2`],
    ['the hash', "UPDATE audit_entry SET hash = repeat('a', 64) WHERE position = 2"],
    ['an entry that was left out', 'DELETE FROM audit_entry WHERE position = 2'],
  ])('shows a change of %s', async (_what, sql) => {
    for (let at = 0; at < 3; at += 1) await append({ details: { to: 'reviewed' } });
    await asIntruder(sql);
    expect(await audit.verify()).toMatchObject({ intact: false, position: 2 });
  });

  it('shows a changed entry whose own hash was made to fit', async () => {
    for (let at = 0; at < 3; at += 1) await append();
    await asIntruder(
      "UPDATE audit_entry SET hash = repeat('b', 64) WHERE position = 2; UPDATE audit_entry SET previous_hash = repeat('b', 64) WHERE position = 3",
    );
    expect(await audit.verify()).toMatchObject({ intact: false, position: 2, problem: 'the entry was changed' });
  });

  it('shows with an earlier head that the last entries were cut off', async () => {
    await append();
    const head = await append();
    await asIntruder('DELETE FROM audit_entry WHERE position = 2');
    expect(await audit.verify()).toMatchObject({ intact: true });
    expect(await audit.verify(head)).toMatchObject({ intact: false, problem: expect.stringContaining('missing') as string });
  });

  it.each(["UPDATE audit_entry SET action = 'x'", 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])('refuses %s', async (sql) => {
    await append();
    await expect(database.dataSource.query(sql)).rejects.toThrow('never changed or removed');
  });

  it('forgets an entry when what it reports is rolled back', async () => {
    const failing = database.dataSource.transaction(async (manager) => {
      await audit.append(manager, event);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await audit.verify()).toMatchObject({ intact: true, entries: 0 });
  });

  it('is written only inside a transaction', async () => {
    await expect(audit.append(database.dataSource.manager, event)).rejects.toThrow('inside the transaction');
  });

  it.each(['1234567.89', 'Jan de Vries', 'jan@gemeente.nl', 'een zin', ''])(
    'takes no figure, name or sentence such as %p',
    async (value) => {
      await expect(append({ details: { note: value } })).rejects.toThrow('not an id, version, status or hash');
    },
  );
});
