import { setImmediate as nextTurnOfTheEventLoop, setTimeout as delay } from 'node:timers/promises';
import { identifier, literal, queryMessage, startupMessage, SYNC, TRANSACTION_IDLE } from './protocol';
import { ReplyScanner, type ReplyListener } from './reply-scanner';
import { restoredSetting, type SessionSettings } from './session-settings';
import { VirtualConnection, type TurnGiver, type Unit } from './virtual-connection';

/** What the multiplexer needs of the one backend. */
export interface Backend {
  execProtocolRawStream(message: Uint8Array, options: { onRawData: (data: Uint8Array) => void }): Promise<void>;
  exec(sql: string): Promise<unknown>;
}

export interface MultiplexerOptions {
  /** How long a connection may sit idle in a transaction while others wait. */
  idleInTransactionMs: number;
  /** A mistake of a connection, in a sentence for the log. */
  warn: (message: string) => void;
  /** The backend is lost; nothing works any more. */
  fatal: (error: Error) => void;
}

const GRACE_MS = 100;

/** Gives any number of connections their turns on one PostgreSQL backend. */
export class Multiplexer implements TurnGiver {
  private readonly connections = new Set<VirtualConnection>();
  private waiting: Unit[] = [];
  /** The connection that keeps the backend: in a transaction, or between a flush and its sync. */
  private owner: VirtualConnection | undefined;
  private running: Promise<void> | undefined;
  /** Something happened since the last look at what is waiting. */
  private changed = false;
  private idleTimer: NodeJS.Timeout | undefined;
  /** What the settings of the backend are at this moment, and what they are for a connection that asks for nothing. */
  private readonly applied: SessionSettings = new Map();
  private defaults: SessionSettings = new Map();
  private greeting: Buffer = Buffer.alloc(0);
  private channelsChanged = false;

  constructor(
    private readonly backend: Backend,
    private readonly options: MultiplexerOptions,
  ) {}

  /**
   * Starts the session of the backend. Its greeting is kept and sent to every client, so that no client's start-up packet,
   * which may be anything, ever reaches the backend.
   */
  async start(): Promise<void> {
    const replies: Buffer[] = [];
    const bytes = startupMessage({ user: 'postgres', database: 'postgres', client_encoding: 'UTF8' });
    await this.execute(bytes, { reply: (reply) => void replies.push(reply), notification: () => undefined, setting: this.applySetting });
    this.greeting = Buffer.concat(replies);
    this.defaults = new Map(this.applied);
  }

  /** A new connection. */
  connect(): VirtualConnection {
    const connection = new VirtualConnection(this);
    this.connections.add(connection);
    return connection;
  }

  /** Lets the running unit finish, rolls back what is open and ends every connection. */
  async close(): Promise<void> {
    // Clients that said goodbye a moment ago are on their way; only the others are told that the database stops.
    for (let waited = 0; this.connections.size > 0 && waited < GRACE_MS; waited += 5) await delay(5);
    for (const connection of this.connections) connection.fail('57P01', 'the embedded database is shutting down');
    await this.pump();
  }

  greet(connection: VirtualConnection): void {
    connection.settings = new Map([...this.defaults, ...connection.settings]);
    connection.send(this.greeting);
  }

  submit(unit: Unit): void {
    this.waiting.push(unit);
    this.resume();
  }

  resume(): void {
    if (this.waiting.length > 0) void this.pump();
  }

  release(connection: VirtualConnection): void {
    this.connections.delete(connection);
    if (connection.channels.size > 0) this.channelsChanged = true;
    void this.pump();
  }

  private pump(): Promise<void> {
    this.changed = true;
    this.running ??= this.workUntilNothingChanges();
    return this.running;
  }

  private async workUntilNothingChanges(): Promise<void> {
    try {
      while (this.changed) {
        this.changed = false;
        await this.work();
      }
    } catch (error) {
      this.lose(error);
    } finally {
      this.running = undefined;
    }
  }

  private async work(): Promise<void> {
    for (;;) {
      this.dropUnitsOfTheGone();
      if (this.owner?.gone) await this.reset();
      if (!this.owner && this.channelsChanged) await this.listenToWhatIsWanted();
      const unit = this.nextUnit();
      if (!unit) break;
      this.stopIdleTimer();
      await this.run(unit);
      // The backend never gives way by itself: without this no client could say that it wants less, or that it leaves.
      await nextTurnOfTheEventLoop();
    }
    if (this.owner) this.startIdleTimer(this.owner);
  }

