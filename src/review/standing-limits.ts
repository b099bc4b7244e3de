/** How far a standing approval reaches. */
export interface StandingLimits {
  /** Also takes the place of the reviewer; without it a person reviews and only the approval goes by itself. */
  review: boolean;
  /** Most that the total of any part may differ from the last delivered report of this kind, in percent, as decimal text. */
  maxDeviationPercent?: string;
  /** Deliveries to which it is limited; absent: all. */
  deliveries?: string[];
}
