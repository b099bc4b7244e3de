export type RefusalKind = 'not-found' | 'forbidden' | 'conflict' | 'invalid';

/** What a person asked for cannot be done. The message is one Dutch sentence for that person; a door turns the kind into its own form. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    message: string,
    /** More sentences, one for each thing that stands in the way. */
    readonly reasons: readonly string[] = [],
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** The report is not, or no longer, in the state that a step or a person acted on; a worker lets go quietly. */
export class Outdated extends Refusal {
  constructor(message = 'De levering is intussen gewijzigd; bekijk haar opnieuw en probeer het nog eens.') {
    super('conflict', message);
    this.name = 'Outdated';
  }
}
