import 'reflect-metadata';
import { createServer } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { AppModule } from './app.module';
import { Demo } from './cli/demo.service';
import { readConfig, type Config } from './platform/config';
import { openPlatform, type Platform } from './platform/platform';
import { ServiceProcess } from './service-process';
import { WorkerService } from './worker/worker.service';

/**
 * `npm start`: pages and API, and unless `--no-worker` is given the queue as well. On an empty embedded database it makes the demo
 * organisation first, so that there is something to look at.
 */
async function main(service: ServiceProcess): Promise<void> {
  const flags = process.argv.slice(2);
  const unknown = flags.filter((flag) => !['--no-worker', '--no-demo'].includes(flag));
  if (unknown.length > 0) throw new Error(`Unknown option ${unknown.join(' ')}. The options are --no-worker and --no-demo.`);
  const config = readConfig();
  await refuseTakenPort(config);
  const work = !flags.includes('--no-worker');
  const embedded = config.database.kind === 'embedded';
  const platform = service.opened(await openPlatform(config, { whenRunning: 'refuse', report: service.report }));
  const app = service.started(
    await NestFactory.create(AppModule.of(platform, { web: true, work, commands: true }), {
      logger: ['error', 'warn'],
      abortOnError: false,
    }),
  );
  await app.init();
  if (work) await app.get(WorkerService).start({ report: service.report });
  const demo = work && embedded && !flags.includes('--no-demo') && (await makeDemo(app, service));
  await app.listen(config.port, config.host);
  say(...welcome(platform, await app.getUrl(), demo));
}

/** A demo that cannot be made must not keep the service from starting. */
async function makeDemo(app: INestApplication, service: ServiceProcess): Promise<boolean> {
  try {
    return await app.get(Demo).ensure(say);
  } catch (error) {
    if (!service.stopping) service.report('the demo could not be made', error as Error);
    return false;
  }
}

function welcome({ config }: Platform, url: string, demo: boolean): string[] {
  const address = config.port === 0 ? url : config.baseUrl;
  const lines = [`Verantwoordingsmeter is bereikbaar op ${address}/`];
  if (demo)
    lines.push(
      'U ziet een demo: een verzonnen gemeente met een verzonnen grootboek, echt gemeten en gecontroleerd. Alle gegevens staan in ' +
        config.dataDirectory +
        '.',
    );
  return [...lines, 'Stoppen: Ctrl+C.'];
}

function say(...lines: string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Looked at before anything is opened, so that the sentence comes at once. */
async function refuseTakenPort({ host, port }: Config): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `Port ${port} on ${host} cannot be used (${error.code}). Stop the program that listens there, or set PORT to another number.`,
        ),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

const service = new ServiceProcess();
service.run(() => main(service));
