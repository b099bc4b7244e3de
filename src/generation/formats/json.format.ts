import { UnusableInput } from '../../specs/unusable-input';
import { DocumentNumber, type DocumentValue } from '../document';
import type { Format } from '../format';

/** UTF-8 without byte order mark, two spaces, members in the order of the layout. */
export const jsonFormat: Format = {
  kind: 'json',
  render: (document, { name }) => ({ name, content: new TextEncoder().encode(`${write(document, '')}\n`) }),
  read(content, file) {
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    } catch {
      throw new UnusableInput('Het bestand is geen UTF-8.', { file });
    }
    if (text.startsWith('\uFEFF'))
      throw new UnusableInput('Het bestand begint met een byte order mark (BOM); sla het op als UTF-8 zonder BOM.', { file });
    try {
      return JSON.parse(protectNumbers(text), revive) as DocumentValue;
    } catch (error) {
      throw new UnusableInput(`Het bestand is geen geldige JSON (${error instanceof Error ? error.message : String(error)}).`, { file });
    }
  },
};

function write(value: DocumentValue, indent: string): string {
  const inner = `${indent}  `;
  if (value instanceof DocumentNumber) return value.digits;
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : `[\n${value.map((item) => inner + (isRecord(item) ? writeFlat(item) : write(item, inner))).join(',\n')}\n${indent}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([name, member]) => `${inner}${JSON.stringify(name)}: ${write(member, inner)}`);
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

function isRecord(value: DocumentValue): value is { [name: string]: DocumentValue } {
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof DocumentNumber) return false;
  return Object.values(value).every((member) => typeof member !== 'object' || member instanceof DocumentNumber);
}

/** One record a line, so that a person can compare two files. */
function writeFlat(record: { [name: string]: DocumentValue }): string {
  return `{ ${Object.entries(record)
    .map(([name, member]) => `${JSON.stringify(name)}: ${write(member, '')}`)
    .join(', ')} }`;
}

const NUMBER_MARK = '\u0001number:';

/** JSON.parse would turn large amounts into floating point: numbers become marked text first. */
function protectNumbers(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"\\u0001number:${token}"`,
  );
}

function revive(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(NUMBER_MARK) ? new DocumentNumber(value.slice(NUMBER_MARK.length)) : value;
}
