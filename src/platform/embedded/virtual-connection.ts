import { Duplex } from 'node:stream';
import { FrontendReader, type FrontendMessage } from './frontend-reader';
import { COPY_IN_RESPONSE, fatalMessage, frontendMessage, textAt } from './protocol';
import { sessionCommands, type SessionCommand } from './session-commands';
import { requestedSettings, type SessionSettings } from './session-settings';

/** Messages of one connection that the backend handles without interruption. */
export interface Unit {
  connection: VirtualConnection;
  bytes: Buffer;
  /** A flush asks for the replies so far and leaves the backend in the middle of the work, until the next sync. */
  endsInFlush: boolean;
  /** The connection has sent its COPY data already, so that the backend's own request for it is not passed on. */
  copyAnswered: boolean;
  commands: SessionCommand[];
}

/** Who gives a connection its turns. */
export interface TurnGiver {
  greet(connection: VirtualConnection): void;
  submit(unit: Unit): void;
  /** The connection can take replies again. */
  resume(): void;
  release(connection: VirtualConnection): void;
}

const LARGEST_BACKLOG = 1 << 20;
const ENDS_A_UNIT = 'QSHF';
const COPY_REFUSAL = queryText('embedded database: COPY FROM STDIN works only as a simple query');

/** The server's end of one client connection: bytes of the client in, bytes for the client out. */
export class VirtualConnection extends Duplex {
  readonly channels = new Set<string>();
  settings: SessionSettings = new Map();
  /** No longer there: nothing may be sent to it and its turn is over. */
  gone = false;
  private readonly reader = new FrontendReader();
  private unfinished: Buffer[] = [];
  private commands: SessionCommand[] = [];
  private copyData: Buffer[] | undefined;
  private backlog = 0;
  private heldWrite: (() => void) | undefined;

  constructor(private readonly turns: TurnGiver) {
    super({ readableHighWaterMark: LARGEST_BACKLOG, allowHalfOpen: false });
  }

  /** True while the client does not read what was sent; until it does, its next unit waits. */
  get congested(): boolean {
    return this.readableLength >= LARGEST_BACKLOG;
  }

  /** Sends to the client. */
  send(bytes: Buffer): void {
    if (!this.gone) this.push(bytes);
  }

  /** Says why and ends the connection. */
  fail(code: string, message: string): void {
    if (this.gone) return;
    this.push(fatalMessage(code, message));
    this.leave();
  }

  /** A unit was run or dropped, so there is room for more. */
  finished(unit: Unit): void {
    this.backlog -= unit.bytes.length;
    if (this.backlog < LARGEST_BACKLOG) this.acceptMore();
  }

  override _read(): void {
    // Replies come when the backend has them; nothing to fetch.
  }

  /** Every way of reading comes along here after taking a chunk, so this is where room is made. */
  override read(size?: number): unknown {
    const wasCongested = this.congested;
    const chunk: unknown = super.read(size);
    if (wasCongested && !this.congested) this.turns.resume();
    return chunk;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      for (const message of this.reader.read(chunk)) this.receive(message);
    } catch (error) {
      this.fail('08P01', error instanceof Error ? error.message : String(error));
    }
    if (this.backlog < LARGEST_BACKLOG || this.gone) done();
    else this.heldWrite = done;
  }

  override _final(done: (error?: Error | null) => void): void {
    this.leave();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.leave();
    done(error);
  }

  private leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.push(null);
    this.acceptMore();
    this.turns.release(this);
  }

  private acceptMore(): void {
    const held = this.heldWrite;
    this.heldWrite = undefined;
    held?.();
  }

  private receive(message: FrontendMessage): void {
    if (this.gone) return;
    switch (message.kind) {
      case 'encryption-request':
        this.push(Buffer.from('N'));
        return;
      case 'cancel-request':
        // One thread runs everything: by the time this is read there is nothing left to cancel.
        this.leave();
        return;
      case 'startup':
        this.settings = requestedSettings(message.parameters);
        this.turns.greet(this);
        return;
      case 'message':
        if (message.type === 'X') this.leave();
        else if (this.copyData) this.collectCopy(message.type, message.bytes, this.copyData);
        else this.collect(message.type, message.bytes);
    }
  }

  private collect(type: string, bytes: Buffer): void {
    const found = type === 'Q' || type === 'P' ? sessionCommands(sqlOf(type, bytes)) : [];
    this.commands.push(...found);
    const copies = found.some((command) => command.kind === 'copy-in');
    this.unfinished.push(copies && type === 'P' ? refuseCopy(bytes) : bytes);
    if (copies && type === 'Q') this.startCopy();
    else if (ENDS_A_UNIT.includes(type)) this.submit(type === 'H', false);
  }

  /**
   * The backend stops for good when it has to wait for COPY data in the middle of a statement. The client is therefore asked
   * for its data here, and the statement runs when the data is complete.
   */
  private startCopy(): void {
    this.copyData = [];
    this.push(COPY_IN_RESPONSE);
  }

  private collectCopy(type: string, bytes: Buffer, data: Buffer[]): void {
    if (type === 'S' || type === 'H') return;
    data.push(bytes);
    if (type !== 'c' && type !== 'f') return;
    this.unfinished.push(...data);
    this.copyData = undefined;
    this.submit(false, true);
  }

  private submit(endsInFlush: boolean, copyAnswered: boolean): void {
    const unit = { connection: this, bytes: Buffer.concat(this.unfinished), endsInFlush, copyAnswered, commands: this.commands };
    this.unfinished = [];
    this.commands = [];
    this.backlog += unit.bytes.length;
    this.turns.submit(unit);
  }
}

function sqlOf(type: string, bytes: Buffer): string {
  return type === 'Q' ? textAt(bytes, 5) : textAt(bytes, bytes.indexOf(0, 5) + 1);
}

function queryText(refusal: string): string {
  return `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = '${refusal}'; END $$`;
}

/** The same Parse message with a statement that only raises an error, so that driver and backend stay in step. */
function refuseCopy(parse: Buffer): Buffer {
  const name = parse.subarray(5, parse.indexOf(0, 5) + 1);
  return frontendMessage('P', Buffer.concat([name, Buffer.from(`${COPY_REFUSAL}\0\0\0`)]));
}
