import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { readConfig } from './platform/config';
import { openPlatform } from './platform/platform';
import { ServiceProcess } from './service-process';
import { WorkerService } from './worker/worker.service';

/** A process that only does the work of the queue, beside any number of others like it. */
async function main(service: ServiceProcess): Promise<void> {
  const config = readConfig();
  if (config.database.kind === 'embedded')
    throw new Error('The worker needs DATABASE_URL: the embedded database serves one process, and that one works already.');
  const platform = service.opened(await openPlatform(config, { report: service.report }));
  const app = service.started(
    await NestFactory.createApplicationContext(AppModule.of(platform, { work: true }), { logger: ['error', 'warn'], abortOnError: false }),
  );
  await app.get(WorkerService).start({ report: service.report });
  process.stdout.write('De verwerker draait en wacht op werk.\n');
}

const service = new ServiceProcess();
service.run(() => main(service));
