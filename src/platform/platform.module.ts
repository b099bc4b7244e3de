import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { FileStore } from './file-store';
import type { Platform } from './platform';
import { Queue } from './queue';

/** Under this name the configuration is injected. */
export const CONFIG = Symbol('config');

// In: a platform that the process has opened.
// Out: DataSource, Queue, FileStore, Clock and CONFIG, for every room above.
// Must not: open or close anything itself; what opened the platform closes it, after Nest has stopped.
@Module({})
export class PlatformModule {
  /** Global, because this is the floor that every room stands on; the arrows test still sees who imports what. */
  static of({ config, clock, files, dataSource, queue }: Platform): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: FileStore, useValue: files },
      { provide: DataSource, useValue: dataSource },
      { provide: Queue, useValue: queue },
    ];
    return { module: PlatformModule, global: true, providers, exports: providers };
  }
}
