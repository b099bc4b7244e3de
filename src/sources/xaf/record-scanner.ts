import { SLOT } from './elements';
import type { XafElement, XafKind } from './elements';
import { decodeEntities, RecordTemplate } from './record-template';
import type { Span } from './record-template';
import type { XafRecords } from './xaf-reader';

/** The element goes on behind the text at hand. */
export const INCOMPLETE = -1;
/** Anything out of the ordinary: an attribute, an entity, a comment, an unknown name, an error. The parser must judge it. */
export const UNFIT = -2;

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const SPACE = 32;

/** What XML does not allow in text (the parser will refuse it) or the parser changes. */

const SPECIAL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\]\]>/;
const MAX_TEMPLATES = 8;
/** In a file without any fixed form, learning costs more than it brings. */
const MAX_LEARNED = 500;
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;
const OTHER_FORM = -3;
const HAS_AMOUNT = new Set<XafKind>(['line', 'opening-line']);
const RECORDS = new Set<XafKind>(['line', 'opening-line', 'account', 'relation', 'period']);

/** `from` is the place behind the tag. */
interface OpenTag {
  name: string;
  start: number;
  from: number;
}

/**
 * Reads plain leaves and records ("<trLine><nr>1</nr>…</trLine>") by jumping from sign to sign. Nearly all of a ledger consists of
 * these, and a parser that looks at every character takes several times as long. It only accepts what the parser would read the same way.
 */
export class RecordScanner {
  private text = '';
  private spans: Span[] = [];
  private learned = 0;
  private recent: XafElement | undefined;
  private recentParent: XafElement | undefined;
  private readonly templates = new Map<XafElement, RecordTemplate[]>();

  constructor(private readonly records: XafRecords) {}

  begin(text: string): void {
    this.text = text;
  }

  /** Reads the child of `parent` that opens at `start`: the position behind it, INCOMPLETE or UNFIT. */
  scan(parent: XafElement, start: number): number {
    const { text } = this;
    if (text.charCodeAt(start) !== LESS) return UNFIT;
    // Line follows line: what was read last under this parent is tried before looking at the name.
    if (this.recent !== undefined && this.recentParent === parent && text.charCodeAt(start + 1) !== SLASH) {
      const end = this.known(this.recent, start);
      if (end !== OTHER_FORM) return end;
    }
    const close = text.indexOf('>', start);
    if (close < 0) return INCOMPLETE;
    const empty = text.charCodeAt(close - 1) === SLASH;
    const name = empty ? text.slice(start + 1, close - 1).trimEnd() : text.slice(start + 1, close);
    const child = parent.children.get(name);
    if (child === undefined) return UNFIT;
    if (RECORDS.has(child.kind)) return empty ? UNFIT : this.record(parent, child, { name, start, from: close + 1 });
    if (child.kind !== 'leaf' && child.kind !== 'amount' && child.kind !== 'ignored') return UNFIT;
    if (empty && child.kind === 'amount') return UNFIT;
    return empty ? this.keepEmpty(child, close + 1) : this.leaf(child, name, close + 1);
  }

  /** The first place from here that is no white space. */
  skipSpace(from: number): number {
    let at = from;
    for (let code = this.text.charCodeAt(at); code === SPACE || code === 10 || code === 9 || code === 13; code = this.text.charCodeAt(at))
      at += 1;
    return at;
  }

  private record(parent: XafElement, element: XafElement, tag: OpenTag): number {
    const known = this.recent === element && this.recentParent === parent ? OTHER_FORM : this.known(element, tag.start);
    if (known !== OTHER_FORM) return known;
    this.recent = element;
    this.recentParent = parent;
    this.records.opened(element.kind);
    const end = this.walk(element, tag);
    return end < 0 ? end : this.close(element, end);
  }

