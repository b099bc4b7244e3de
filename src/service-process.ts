import type { INestApplicationContext } from '@nestjs/common';
import type { Platform } from './platform/platform';

const GRACE_MS = 20_000;

/** The life of a server process: one clear sentence when it cannot start, a graceful stop, and an end when its database is lost. */
export class ServiceProcess {
  stopping = false;
  private platform?: Platform;
  private app?: INestApplicationContext;

  /** What goes wrong without a caller. Also the moment to see whether the embedded database is still there. */
  readonly report = (message: string, error?: Error): void => {
    if (this.stopping) return;
    process.stderr.write(`${message}${error ? `: ${error.stack ?? error.message}` : ''}\n`);
    void this.endWhenLost();
  };

  run(main: () => Promise<void>): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void (this.stopping ? process.exit(1) : this.stop(0)));
    main().catch((error: unknown) => {
      if (this.stopping) return;
      process.stderr.write(`${sentenceOf(error)}\n`);
      void this.stop(1);
    });
  }

  opened(platform: Platform): Platform {
    this.platform = platform;
    return platform;
  }

  started<App extends INestApplicationContext>(app: App): App {
    this.app = app;
    return app;
  }

  private async stop(code: number): Promise<void> {
    this.stopping = true;
    process.exitCode = code;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    try {
      await this.app?.close();
      await this.platform?.close();
    } catch (error) {
      process.stderr.write(`${sentenceOf(error)}\n`);
      process.exitCode = 1;
    }
    process.exit();
  }

  private async endWhenLost(): Promise<void> {
    const { platform } = this;
    if (platform?.config.database.kind !== 'embedded') return;
    try {
      await platform.dataSource.query('SELECT 1');
    } catch {
      if (!this.stopping) await this.stop(1);
    }
  }
}

/** An operator gets a sentence; the stack only of what nobody foresaw. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const foreseen = error.constructor !== Error || /\.$/.test(error.message);
  return foreseen && !(error instanceof TypeError) ? error.message : (error.stack ?? error.message);
}
