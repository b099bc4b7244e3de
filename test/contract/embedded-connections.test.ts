import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool, type ClientConfig } from 'pg';
import { openTestDatabase, type TestDatabase } from '../support/embedded';
import { RawClient } from '../support/raw-client';

let test: TestDatabase;
let pool: Pool;
const warnings: string[] = [];
const clients: Client[] = [];

beforeAll(async () => {
  test = await openTestDatabase({ idleInTransactionMs: 400, warn: (message) => warnings.push(message) });
  pool = new Pool({ ...test.database.connection, max: 5 });
  pool.on('error', () => undefined);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});

afterAll(async () => {
  await pool.end();
  await test.dispose();
});

async function newClient(extra: ClientConfig = {}): Promise<Client> {
  const client = new Client({ ...test.database.connection, ...extra });
  client.on('error', () => undefined);
  clients.push(client);
  await client.connect();
  return client;
}

function newStream(): Duplex {
  const { stream } = test.database.connection;
  const made = typeof stream === 'function' ? stream() : undefined;
  if (!made) throw new Error('the embedded database hands out streams');
  (made as unknown as { connect(): void }).connect();
  return made;
}

async function one(client: Client | Pool, sql: string): Promise<unknown> {
  const { rows } = await client.query<Record<string, unknown>>(sql);
  return Object.values(rows[0] ?? {})[0];
}

describe('units of messages', () => {
  it('never mixes the statements of connections that work at the same time', async () => {
    const numbers = Array.from({ length: 200 }, (_, at) => at);
    const answers = await Promise.all(numbers.map((n) => pool.query<{ n: number }>('SELECT $1::int AS n', [n])));
    expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(numbers);
  });

  it('keeps messages until they are complete, while another connection uses the same unnamed statement', async () => {
    const raw = await RawClient.connect(newStream());
    raw.execute("SELECT 'mine'");
    expect(await one(pool, "SELECT 'theirs'")).toBe('theirs');
    raw.send('S');
    await raw.until('2');
    expect(raw.received[0]?.text).toContain('mine');
    raw.stream.destroy();
  });

  it('cuts messages out of bytes that arrive one by one', async () => {
    const raw = await RawClient.connect(newStream());
    for (const byte of Buffer.from('Q\0\0\0\x0dSELECT 1\0')) raw.stream.write(Buffer.from([byte]));
    expect(await raw.until('Z')).toBe('TDCZ');
    raw.stream.destroy();
  });

  it('runs a COPY only when its data is complete, so that others go on meanwhile', async () => {
    await pool.query('CREATE TABLE copied (a int, b text)');
    const raw = await RawClient.connect(newStream());
    raw.query('COPY copied FROM STDIN');
    expect(await raw.until('G')).toBe('G');
    raw.send('d', '1\tone\n2\t');
    expect(await one(pool, 'SELECT count(*)::int FROM copied')).toBe(0);
    raw.send('d', 'two\n');
    raw.send('c');
    expect(await raw.until('Z')).toBe('CZ');
    expect(await one(pool, 'SELECT sum(a)::int FROM copied')).toBe(3);
    raw.stream.destroy();
  });

  it('gives up a COPY that the client breaks off, and one that has no table', async () => {
    const raw = await RawClient.connect(newStream());
    raw.query('COPY copied FROM STDIN');
    raw.send('d', '9\tnine\n');
    raw.send('f', 'changed my mind\0');
    expect(await raw.until('Z')).toBe('GEZ');
    raw.query('COPY nowhere FROM STDIN');
    raw.send('d', '9\n');
    raw.send('c');
    expect(await raw.until('Z')).toBe('GEZ');
    expect(await one(pool, 'SELECT count(*)::int FROM copied WHERE a = 9')).toBe(0);
    raw.stream.destroy();
  });

  it('refuses a COPY as a prepared statement, which would stop the backend', async () => {
    await expect(pool.query({ text: 'COPY copied FROM STDIN', values: [], name: '' })).rejects.toThrow(/.+/);
    const raw = await RawClient.connect(newStream());
    raw.execute('COPY copied FROM STDIN');
    raw.send('S');
    await raw.until('E');
    await raw.until('Z');
    raw.stream.destroy();
    expect(await one(pool, 'SELECT 1')).toBe(1);
  });
});

