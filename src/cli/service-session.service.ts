import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IdentityService } from '../identity/identity.service';
import type { Person } from '../identity/person';
import { ConfigError, readConfig } from '../platform/config';
import { openPlatform, type Platform } from '../platform/platform';
import { PlatformModule } from '../platform/platform.module';
import { Refusal } from '../reports/refusal';
import { UnusableInput } from '../specs/unusable-input';
import { CommandModule } from './command.module';

/** The service as a command reaches it: in the process that runs, or opened for the length of the command. */
export class ServiceSession {
  constructor(
    readonly platform: Platform,
    private readonly app: INestApplicationContext,
  ) {}

  get<T>(service: abstract new (...parts: never[]) => T): T {
    return this.app.get<T>(service);
  }

  /** Who acts. @throws UnusableInput when nobody has that login. */
  async person(login: string): Promise<Person> {
    const person = await this.get(IdentityService).findByLogin(login);
    if (!person) throw new UnusableInput(`Er is geen gebruiker met de inlognaam "${login}". Maak die met "meter user add".`);
    return person;
  }
}

/** Runs a command on the service. What cannot be done is one sentence and exit code 2, or 1 when the data stand in the way. */
export async function withService(use: (session: ServiceSession) => Promise<number>): Promise<number> {
  let platform: Platform | undefined;
  try {
    platform = await openPlatform(readConfig(), { whenRunning: 'attach', report: quiet });
    const rooms = { module: CommandModule, imports: [PlatformModule.of(platform)] };
    const app = await NestFactory.createApplicationContext(rooms, { logger: ['error'], abortOnError: false });
    try {
      return await use(new ServiceSession(platform, app));
    } finally {
      await app.close();
    }
  } catch (error) {
    return answer(error);
  } finally {
    await platform?.close();
  }
}

function answer(error: unknown): number {
  if (error instanceof Refusal) {
    process.stderr.write([error.message, ...error.reasons.map((reason) => `  - ${reason}`), ''].join('\n'));
    return error.reasons.length > 0 ? 1 : 2;
  }
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  throw error;
}

/** A lost connection is reported by whatever the command was doing. */
function quiet(): void {}
