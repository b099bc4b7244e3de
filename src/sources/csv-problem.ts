export interface CsvProblem {
  sentence: string;
  /** The place in the file, counted in line breaks outside quotes; 1 is the first. */
  record?: number;
}

/** Says in Dutch what DuckDB's strict reader found wrong in a delimited file; undefined when it is about something else. */
export function csvProblem(message: string): CsvProblem | undefined {
  const record = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1]) || undefined;
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts)
    return {
      sentence: `De regel heeft ${counts[2]} velden waar de kopregel er ${counts[1]} heeft; controleer scheidingstekens en aanhalingstekens.`,
      record,
    };
  if (/unterminated quote/i.test(message))
    return { sentence: 'Een aanhalingsteken wordt niet gesloten of staat op een verkeerde plaats; verbeter de export.', record };
  if (/Maximum line size/i.test(message))
    return { sentence: 'De regel is langer dan 10 MB; controleer of het bestand regeleinden heeft.', record };
  if (/Invalid unicode/i.test(message))
    return { sentence: 'De regel bevat tekens die geen UTF-8 zijn; geef --encoding windows-1252 op.', record };
  if (/state machine reached an invalid state/i.test(message))
    return { sentence: 'Het bestand heeft losse aanhalingstekens of losse regeleinden; maak de export opnieuw.' };
  if (/No space left on device|could not write|Failed to .*write/i.test(message))
    return { sentence: 'De schijf is vol; maak ruimte en probeer het opnieuw.' };
  if (/Out of Memory|failed to (allocate|pin)/i.test(message))
    return { sentence: 'Er is te weinig werkgeheugen om het bestand te verwerken; maak geheugen vrij en probeer het opnieuw.' };
  return undefined;
}
