/** How patient delivery is; a test makes it less so. */
export class DeliveryTiming {
  /** Pause after the first attempt; it doubles every time. */
  firstPauseMs = 5_000;
  /** A file counts as on its way for at most this long; longer than any channel waits for an answer. */
  claimMs = 120_000;
}
