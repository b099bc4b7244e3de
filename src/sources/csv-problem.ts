import { UnusableInput } from '../specs/unusable-input';

/** Says in Dutch what DuckDB's strict reader found wrong in a delimited file; undefined when it is about something else. */
export function csvProblem(message: string, file: string): UnusableInput | undefined {
  const line = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1]) || undefined;
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts) return new UnusableInput(`De regel heeft ${counts[2]} velden waar de kopregel er ${counts[1]} heeft; controleer scheidingstekens en aanhalingstekens.`, { file, line });
  if (/unterminated quote/i.test(message)) return new UnusableInput('Een aanhalingsteken wordt niet gesloten of staat op een verkeerde plaats.', { file, line });
  if (/Maximum line size/i.test(message)) return new UnusableInput('De regel is langer dan 10 MB; controleer of het bestand regeleinden heeft.', { file, line });
  if (/Invalid unicode/i.test(message)) return new UnusableInput('De regel bevat tekens die geen UTF-8 zijn; geef --encoding windows-1252 op.', { file, line });
  if (/state machine reached an invalid state/i.test(message)) return new UnusableInput('Het bestand gebruikt verschillende regeleinden door elkaar of heeft losse aanhalingstekens; maak de export opnieuw.', { file, line });
  if (/No space left on device|could not write|Failed to .*write/i.test(message)) return new UnusableInput('De schijf is vol; maak ruimte en probeer het opnieuw.', { file });
  return undefined;
}
