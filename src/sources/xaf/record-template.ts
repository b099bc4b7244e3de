import type { XafRecords } from './xaf-reader';

/** A text within a record: where it stands, and the slot it goes to (-1: not kept). */
export interface Span {
  from: number;
  to: number;
  slot: number;
}

/** Everything a text may hold without needing a closer look: no mark-up, "]]>", carriage return or control character. */
const KEPT = '[^<\\]\\u0000-\\u0008\\u000b-\\u001f\\ufffe\\uffff]*';
/** In a text that is not kept, an ampersand cannot be judged afterwards. */
const PASSED = KEPT.replace('<', '<&');

/**
 * The form of a record as one pattern, learned from a record of the file itself. A program writes line after line in the same form,
 * white space included, and one match of the whole is many times as fast as going from tag to tag.
 */
export class RecordTemplate {
  private constructor(
    private readonly pattern: RegExp,
    private readonly slots: number[],
  ) {}

  /** `spans` are the texts of the record that stands between `from` and `to`. */
  static learn(text: string, from: number, to: number, spans: Span[]): RecordTemplate {
    let pattern = '';
    let at = from;
    for (const span of spans) {
      pattern += literal(text.slice(at, span.from)) + (span.slot < 0 ? PASSED : `(${KEPT})`);
      at = span.to;
    }
    const slots = spans.map(({ slot }) => slot).filter((slot) => slot >= 0);
    return new RecordTemplate(new RegExp(pattern + literal(text.slice(at, to)), 'y'), slots);
  }

  /** Reads the record that starts here: the place behind it, or -1 when it has another form. */
  match(text: string, from: number, records: XafRecords): number {
    const { pattern, slots } = this;
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (found === null) return -1;
    const { values } = records;
    for (let at = 0; at < slots.length; at += 1) {
      const written = found[at + 1] as string;
      const text = written.includes('&') ? decodeEntities(written) : written;
      if (text === undefined) return -1;
      values[slots[at] as number] = text.trim();
    }
    return pattern.lastIndex;
  }
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** The five names every XML knows; undefined when anything else stands behind an ampersand. */
export function decodeEntities(text: string): string | undefined {
  let known = true;
  const decoded = text.replace(/&[a-z]*;?/g, (entity) => {
    known &&= entity in ENTITIES;
    return ENTITIES[entity] ?? '';
  });
  return known ? decoded : undefined;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
