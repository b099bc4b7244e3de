import { SaxesParser } from 'saxes';
import { create } from 'xmlbuilder2';
import { UnusableInput } from '../../specs/unusable-input';
import { DocumentNumber, type DocumentValue } from '../document';
import type { Format } from '../format';

type Element = ReturnType<typeof create>;
type Members = { [name: string]: DocumentValue };

/** UTF-8, one root element; `@x` is an attribute, `#` the text of an element, an array repeats its element. */
export const xmlFormat: Format = {
  kind: 'xml',
  render(document, { name }) {
    const root = create({ version: '1.0', encoding: 'UTF-8' });
    append(root, document, undefined);
    return { name, content: new TextEncoder().encode(`${root.end({ prettyPrint: true, wellFormed: true })}\n`) };
  },
  read(content, file) {
    const text = new TextDecoder('utf-8').decode(content);
    try {
      return readXml(text);
    } catch (error) {
      throw new UnusableInput(`Het bestand is geen geldige XML (${error instanceof Error ? error.message : String(error)}).`, { file });
    }
  },
};

function append(parent: Element, value: DocumentValue, namespace: string | undefined): void {
  if (!isMembers(value)) {
    parent.txt(text(value));
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '#') parent.txt(text(member));
    else if (name.startsWith('@')) {
      if (name !== '@xmlns') parent.att(name.slice(1), text(member));
    } else for (const item of Array.isArray(member) ? member : [member]) appendElement(parent, name, item, namespace);
  }
}

/** An element without a namespace of its own stands in that of its parent. */
function appendElement(parent: Element, name: string, value: DocumentValue, inherited: string | undefined): void {
  const own = isMembers(value) && value['@xmlns'] !== undefined ? text(value['@xmlns']) : inherited;
  append(own === undefined ? parent.ele(name) : parent.ele(own, name), value, own);
}

function isMembers(value: DocumentValue): value is Members {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof DocumentNumber);
}

function text(value: DocumentValue | undefined): string {
  if (value instanceof DocumentNumber) return value.digits;
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

interface OpenElement {
  name: string;
  members: Members;
  text: string;
}

/** Elements and attributes by local name, as the layout writes them. A document type or an entity is refused by the parser. */
function readXml(source: string): DocumentValue {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [{ name: '', members: {}, text: '' }];
  parser.on('doctype', () => {
    throw new Error('een DOCTYPE is niet toegestaan');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes).map(({ name, value }): [string, DocumentValue] => [`@${name}`, value]);
    open.push({ name: tag.local, members: Object.fromEntries(attributes), text: '' });
  });
  parser.on('text', (part) => {
    const current = open.at(-1);
    if (current) current.text += part;
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed && parent) addMember(parent.members, closed.name, valueOf(closed));
  });
  parser.write(source).close();
  return open[0]?.members ?? {};
}

function valueOf({ members, text: content }: OpenElement): DocumentValue {
  if (Object.keys(members).length === 0) return content;
  return content.trim() === '' ? members : { ...members, '#': content };
}

function addMember(members: Members, name: string, value: DocumentValue): void {
  const earlier = members[name];
  if (earlier === undefined) members[name] = value;
  else members[name] = Array.isArray(earlier) ? [...earlier, value] : [earlier, value];
}
