import { SaxesParser } from 'saxes';
import type { SaxesTagPlain } from 'saxes';
import { auditfileTree } from './elements';
import type { XafElement, XafKind } from './elements';
import { Tally } from './tally';
import type { Fragment } from './xml-problem';
import { isEntityProblem, placeOfAmpersand, unusableAt, xmlSentence } from './xml-problem';

/** Takes the records of an auditfile while they pass. */
export interface XafRecords {
  /** The texts of the record being read, by slot. */
  readonly values: string[];
  opened(kind: XafKind): void;
  /** A sentence when the record cannot be used at all. */
  closed(kind: XafKind): string | undefined;
  root(namespace: string): string | undefined;
  comment(text: string): void;
}

const MAX_DEPTH = 32;
const MAX_TEXT = 10 * 2 ** 20;
const MAX_SPELLINGS = 64;
const NOTHING: Fragment = { text: '', line: 1, column: 0 };

/** From the characters of an auditfile to its records: one pass, never a tree in memory. Throws UnusableInput with line and column. */
export class XafReader {
  readonly unknown = new Tally();
  private readonly parser = new SaxesParser();
  private readonly path: XafElement[] = [];
  private current = auditfileTree();
  private depth = 0;
  private skipping = 0;
  private text = '';
  private keeping = false;
  private events = 0;
  private justTagged = false;
  private silent = 0;
  private fed = 0;
  private previous = NOTHING;
  private latest = NOTHING;
  private declared: Map<string, string> | undefined;
  private readonly prefixes = new Map<string, string>();
  private rootPrefix = '';
  private namespace = '';

  constructor(private readonly records: XafRecords) {
    const { parser } = this;
    // At most seven handlers: with an eighth V8 keeps the parser as a hash table and reading takes seven times as long.
    // Hence no error handler; without one the parser throws.
    const text = (part: string): void => this.onText(part);
    parser.on('text', text);
    parser.on('cdata', text);
    parser.on('opentag', (tag) => this.onOpen(tag));
    parser.on('closetag', () => this.onClose());
    parser.on('attribute', ({ name, value }) => this.onAttribute(name, value));
    parser.on('comment', (comment) => this.records.comment(comment));
    parser.on('doctype', () =>
      this.refuse('Het auditfile bevat een DOCTYPE en is daarom geweigerd; laat de leverancier het bestand zonder DOCTYPE maken.'),
    );
  }

  write(chunk: string): void {
    this.remember(chunk);
    const before = this.events;
    this.guard(() => this.parser.write(chunk));
    this.fed += chunk.length;
    this.justTagged = this.events > before && chunk.endsWith('>');
    this.silent = this.events === before ? this.silent + chunk.length : 0;
    if (this.silent > MAX_TEXT) this.refuseLongText();
  }

  /**
   * The element of which children may follow, when the last text written ended exactly behind a tag. Undefined anywhere else:
   * inside a comment, a text, a tag, a leaf or a part that is skipped, or outside the auditfile.
   */
  get between(): XafElement | undefined {
    return this.justTagged && this.skipping === 0 && this.depth > 0 && this.depth < MAX_DEPTH - 2 && !this.keeping
      ? this.current
      : undefined;
  }

  end(): void {
    this.guard(() => this.parser.close());
  }

  private onOpen(tag: SaxesTagPlain): void {
    this.events += 1;
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      this.refuse(`Het auditfile is meer dan ${MAX_DEPTH} niveaus diep genest en is daarom geweigerd; maak de export opnieuw.`);
    if (this.skipping > 0) {
      this.skipping += 1;
      this.declared = undefined;
      return;
    }
    const child = this.find(tag.name);
    if (child === undefined || child.kind === 'ignored') {
      this.skipping = 1;
      return;
    }
    this.path.push(this.current);
    this.current = child;
    this.keeping = child.slot >= 0;
    if (child.kind === 'root') this.openRoot(tag.name);
    else if (!this.keeping) this.records.opened(child.kind);
  }

  private onClose(): void {
    this.events += 1;
    this.depth -= 1;
    if (this.skipping > 0) {
      this.skipping -= 1;
      return;
    }
    const { kind, slot } = this.current;
    if (slot >= 0) {
      this.records.values[slot] = this.text.trim();
      this.text = '';
      this.keeping = false;
    }
    this.current = this.path.pop() ?? this.current;
    if (kind === 'leaf') return;
    const problem = this.records.closed(kind);
    if (problem !== undefined) this.refuse(problem);
  }

