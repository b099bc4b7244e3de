const SECRET_WORDS =
  /("?(?:access_token|refresh_token|id_token|token|secret|password|wachtwoord|authorization|api[_-]?key)"?\s*[:=]\s*"?)([^"\s,;}&]+)/gi;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const LONGEST = 4000;

/** An answer of a receiver as it may be stored: without the secrets that were sent, and without what looks like one. */
export function masked(text: string, secrets: readonly string[] = []): string {
  const own = secrets.filter((secret) => secret.length > 3).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  // NUL is the one character that the database does not take.
  const clean = own.replaceAll('\0', '').replaceAll(BEARER, '$1 ***').replaceAll(SECRET_WORDS, '$1***');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}…` : clean;
}
