import { UnusableInput } from '../../specs/unusable-input';

const CUT_OFF = /unclosed tag|unexpected end/;
const ENTITY = /entity/;

/** What the parser found, in Dutch. Its own message is English and technical, so only its gist is used. */
export function xmlSentence(message: string): string {
  if (CUT_OFF.test(message))
    return 'Het auditfile is afgebroken: het einde ontbreekt; maak de export opnieuw en kopieer het bestand in zijn geheel.';
  if (ENTITY.test(message))
    return 'Er staat een los &-teken of een onbekende entiteit in het auditfile; laat de leverancier dit als &amp; schrijven.';
  if (message.includes('disallowed character.')) {
    return 'Er staat een stuurteken in het auditfile dat in XML niet is toegestaan; verwijder het uit de omschrijving en maak de export opnieuw.';
  }
  if (message.includes('outside of root')) return 'Er staat tekst buiten het auditfile, of dit is geen XML; maak de export opnieuw.';
  if (message.includes('close tag') || message.includes('closing tag')) {
    return 'Een sluitend label past niet bij het openende label; het auditfile is beschadigd, maak de export opnieuw.';
  }
  return 'Dit is geen geldige XML; het auditfile is beschadigd, maak de export opnieuw.';
}

export function isEntityProblem(message: string): boolean {
  return ENTITY.test(message) || CUT_OFF.test(message);
}

interface TextPlace {
  line: number;
  column: number;
}

/** A piece of what was read, with the place of its first character. */
export interface Fragment extends TextPlace {
  text: string;
}

/** Comments and CDATA may hold a bare ampersand; a good entity is short and ends in a semicolon. */
const AMPERSAND = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);|&/gi;

/** The parser notices a bare ampersand only at the next semicolon, perhaps many lines further on: this finds where it really stands. */
export function placeOfAmpersand({ text, line, column }: Fragment): TextPlace | undefined {
  for (const { 0: found, index } of text.matchAll(AMPERSAND)) {
    // Nothing but a piece of text behind it: the file was cut off in the middle of an entity.
    if (found !== '&' || !text.includes('<', index)) continue;
    const lineStart = text.lastIndexOf('\n', index) + 1;
    const lines = text.slice(0, lineStart).split('\n').length - 1;
    return { line: line + lines, column: lineStart === 0 ? column + index + 1 : index - lineStart + 1 };
  }
  return undefined;
}

export function unusableAt(message: string, { line, column }: TextPlace): UnusableInput {
  return new UnusableInput(message, { line, column });
}
