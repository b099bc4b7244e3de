/** The life of a report as data. Everything that changes a status asks this table; nothing else knows what may follow what. */
export const STATUSES = [
  'planned',
  'collected',
  'generated',
  'blocked',
  'in-review',
  'reviewed',
  'approved',
  'delivered',
  'accepted',
  'rejected',
  'withdrawn',
] as const;
export type ReportStatus = (typeof STATUSES)[number];

/** For people, in a sentence: «de levering is …». */
export const STATUS_NAMES: Record<ReportStatus, string> = {
  planned: 'gepland',
  collected: 'in opbouw',
  generated: 'in opbouw',
  blocked: 'geblokkeerd door fouten of teruggestuurd',
  'in-review': 'nog in beoordeling',
  reviewed: 'gereed gemeld',
  approved: 'goedgekeurd',
  delivered: 'verzonden',
  accepted: 'geaccepteerd',
  rejected: 'teruggestuurd door de ontvanger',
  withdrawn: 'ingetrokken',
};

/** Work that a status asks of a worker. `consider`: may a standing approval take the place of a person? */
export const STEPS = ['collect', 'generate', 'validate', 'consider', 'deliver'] as const;
export type Step = (typeof STEPS)[number];

/** The step that a status implies. Statuses that are not named here wait for a person, or are the end. */
export const STEP_OF: Partial<Record<ReportStatus, Step>> = {
  planned: 'collect',
  collected: 'generate',
  generated: 'validate',
  'in-review': 'consider',
  reviewed: 'consider',
  approved: 'deliver',
};

/** Figures made from these are not yet judged: a new reading replaces them. From `reviewed` on it only shows the difference. */
export const REPLACEABLE: readonly ReportStatus[] = ['planned', 'collected', 'generated', 'blocked', 'in-review'];

/** Sound and frozen: a package exists. */
export const FROZEN: readonly ReportStatus[] = ['reviewed', 'approved', 'delivered', 'accepted', 'rejected'];

interface Move {
  from: readonly ReportStatus[];
  to: ReportStatus;
  /** `person`: only with a user id in the log. `either`: a person, or the system in the name of one. */
  by: 'worker' | 'person' | 'either';
}

export const MOVES = {
  /** Snapshots and mapping of the next version are frozen. */
  collect: { from: REPLACEABLE, to: 'collected', by: 'either' },
  generate: { from: ['collected'], to: 'generated', by: 'worker' },
  /** The checks found errors. */
  block: { from: ['generated'], to: 'blocked', by: 'worker' },
  present: { from: ['generated'], to: 'in-review', by: 'worker' },
  /** The figures are not right: back to who keeps the source or the mapping. */
  'send-back': { from: ['in-review'], to: 'blocked', by: 'person' },
  review: { from: ['in-review'], to: 'reviewed', by: 'either' },
  /** Drops the package, not the figures. */
  return: { from: ['reviewed', 'approved'], to: 'in-review', by: 'person' },
  approve: { from: ['reviewed'], to: 'approved', by: 'either' },
  deliver: { from: ['approved'], to: 'delivered', by: 'either' },
  /** The receiver does not take it at the door. */
  refuse: { from: ['approved'], to: 'rejected', by: 'worker' },
  accept: { from: ['delivered'], to: 'accepted', by: 'either' },
  reject: { from: ['delivered'], to: 'rejected', by: 'either' },
  /** A person makes a later version the current one; a package and its approval lapse. */
  begin: { from: FROZEN, to: 'in-review', by: 'person' },
  'begin-with-errors': { from: FROZEN, to: 'blocked', by: 'person' },
  'begin-anew': { from: FROZEN, to: 'collected', by: 'person' },
  withdraw: { from: [...REPLACEABLE, 'reviewed', 'approved'], to: 'withdrawn', by: 'person' },
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof MOVES;

/** Why this move may not be made, in a word for the log, or undefined when it may. */
export function refusedMove(name: MoveName, status: ReportStatus, byPerson: boolean): 'status' | 'person' | undefined {
  const move: Move = MOVES[name];
  if (!move.from.includes(status)) return 'status';
  return move.by === 'person' && !byPerson ? 'person' : undefined;
}

const ENDS: readonly ReportStatus[] = ['accepted', 'rejected', 'withdrawn'];

/** What is wrong with the table, as sentences for an engineer; a process does not start before this is empty. */
export function tableProblems(
  handled: readonly string[],
  table: Record<string, Move> = MOVES,
  steps: Partial<Record<string, string>> = STEP_OF,
): string[] {
  const moves = Object.values(table);
  const reached = new Set<string>(['planned']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const { from, to } of moves) if (from.some((status) => reached.has(status))) reached.add(to);
  }
  const named = moves.flatMap(({ from, to }) => [...from, to]).concat(Object.keys(steps) as ReportStatus[]);
  const unknown = [...new Set(named)].filter((status) => !STATUSES.includes(status));
  const dead = STATUSES.filter((status) => !ENDS.includes(status) && !moves.some(({ from }) => from.includes(status)));
  const asked = [...new Set(Object.values(steps))];
  return [
    ...unknown.map((status) => `the status "${status}" is not known`),
    ...STATUSES.filter((status) => !reached.has(status)).map((status) => `no move leads to the status "${status}"`),
    ...dead.map((status) => `no move leads out of the status "${status}"`),
    ...asked
      .filter((step) => handled.filter((name) => name === step).length !== 1)
      .map((step) => `the step "${step}" must have exactly one handler`),
    ...handled.filter((step) => !asked.includes(step)).map((step) => `there is a handler for "${step}", which no status asks for`),
  ];
}
