export interface Place {
  file?: string;
  line?: number;
  column?: number;
}

/**
 * Input that cannot be used at all: nothing is written and the command ends with exit code 2.
 * The message is one Dutch sentence for the user that says what is wrong and what to do.
 */
export class UnusableInput extends Error {
  constructor(
    message: string,
    readonly place: Place = {},
  ) {
    super(message);
    this.name = 'UnusableInput';
  }

  /** "ledger.csv, regel 12, kolom 4: …" – the sentence with its place in front. */
  describe(): string {
    const { file, line, column } = this.place;
    const place = [file, line && `regel ${line}`, column && `kolom ${column}`].filter(Boolean).join(', ');
    return place ? `${place}: ${this.message}` : this.message;
  }
}
