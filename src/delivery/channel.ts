/** A file to hand over. */
export interface DeliverableFile {
  name: string;
  content: Uint8Array;
}

export interface SendOptions {
  /** As the obligation or the spec sets them; the channel checks them itself. */
  settings: Readonly<Record<string, string>>;
  /** The same for every attempt to hand over the same package. */
  idempotencyKey: string;
  /** Value of a secret that the settings name. */
  secret(name: string): string;
}

/** The receiver has it. */
export interface Receipt {
  /** Number under which the receiver knows it, when it says so. */
  number?: string;
  statusCode?: number;
  /** The answer, without secrets. */
  response: string;
}

/** Carries a file to one kind of receiver. It knows no report. */
export interface Channel {
  kind: string;
  /** Nothing is sent: a person brings the file and registers what came of it. */
  byHand?: boolean;
  /** Where to, for the record of an attempt. */
  endpoint(settings: SendOptions['settings']): string;
  /** @throws NotDelivered; anything else that is thrown counts as `later`. */
  send(file: DeliverableFile, options: SendOptions): Promise<Receipt>;
}

/**
 * Why it was not taken. `refused`: the receiver will never take this package. `stopped`: address or access is wrong, so somebody must
 * look; the package may be sent again afterwards. `later`: try again.
 */
export type NotDeliveredKind = 'refused' | 'stopped' | 'later';

export class NotDelivered extends Error {
  constructor(
    readonly kind: NotDeliveredKind,
    message: string,
    readonly answer: { statusCode?: number; response?: string; retryAfter?: string | null } = {},
  ) {
    super(message);
    this.name = 'NotDelivered';
  }
}
