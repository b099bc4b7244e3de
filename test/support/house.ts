import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Abstract, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditService } from '../../src/audit/audit.service';
import { DeliveryTiming } from '../../src/delivery/delivery-timing';
import { readConfig } from '../../src/platform/config';
import { openPlatform, type Platform } from '../../src/platform/platform';
import { PlatformModule } from '../../src/platform/platform.module';
import type { Due } from '../../src/reports/bell.service';
import { DueReports } from '../../src/reports/due-reports.service';
import { ReportStepProcessor } from '../../src/worker/report-step.processor';
import { newDataDirectory } from './embedded';
import { ROOMS } from './rooms';
import { createServiceDatabase, dropRedisPrefix, newRedisPrefix, TEST_REDIS_URL } from './services';
import { SettableClock } from './settable-clock';

export interface HouseOptions {
  clock?: SettableClock;
  environment?: Record<string, string>;
}

/** What a process needs to open the same house. */
export interface Address {
  environment: Record<string, string>;
  prefix: string;
}

/** The whole service without doors: embedded, or on PostgreSQL and Redis when the services run is asked for. */
export class House {
  readonly errors: string[] = [];
  private constructor(
    readonly platform: Platform,
    readonly app: TestingModule,
    readonly clock: SettableClock,
    readonly address: Address,
    private readonly clear: () => Promise<void>,
  ) {}

  static async open({ clock = new SettableClock('2026-10-15T10:00:00Z'), environment = {} }: HouseOptions = {}): Promise<House> {
    const { address, clear } = await newAddress(environment);
    const errors: string[] = [];
    const report = (message: string, error?: Error): void => void errors.push(`${message}: ${error?.message ?? ''}`);
    const queue = { prefix: address.prefix, backoffMs: 20, attempts: 3, report };
    const platform = await openPlatform(readConfig(address.environment), { clock, report, queue });
    const app = await Test.createTestingModule({ imports: [PlatformModule.of(platform), ...ROOMS] })
      .overrideProvider(DeliveryTiming)
      .useValue({ firstPauseMs: 100, claimMs: 2000 })
      .compile();
    await app.init();
    const house = new House(platform, app, clock, address, clear);
    house.errors.push(...errors);
    return house;
  }

  get<T>(service: Type<T> | Abstract<T>): T {
    return this.app.get(service, { strict: false });
  }

  /** Does everything that is due, one step after the other, as a worker would; returns the steps. */
  async settle(): Promise<string[]> {
    const done: string[] = [];
    for (let due = await this.due(); due.length > 0; due = await this.due()) {
      if (done.length > 100) throw new Error(`no end to the steps: ${done.slice(-5).join(', ')}`);
      for (const item of due) {
        await this.step(item);
        done.push(item.step);
      }
    }
    return done;
  }

  /** What is due at this moment, once. */
  async settleOnce(): Promise<void> {
    for (const item of await this.due()) await this.step(item);
  }

  /** One step, whether it is due or not. What it throws is what the queue would be told. */
  async step({ reportId, version, step }: Due): Promise<void> {
    const job = {
      id: `${reportId}-${version}-${step}-x`,
      step,
      ids: { reportId, version: String(version) },
      attempt: 1,
      lastAttempt: false,
    };
    await this.get(ReportStepProcessor)
      .process(job)
      .catch((error: Error) => {
        if (error.name !== 'FinalFailure') throw error;
      });
  }

  async due(): Promise<Due[]> {
    return this.get(DueReports).list();
  }

  /** The queue forgets everything, as Redis may at any moment. */
  async loseBell(): Promise<void> {
    if (process.env.SERVICES) return dropRedisPrefix(this.address.prefix);
    const tables: { name: string }[] = await this.platform.dataSource.query(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename LIKE '%job%'`,
    );
    await this.platform.dataSource.query(`TRUNCATE ${tables.map(({ name }) => `bullmq.${name}`).join(', ')} CASCADE`);
  }

  async logIsIntact(): Promise<boolean> {
    return (await this.get(AuditService).verify()).intact;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.platform.close();
    await this.clear();
  }
}

async function newAddress(environment: Record<string, string>): Promise<{ address: Address; clear: () => Promise<void> }> {
  const prefix = newRedisPrefix();
  if (!process.env.SERVICES) {
    const directory = await newDataDirectory();
    return {
      address: { environment: { DATA_DIR: directory, ...environment }, prefix },
      clear: () => rm(directory, { recursive: true, force: true }),
    };
  }
  const [database, directory] = [await createServiceDatabase(), await mkdtemp(join(tmpdir(), 'meter-test-'))];
  const clear = async (): Promise<void> => {
    await database.drop();
    await dropRedisPrefix(prefix);
    await rm(directory, { recursive: true, force: true });
  };
  return {
    address: { environment: { DATA_DIR: directory, DATABASE_URL: database.url, REDIS_URL: TEST_REDIS_URL, ...environment }, prefix },
    clear,
  };
}
