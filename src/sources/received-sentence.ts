import { UnusableInput } from '../specs/unusable-input';
import type { ReceivedProblem } from '../platform/received-file';

type ArchiveProblem = Extract<ReceivedProblem, { kind: 'archive' }>;

/** Says in Dutch what is wrong with received bytes and what the user can do about it. */
export function unusableBytes(problem: ReceivedProblem, file: string): UnusableInput {
  return new UnusableInput(sentence(problem), { file, line: 'line' in problem ? problem.line : undefined });
}

function sentence(problem: ReceivedProblem): string {
  switch (problem.kind) {
    case 'missing':
      return missing(problem.code);
    case 'empty':
      return 'Het bestand is leeg; maak de export opnieuw.';
    case 'nul':
      return problem.bom
        ? 'Het bestand is opgeslagen als UTF-16; sla het op als UTF-8 en bied het opnieuw aan.'
        : `Het bestand bevat een NUL-teken (byte ${problem.offset + 1}) en is dus beschadigd of geen tekstbestand; maak de export opnieuw.`;
    case 'long-line':
      return `Een regel is langer dan ${megabytes(problem.limit)} MB; controleer of het bestand regeleinden heeft en maak de export opnieuw.`;
    case 'changed':
      return 'Het bestand veranderde terwijl het werd gelezen; wacht tot de export klaar is en begin opnieuw.';
    case 'too-large':
      return `Het bestand is uitgepakt groter dan ${megabytes(problem.limit)} MB; splits de export in kortere perioden.`;
    case 'bomb':
      return `Het ingepakte bestand wordt bij het uitpakken meer dan ${problem.ratio} keer zo groot en is daarom geweigerd; lever het onverpakt aan.`;
    case 'archive':
      return archive(problem);
    case 'disk-full':
      return 'Er is te weinig schijfruimte om het bestand te verwerken; maak ruimte vrij en begin opnieuw.';
  }
}

function missing(code: string): string {
  if (code === 'EISDIR') return 'Dit is een map en geen bestand; geef de naam van het bestand zelf op.';
  if (code === 'EACCES' || code === 'EPERM') return 'Het bestand mag niet worden gelezen; controleer de rechten.';
  return 'Het bestand bestaat niet; controleer de naam en de map.';
}

function archive(problem: ArchiveProblem): string {
  switch (problem.reason) {
    case 'damaged':
      return 'Het ingepakte bestand is beschadigd of afgebroken; maak het opnieuw of lever het onverpakt aan.';
    case 'encrypted':
      return 'Het zipbestand is met een wachtwoord beveiligd; lever het zonder wachtwoord aan.';
    case 'method':
      return 'Het zipbestand is ingepakt op een manier die niet wordt gelezen; pak het opnieuw in als gewoon zipbestand.';
    case 'members':
      return `Het zipbestand bevat ${problem.members ?? 0} bestanden en moet er precies één bevatten; pak het bestand van de bron afzonderlijk in.`;
  }
}

function megabytes(bytes: number): string {
  return String(Math.floor(bytes / 1_000_000));
}
