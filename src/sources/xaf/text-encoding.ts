import type { Finding } from '../../specs/finding';

export type XmlEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

const DECLARED = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;
// Files that declare ISO-8859-1 use the extra characters of windows-1252 as well (the euro sign first of all).
const WESTERN = /^(iso-?8859-?1|iso-?8859-?15|latin-?1|windows-?1252|cp-?1252|ansi)$/i;

/** The encoding to try first. A declaration of UTF-8 is a promise, not a fact: whether it holds shows while reading. */
export function encodingOf(head: Buffer): XmlEncoding {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declared = DECLARED.exec(head.toString('latin1'))?.[1] ?? 'utf-8';
  return WESTERN.test(declared) ? 'windows-1252' : 'utf-8';
}

/** What to tell about the encoding; a byte order mark or a declared western encoding is normal and no news. */
export function encodingFindings(declared: XmlEncoding, used: XmlEncoding): Finding[] {
  if (declared === 'windows-1252' || used === 'utf-8') return [];
  const message =
    used === 'windows-1252'
      ? 'Het auditfile zegt UTF-8 te zijn, maar bevat andere tekens; het is gelezen als windows-1252.'
      : 'Het auditfile is opgeslagen als UTF-16 en zo gelezen; toegestaan zijn UTF-8 en ISO-8859-1.';
  return [{ id: 'BRON-CODERING', severity: 'warning', message, advice: 'Controleer namen en omschrijvingen met accenten.' }];
}
