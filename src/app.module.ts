import { Module, type DynamicModule } from '@nestjs/common';
import type { Platform } from './platform/platform';
import { PlatformModule } from './platform/platform.module';
import { CommandModule } from './cli/command.module';
import { WebModule } from './web/web.module';
import { WorkerModule } from './worker/worker.module';

export interface ProcessParts {
  /** Pages and API. */
  web?: boolean;
  /** The queue. */
  work?: boolean;
  /** What the command line asks of the service, and the demo. */
  commands?: boolean;
}

// In: the platform that a process has opened, and what the process is for.
// Out: the rooms that it needs.
// Must not: hold anything else.
@Module({})
export class AppModule {
  static of(platform: Platform, { web, work, commands }: ProcessParts): DynamicModule {
    const rooms = [...(web ? [WebModule] : []), ...(work ? [WorkerModule] : []), ...(commands ? [CommandModule] : [])];
    return { module: AppModule, imports: [PlatformModule.of(platform), ...rooms] };
  }
}
