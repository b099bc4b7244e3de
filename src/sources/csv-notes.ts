import type { Finding } from '../specs/finding';

/** What was odd about a delimited file and yet readable. */
export function byteOrderMark(): Finding {
  return warning(
    'BRON-CODERING',
    'Het bestand begint met een byte order mark (BOM); die is overgeslagen.',
    'Sla de export zo mogelijk op als UTF-8 zonder BOM.',
  );
}

export function otherEncoding(): Finding {
  return warning(
    'BRON-CODERING',
    'Het bestand is geen UTF-8; het is gelezen als windows-1252.',
    'Controleer letters met accenten, of geef --encoding windows-1252 op.',
  );
}

export function quotedBreaks(): Finding {
  return warning(
    'BRON-REGELEINDEN',
    'Er staan regeleinden tussen aanhalingstekens; een boekingsregel beslaat daardoor soms meer regels van het bestand.',
    'Er is niets weggelaten; de nummers in de bevindingen tellen boekingsregels.',
  );
}

export function mixedLineEnds(): Finding {
  return warning(
    'BRON-REGELEINDEN',
    'Het bestand gebruikt verschillende regeleinden door elkaar; die zijn gelijk gemaakt.',
    'Controleer of het bestand uit delen is samengevoegd en of elk deel volledig is.',
  );
}

function warning(id: string, message: string, advice: string): Finding {
  return { id, severity: 'warning', message, advice };
}
