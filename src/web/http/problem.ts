import type { RefusalKind } from '../../reports/refusal';

/** An answer that says what is wrong (RFC 9457). */
export interface Problem {
  type: string;
  status: number;
  title: string;
  detail: string;
  errors?: { pointer: string; detail: string }[];
  /** What stands in the way, one sentence each. */
  redenen?: readonly string[];
}

const TITLES: Record<number, string> = {
  400: 'Ongeldige invoer',
  401: 'Niet aangemeld',
  403: 'Niet toegestaan',
  404: 'Niet gevonden',
  405: 'Niet mogelijk op dit adres',
  406: 'Antwoord in dit formaat bestaat niet',
  409: 'Kan nu niet',
  413: 'Te groot',
  415: 'Gegevens in dit formaat worden niet gelezen',
  421: 'Verkeerd adres',
};

const STATUS_OF: Record<RefusalKind, number> = { 'not-found': 404, forbidden: 403, conflict: 409, invalid: 400 };

export function problemOf(status: number, detail: string, more: Pick<Problem, 'errors' | 'redenen'> = {}): Problem {
  return { type: 'about:blank', status, title: TITLES[status] ?? (status < 500 ? 'Dit kan niet' : 'Er ging iets mis'), detail, ...more };
}

export function refusalProblem(refusal: { kind: RefusalKind; message: string; reasons: readonly string[] }): Problem {
  return problemOf(STATUS_OF[refusal.kind], refusal.message, refusal.reasons.length > 0 ? { redenen: refusal.reasons } : {});
}