describe('turns', () => {
  it('gives a transaction the backend until it ends', async () => {
    await pool.query('CREATE TABLE turns (who text)');
    const first = await newClient();
    await first.query('BEGIN');
    await first.query("INSERT INTO turns VALUES ('first')");
    const second = one(pool, 'SELECT count(*)::int FROM turns');
    await first.query("INSERT INTO turns VALUES ('first again')");
    await first.query('COMMIT');
    expect(await second).toBe(2);
  });

  it('gives a failed transaction the backend until its rollback', async () => {
    const first = await newClient();
    await first.query('BEGIN');
    await expect(first.query('SELECT nonsense')).rejects.toThrow('nonsense');
    const order: string[] = [];
    const second = one(pool, 'SELECT 1').then(() => order.push('second'));
    await expect(first.query('SELECT 1')).rejects.toThrow('aborted');
    order.push('first');
    await first.query('ROLLBACK');
    await second;
    expect(order).toEqual(['first', 'second']);
  });

  it('gives the backend to one connection from a flush until its sync', async () => {
    const raw = await RawClient.connect(newStream());
    raw.execute('SELECT 1');
    raw.send('H');
    await raw.until('C');
    let ready = false;
    const other = one(pool, 'SELECT 2').then(() => (ready = true));
    await delay(50);
    expect(ready).toBe(false);
    raw.send('S');
    await other;
    raw.stream.destroy();
  });

  it('rolls back what a connection had open when it goes away', async () => {
    const leaver = await RawClient.connect(newStream());
    leaver.query("BEGIN; INSERT INTO turns VALUES ('gone')");
    await leaver.until('Z');
    leaver.stream.destroy();
    expect(await one(pool, "SELECT count(*)::int FROM turns WHERE who = 'gone'")).toBe(0);
  });

  it('rolls back and closes a connection that idles in a transaction while others wait, and says which mistake it is', async () => {
    const sleeper = await newClient();
    const told = once(sleeper, 'error') as Promise<[Error]>;
    await sleeper.query('BEGIN');
    await sleeper.query("INSERT INTO turns VALUES ('sleeper')");
    expect(await one(pool, "SELECT count(*)::int FROM turns WHERE who = 'sleeper'")).toBe(0);
    expect((await told)[0].message).toContain('Inside a transaction use only the connection of that transaction');
    expect(warnings.at(-1)).toContain('idle in a transaction');
  });

  it('leaves a transaction that idles alone in peace', async () => {
    const alone = await newClient();
    await alone.query('BEGIN');
    await delay(600);
    expect(await one(alone, 'SELECT 1')).toBe(1);
    await alone.query('COMMIT');
  });
});

describe('notifications', () => {
  async function listener(sql: string): Promise<{ client: Client; heard: (string | undefined)[] }> {
    const client = await newClient();
    const heard: (string | undefined)[] = [];
    client.on('notification', ({ payload }) => heard.push(payload));
    await client.query(sql);
    return { client, heard };
  }

  it('reach every connection that listens to the channel and no other', async () => {
    const a = await listener('/* name */ LISTEN jobs');
    const b = await listener('-- name\nLISTEN "Jobs"');
    const c = await listener("SELECT 'LISTEN jobs'");
    await pool.query("NOTIFY jobs, 'small'; NOTIFY \"Jobs\", 'capital'");
    await Promise.all([a, b, c].map(({ client }) => client.query('SELECT 1')));
    expect([a.heard, b.heard, c.heard]).toEqual([['small'], ['capital'], []]);
  });

  it('go on for the others when one connection stops listening or leaves', async () => {
    const a = await listener('LISTEN jobs');
    const b = await listener('LISTEN jobs');
    const c = await listener('LISTEN jobs');
    await b.client.query('UNLISTEN jobs');
    await c.client.end();
    clients.splice(clients.indexOf(c.client), 1);
    await pool.query("NOTIFY jobs, 'still here'");
    await a.client.query('SELECT 1');
    expect([a.heard, b.heard]).toEqual([['still here'], []]);
  });

  it('arrive in the middle of another transaction only after its commit', async () => {
    const a = await listener('LISTEN jobs');
    const sender = await newClient();
    await sender.query("BEGIN; NOTIFY jobs, 'committed'");
    expect(a.heard).toEqual([]);
    await sender.query('COMMIT');
    await a.client.query('SELECT 1');
    expect(a.heard).toEqual(['committed']);
  });
});

