const FIRST_MS = 5_000;
const LONGEST_MS = 60 * 60_000;

/** After this many attempts a person must look. */
export const MOST_ATTEMPTS = 20;

/** How long to wait after an attempt: doubling to an hour, and never shorter than the receiver asks. */
export function pauseAfter(attempt: number, retryAfterMs = 0, firstMs = FIRST_MS): number {
  return Math.max(Math.min(firstMs * 2 ** (attempt - 1), LONGEST_MS), retryAfterMs);
}

/** Retry-After as a receiver writes it: seconds, or a moment. Undefined when it is neither. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - now.getTime());
}
