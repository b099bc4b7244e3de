import type { INestApplicationContext } from '@nestjs/common';
import type { Platform } from './platform/platform';

const GRACE_MS = 20_000;
/** Without its database nothing can be finished, so nothing is waited for. */
const LOST_GRACE_MS = 2_000;

/** The life of a server process: one clear sentence when it cannot start, a graceful stop, and an end when its database is lost. */
export class ServiceProcess {
  stopping = false;
  private platform?: Platform;
  private app?: INestApplicationContext;

  private probe?: Promise<boolean>;

  /** What goes wrong without a caller. When the embedded database is gone that is all there is to say, and the end of the process. */
  readonly report = (message: string, error?: Error): void => {
    void this.tell(`${message}${error ? `: ${error.stack ?? error.message}` : ''}`);
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

  private async stop(code: number, graceMs = GRACE_MS): Promise<void> {
    this.stopping = true;
    process.exitCode = code;
    setTimeout(() => process.exit(1), graceMs).unref();
    try {
      await this.app?.close();
      await this.platform?.close();
    } catch (error) {
      // After a failure its own sentence has been said.
      if (code === 0) process.stderr.write(`${sentenceOf(error)}\n`);
      process.exitCode = 1;
    }
    process.exit();
  }

  private async tell(text: string): Promise<void> {
    this.probe ??= this.hasDatabase().finally(() => (this.probe = undefined));
    const alive = await this.probe;
    if (this.stopping) return;
    process.stderr.write(
      `${alive ? text : 'The embedded database stopped unexpectedly. Start the process again; what was saved is still there.'}\n`,
    );
    if (!alive) await this.stop(1, LOST_GRACE_MS);
  }

  private async hasDatabase(): Promise<boolean> {
    const { platform } = this;
    if (platform?.config.database.kind !== 'embedded') return true;
    return platform.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }
}

/** An operator gets a sentence; the stack only of what nobody foresaw. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const foreseen = error.constructor !== Error || /\.$/.test(error.message);
  return foreseen && !(error instanceof TypeError) ? error.message : (error.stack ?? error.message);
}
