import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { newDataDirectory } from '../../support/embedded';
import { ServerProcess } from '../../support/server-process';

let directory: string;
const running: ServerProcess[] = [];

function start(environment: Record<string, string> = {}, ...rest: [string[]?, string?, string[]?]): ServerProcess {
  const server = new ServerProcess({ DATA_DIR: directory, PORT: '0', ...environment }, ...rest);
  running.push(server);
  return server;
}

beforeEach(async () => {
  directory = await newDataDirectory();
});

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.signal('SIGKILL');
    await server.end();
  }
  await rm(directory, { recursive: true, force: true });
});

async function taken(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

describe('npm start', () => {
  it('makes the demo, measures it through the queue and serves the result', async () => {
    const server = start();
    const address = await server.address();
    expect(server.output).toContain('U ziet een demo');
    expect(server.errors).toBe('');
    const list = await (await fetch(address)).text();
    expect(list).toContain('Dit is een demo');
    expect(list).toMatch(/Derde kwartaal 2026[\s\S]*4 fouten, 4 waarschuwingen/);
    expect(list).toContain('Ontvangen door Centraal Bureau voor de Statistiek');
    server.signal('SIGTERM');
    expect(await server.end()).toBe(0);

    const again = start();
    const page = await (await fetch(await again.address())).text();
    expect(again.output).not.toContain('wordt gemaakt');
    expect(page.match(/<tr>/g)).toHaveLength(list.match(/<tr>/g)?.length ?? 0);
    again.signal('SIGINT');
    expect(await again.end()).toBe(0);
  });

  it('goes on with a demo that was cut off', async () => {
    const server = start();
    while (!server.output.includes('Eerste kwartaal')) await new Promise((resolve) => setTimeout(resolve, 20));
    server.signal('SIGKILL');
    await server.end();
    const again = start();
    const list = await (await fetch(await again.address())).text();
    expect(list).toMatch(/Derde kwartaal 2026[\s\S]*4 fouten, 4 waarschuwingen/);
    expect(again.errors).toBe('');
  });

  it('stops gracefully in the middle of the demo', async () => {
    const server = start();
    while (!server.output.includes('Begroting')) await new Promise((resolve) => setTimeout(resolve, 20));
    server.signal('SIGTERM');
    expect(await server.end()).toBe(0);
    expect(server.errors).toBe('');
  });

  it.each([
    ['a HOST that others can reach', { HOST: '0.0.0.0' }, 'only 127.0.0.1 is allowed'],
    ['a PORT that is no number', { PORT: 'drie' }, 'PORT is "drie"'],
    ['Redis without PostgreSQL', { REDIS_URL: 'redis://127.0.0.1:6379' }, 'REDIS_URL is set without DATABASE_URL'],
    ['an unknown METER_ variable', { METER_POORT: '1' }, 'Unknown setting METER_POORT'],
  ])('refuses %s with one sentence', async (_, environment, sentence) => {
    const server = start(environment);
    expect(await server.end()).toBe(1);
    expect(server.errors).toContain(sentence);
    expect(server.errors.trim().split('\n')).toHaveLength(1);
  });

  it('says that the port is taken before it opens anything', async () => {
    const { server: other, port } = await taken();
    const server = start({ PORT: String(port) });
    expect(await server.end()).toBe(1);
    expect(server.errors).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 cannot be used \\(EADDRINUSE\\)[^\\n]*\\n$`));
    other.close();
  });

  it('says that another process has the data directory', async () => {
    const first = start({}, ['--no-demo']);
    await first.address();
    const second = start({}, ['--no-demo']);
    expect(await second.end()).toBe(1);
    expect(second.errors).toMatch(/^The data directory .* is in use by process \d+\.[^\n]*\n$/);
    first.signal('SIGTERM');
    expect(await first.end()).toBe(0);
  });

  it('ends when its embedded database is lost, so that whoever keeps it running starts it again', async () => {
    const server = start({}, ['--no-demo'], 'main.ts', ['lose-threads.cjs']);
    await server.address();
    server.signal('SIGUSR2');
    expect(await server.end()).toBe(1);
    expect(server.errors).toBe('The embedded database stopped unexpectedly. Start the process again; what was saved is still there.\n');
    const again = start({}, ['--no-demo']);
    await again.address();
  });

  it('refuses an option that it does not know', async () => {
    const server = start({}, ['--demo']);
    expect(await server.end()).toBe(1);
    expect(server.errors).toContain('Unknown option --demo');
  });
});

describe('a worker by itself', () => {
  it('needs a database that more than one process can use', async () => {
    const worker = start({}, [], 'worker.ts');
    expect(await worker.end()).toBe(1);
    expect(worker.errors).toMatch(/^The worker needs DATABASE_URL[^\n]*\n$/);
  });
});