  private dropUnitsOfTheGone(): void {
    for (const unit of this.waiting) if (unit.connection.gone) unit.connection.finished(unit);
    this.waiting = this.waiting.filter((unit) => !unit.connection.gone);
  }

  private nextUnit(): Unit | undefined {
    const at = this.waiting.findIndex(({ connection }) => (!this.owner || connection === this.owner) && !connection.congested);
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0];
  }

  private async run(unit: Unit): Promise<void> {
    const { connection } = unit;
    if (!this.owner && !(await this.restoreSettings(connection))) return connection.finished(unit);
    this.owner = connection;
    const status = await this.execute(unit.bytes, this.listenerOf(connection), unit.copyAnswered);
    if (!status && !unit.endsInFlush) throw new Error('the backend gave no answer');
    if (status === TRANSACTION_IDLE) this.owner = undefined;
    this.followChannels(unit);
    connection.finished(unit);
  }

  private async execute(bytes: Uint8Array, listener: ReplyListener, copyAnswered = false): Promise<string | undefined> {
    const scanner = new ReplyScanner(listener, copyAnswered);
    await this.backend.execProtocolRawStream(bytes, { onRawData: (data) => scanner.push(data) });
    return scanner.status;
  }

  private listenerOf(connection: VirtualConnection): ReplyListener {
    return {
      reply: (bytes) => connection.send(bytes),
      notification: (channel, message) => this.notify(channel, message),
      setting: (name, value) => {
        this.applySetting(name, value);
        if (restoredSetting(name)) connection.settings.set(name, value);
      },
    };
  }

  private readonly applySetting = (name: string, value: string): void => {
    if (restoredSetting(name)) this.applied.set(name, value);
  };

  private notify(channel: string, message: Buffer): void {
    for (const connection of this.connections) if (connection.channels.has(channel)) connection.send(message);
  }

  /** Sets back what other connections changed. False when the connection asks for something the backend refuses. */
  private async restoreSettings(connection: VirtualConnection): Promise<boolean> {
    for (const [name, value] of connection.settings) {
      if (this.applied.get(name) === value) continue;
      try {
        await this.backend.exec(`SELECT set_config(${literal(name)}, ${literal(value)}, false)`);
      } catch (error) {
        connection.fail('22023', error instanceof Error ? error.message : String(error));
        return false;
      }
      this.applied.set(name, value);
    }
    return true;
  }

  private followChannels(unit: Unit): void {
    const { channels } = unit.connection;
    for (const command of unit.commands) {
      if (command.kind === 'listen') channels.add(command.channel);
      if (command.kind !== 'unlisten') continue;
      if (command.channel === '*') channels.clear();
      else channels.delete(command.channel);
      this.channelsChanged = true;
    }
  }

  /** UNLISTEN speaks for the whole session, which other connections share, so their channels are asked for again. */
  private async listenToWhatIsWanted(): Promise<void> {
    this.channelsChanged = false;
    const wanted = new Set([...this.connections].flatMap((connection) => [...connection.channels]));
    await this.backend.exec(['UNLISTEN *', ...[...wanted].map((channel) => `LISTEN ${identifier(channel)}`)].join('; '));
  }

  /** Ends the turn of a connection that left in the middle: what it had open is rolled back. */
  private async reset(): Promise<void> {
    this.stopIdleTimer();
    const nobody: ReplyListener = { reply: () => undefined, notification: (...args) => this.notify(...args), setting: this.applySetting };
    const status = await this.execute(SYNC, nobody);
    if (status !== TRANSACTION_IDLE) await this.execute(queryMessage('ROLLBACK'), nobody);
    this.owner = undefined;
  }

  private startIdleTimer(owner: VirtualConnection): void {
    const others = this.waiting.filter((unit) => unit.connection !== owner).length;
    if (others === 0) return;
    this.idleTimer ??= setTimeout(() => {
      const message =
        `a connection was idle in a transaction for ${this.options.idleInTransactionMs / 1000} s while others waited; it was rolled back ` +
        'and closed. Inside a transaction use only the connection of that transaction, and do no slow work in it.';
      this.options.warn(message);
      owner.fail('25P03', message);
    }, this.options.idleInTransactionMs);
  }

  private stopIdleTimer(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = undefined;
  }

  private lose(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.waiting = [];
    this.owner = undefined;
    for (const connection of [...this.connections]) connection.fail('57P02', `the embedded database stopped: ${reason}`);
    this.options.fatal(new Error(`the embedded database stopped: ${reason}`, { cause: error }));
  }
}