  /** Reads a record in one of the forms seen before, or OTHER_FORM. */
  private known(element: XafElement, start: number): number {
    const templates = this.templates.get(element);
    if (templates === undefined) return OTHER_FORM;
    this.records.opened(element.kind);
    for (let at = 0; at < templates.length; at += 1) {
      const template = templates[at] as RecordTemplate;
      const end = template.match(this.text, start, this.records);
      if (end < 0) continue;
      // The one that fitted is tried first next time.
      if (at > 0) [templates[0], templates[at]] = [template, templates[0] as RecordTemplate];
      return HAS_AMOUNT.has(element.kind) && !this.amountIsFine() ? UNFIT : this.close(element, end);
    }
    return OTHER_FORM;
  }

  /** What cannot be used the parser meets again, and it knows the place. */
  private close(element: XafElement, end: number): number {
    return this.records.closed(element.kind) === undefined ? end : UNFIT;
  }

  private amountIsFine(): boolean {
    return this.records.values[SLOT.lineAmount] === '' || this.records.closed('amount') === undefined;
  }

  /** From tag to tag, and learns the form for the next record. */
  private walk(element: XafElement, { name, start, from }: OpenTag): number {
    const { text } = this;
    this.spans = [];
    let at = this.skipSpace(from);
    while (at + 1 < text.length && !(text.charCodeAt(at) === LESS && text.charCodeAt(at + 1) === SLASH)) {
      const end = this.scan(element, at);
      if (end < 0) return end;
      at = this.skipSpace(end);
    }
    const end = this.closing(name, at);
    if (end >= 0) this.learn(element, start, end);
    return end;
  }

  private learn(element: XafElement, start: number, end: number): void {
    this.learned += 1;
    if (this.learned > MAX_LEARNED) return;
    const templates = this.templates.get(element) ?? [];
    this.templates.set(element, [RecordTemplate.learn(this.text, start, end, this.spans), ...templates].slice(0, MAX_TEMPLATES));
  }

  private leaf(element: XafElement, name: string, from: number): number {
    const less = this.text.indexOf('<', from);
    if (less < 0) return INCOMPLETE;
    if (element.kind === 'ignored' && this.text.charCodeAt(less + 1) !== SLASH) return this.nested(name, from);
    const end = this.closing(name, less);
    if (end < 0) return end;
    if (!this.keep(element.slot, from, less)) return UNFIT;
    return element.kind === 'amount' && this.records.closed('amount') !== undefined ? UNFIT : end;
  }

  /** A group that is not read, such as `vat`: one level of leaves, of any name. */
  private nested(name: string, from: number): number {
    const { text } = this;
    let at = this.skipSpace(from);
    while (text.charCodeAt(at) === LESS && text.charCodeAt(at + 1) !== SLASH) {
      const close = text.indexOf('>', at);
      const less = text.indexOf('<', at + 1);
      if (close < 0 || less < 0) return INCOMPLETE;
      const inner = text.slice(at + 1, close);
      if (less < close || !NAME.test(inner)) return UNFIT;
      const end = this.closing(inner, less);
      if (end < 0) return end;
      if (!this.keep(-1, close + 1, less)) return UNFIT;
      at = this.skipSpace(end);
    }
    return at + 1 >= text.length ? INCOMPLETE : this.closing(name, at);
  }

  /** The place behind "</name>", which must stand at `at`. */
  private closing(name: string, at: number): number {
    const { text } = this;
    const end = at + name.length + 3;
    if (end > text.length) return INCOMPLETE;
    const closes = text.charCodeAt(at) === LESS && text.charCodeAt(at + 1) === SLASH && text.charCodeAt(end - 1) === GREATER;
    return closes && text.startsWith(name, at + 2) ? end : UNFIT;
  }

  /** False when the text needs the parser. */
  private keep(slot: number, from: number, to: number): boolean {
    const written = this.text.slice(from, to);
    const value = written.includes('&') ? decodeEntities(written) : written;
    if (value === undefined || SPECIAL.test(written)) return false;
    this.spans.push({ from, to, slot });
    if (slot >= 0) this.records.values[slot] = value.trim();
    return true;
  }

  private keepEmpty({ slot }: XafElement, end: number): number {
    if (slot >= 0) this.records.values[slot] = '';
    return end;
  }
}
