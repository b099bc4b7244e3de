/** A ring of the bell: what is to be looked at. The work itself and everything about it stand in the database. */
export interface Job {
  /** Ringing twice with the same id rings once, for as long as the first job is kept. */
  id: string;
  /** What to do, a word that the handler knows. */
  step: string;
  /** Where to look. Ids, versions and names of steps only; never figures, never people's details. */
  ids: Readonly<Record<string, string>>;
}

/** A job as its handler gets it. */
export interface RungJob extends Job {
  /** 1 for the first time; a run that was cut off by the end of its process is not counted. */
  attempt: number;
  /** True when a failure now is not tried again. */
  lastAttempt: boolean;
}

export type JobHandler = (job: RungJob) => Promise<void>;

/** Trying again will not help: the receiver refuses, the input is wrong. The job ends here. */
export class FinalFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FinalFailure';
  }
}

const WORD = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/;

/** Why this job may not be rung, or undefined. */
export function refusedJob({ id, step, ids }: Job): string | undefined {
  if (!WORD.test(id) || /^\d+$/.test(id)) return `"${id}" cannot be the id of a job: use letters, digits and hyphens, and not digits alone`;
  if (!WORD.test(step)) return `"${step}" cannot be a step`;
  const wrong = Object.entries(ids).find(([, value]) => !WORD.test(value) || /^-?\d+\.\d\d$/.test(value));
  return wrong && `"${wrong[0]}" of job ${id} is not an id; a job carries ids only`;
}