  private onText(part: string): void {
    if (!this.keeping || this.skipping > 0) return;
    this.text = this.text === '' ? part : this.text + part;
    if (this.text.length > MAX_TEXT) this.refuseLongText();
  }

  private onAttribute(name: string, value: string): void {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) return;
    this.declared ??= new Map();
    this.declared.set(name.slice(6), value.trim());
  }

  private openRoot(name: string): void {
    const problem = this.records.root(this.namespace);
    if (problem !== undefined) this.refuse(problem);
    this.rootPrefix = prefixOf(name);
  }

  /** The element of this name below the current one; undefined for what no version knows, which is then left out with all it holds. */
  private find(name: string): XafElement | undefined {
    const foreign = this.declared !== undefined && this.bind(prefixOf(name));
    if (foreign) return this.countUnknown(name);
    return this.current.children.get(name) ?? this.recognise(name);
  }

  /** Takes over the namespaces declared on this element; true when they place the element outside the auditfile. */
  private bind(prefix: string): boolean {
    const declared = this.declared ?? new Map<string, string>();
    this.declared = undefined;
    for (const [key, value] of declared) this.prefixes.set(key, this.prefixes.get(key) ?? value);
    if (this.depth === 1) this.namespace = declared.get(prefix) ?? '';
    const own = declared.get(prefix);
    return own !== undefined && own !== this.namespace;
  }

  /** Another spelling of a known name: other case (version 4.0) or another prefix for the same namespace. Remembered for the next time. */
  private recognise(name: string): XafElement | undefined {
    const prefix = prefixOf(name);
    const foreign = this.depth > 1 && prefix !== '' && prefix !== this.rootPrefix && this.prefixes.get(prefix) !== this.namespace;
    const { children } = this.current;
    const child = foreign ? undefined : children.get(name.slice(prefix === '' ? 0 : prefix.length + 1).toLowerCase());
    if (child === undefined) return this.countUnknown(name);
    if (children.size < MAX_SPELLINGS) children.set(name, child);
    return child;
  }

  private countUnknown(name: string): undefined {
    if (this.depth === 1) {
      this.refuse(
        `Dit is geen auditfile: het begint met het element "${name.slice(0, 60)}" in plaats van "auditfile"; lever een XML Auditfile Financieel aan.`,
      );
    }
    this.unknown.add(name);
    return undefined;
  }

  /** Keeps enough of what was read to find the ampersand that silenced the parser: from the last chunk in which it still spoke. */
  private remember(chunk: string): void {
    const { previous, latest, parser } = this;
    if (this.silent === 0) this.previous = latest;
    else if (this.silent === latest.text.length) this.previous = { ...previous, text: previous.text + latest.text };
    this.latest = { text: chunk, line: parser.line, column: parser.column };
  }

  private guard(work: () => unknown): void {
    try {
      work();
    } catch (error) {
      // The parser puts its place before its message; anything else is no judgement on the file.
      if (!(error instanceof Error) || !/^[0-9]+:[0-9]+: /.test(error.message)) throw error;
      const { line, column, position } = this.parser;
      const ampersand = isEntityProblem(error.message) ? this.findAmpersand(position - this.fed) : undefined;
      throw unusableAt(xmlSentence(ampersand ? 'entity' : error.message), ampersand ?? { line, column });
    }
  }

  private findAmpersand(until: number): { line: number; column: number } | undefined {
    return placeOfAmpersand({ ...this.previous, text: this.previous.text + this.latest.text.slice(0, until) });
  }

  private refuseLongText(): never {
    const ampersand = this.findAmpersand(this.latest.text.length);
    if (ampersand) throw unusableAt(xmlSentence('entity'), ampersand);
    return this.refuse(`Een tekst in het auditfile is langer dan ${MAX_TEXT / 2 ** 20} MB en is daarom geweigerd; maak de export opnieuw.`);
  }

  private refuse(message: string): never {
    throw unusableAt(message, { line: this.parser.line, column: this.parser.column });
  }
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}