describe('settings of the session', () => {
  it('belong to the connection that made them', async () => {
    await pool.query('CREATE SCHEMA one; CREATE SCHEMA two');
    const a = await newClient({ options: '-c search_path=one' });
    const b = await newClient({ options: '-c search_path=two,public -c TimeZone=Europe/Amsterdam' });
    for (let round = 0; round < 3; round += 1) {
      expect(await one(a, 'SHOW search_path')).toBe('one');
      expect(await one(b, 'SHOW search_path')).toBe('two,public');
      expect(await one(a, 'SHOW timezone')).toBe('UTC');
      expect(await one(b, 'SHOW timezone')).toBe('Europe/Amsterdam');
    }
    await a.query('SET search_path TO two');
    expect(await one(b, 'SHOW search_path')).toBe('two,public');
    expect(await one(a, 'SHOW search_path')).toBe('two');
  });

  it('are followed through SET LOCAL, COMMIT and ROLLBACK', async () => {
    const a = await newClient();
    await a.query('BEGIN; SET LOCAL search_path TO one; COMMIT');
    await a.query('BEGIN; SET search_path TO two; ROLLBACK');
    await one(pool, 'SELECT 1');
    expect(await one(a, 'SHOW search_path')).toBe('public');
  });

  it('are passed on as a value, whatever a client writes in them', async () => {
    await pool.query(`CREATE TABLE victim (a int); CREATE SCHEMA "it's"; CREATE SCHEMA "a\\b"`);
    const quoted = await newClient({ options: `-c search_path="it's",\\"a\\\\b\\"` });
    expect(await one(quoted, 'SELECT current_schemas(false)::text')).toBe(`{it's,"a\\\\b"}`);
    const hostile = await newClient({ options: `-c search_path=';DROP\\ TABLE\\ public.victim;--` });
    await expect(hostile.query('SELECT 1')).rejects.toThrow('search_path');
    expect(await one(pool, 'SELECT count(*)::int FROM victim')).toBe(0);
  });
});

describe('a client that does not read', () => {
  it('is not served further until it does', async () => {
    await pool.query('CREATE SEQUENCE served');
    const raw = await RawClient.connect(newStream());
    raw.stream.pause();
    for (let n = 0; n < 60; n += 1) raw.query("SELECT nextval('served'), repeat('x', 500000)");
    await delay(300);
    const served = Number(await one(pool, 'SELECT last_value FROM served'));
    expect(served).toBeLessThan(20);
    raw.stream.resume();
    for (let n = 0; n < 60; n += 1) await raw.until('Z');
    expect(Number(await one(pool, 'SELECT last_value FROM served'))).toBe(60);
    raw.stream.destroy();
  });
});

describe('the socket beside the data', () => {
  it('serves the ordinary driver', async () => {
    const client = await newClient({ stream: undefined, host: test.dataDirectory, port: 5432 });
    expect(await one(client, 'SELECT 40 + 2')).toBe(42);
  });

  it('closes on a client that speaks something else, and the others notice nothing', async () => {
    const socket = connect(join(test.dataDirectory, '.s.PGSQL.5432'));
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect(await one(pool, 'SELECT 1')).toBe(1);
  });
});
