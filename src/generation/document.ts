import { decimal, format, withScale } from '../specs/exact-decimal';
import type { TreeNode } from '../specs/report-spec';
import type { PartRow } from '../reports/workbench';

/** A value of the delivered document: numbers are kept as digits, so that no amount passes through floating point. */
export type DocumentValue = string | boolean | DocumentNumber | DocumentValue[] | { [name: string]: DocumentValue };

export class DocumentNumber {
  constructor(readonly digits: string) {}
}

export interface DocumentSource {
  /** Rows of a part, in the order of the delivery. */
  rows(part: string): PartRow[];
  /** A value outside any row: period, parameter, `organisation.naam`, `moment`, `software`. */
  value(name: string): string | undefined;
  /** Columns by which a part hangs below its parent. */
  parentKeys(part: string): string[];
}

export class LayoutError extends Error {
  override name = 'LayoutError';
}

type Leaf = Record<string, string>;

/** Places parts in the tree of an output. It names and formats; it never computes. */
export function buildDocument(tree: TreeNode, source: DocumentSource): DocumentValue {
  return new Builder(source).node(tree, [], '') ?? {};
}

class Builder {
  constructor(private readonly source: DocumentSource) {}

  node(node: TreeNode, rows: PartRow[], path: string): DocumentValue | undefined {
    if (typeof node === 'string') return this.reference(node, rows, path);
    if (Array.isArray(node))
      return node.map((child, index) => this.node(child, rows, `${path}/${index}`)).filter((child) => child !== undefined);
    if (isLeaf(node)) return this.leaf(node as Leaf, rows, path);
    if (typeof node.each === 'string') return this.each(node.each, node.item ?? {}, rows, path);
    if (typeof node.with === 'string') return this.withRow(node, rows, path);
    return this.members(node, rows, path);
  }

  private members(node: { [key: string]: TreeNode }, rows: PartRow[], path: string): DocumentValue {
    const members: { [name: string]: DocumentValue } = {};
    for (const [name, child] of Object.entries(node)) {
      if (name === 'with') continue;
      const value = this.node(child, rows, `${path}/${name}`);
      if (value !== undefined) members[name] = value;
    }
    return members;
  }

  private each(part: string, item: TreeNode, rows: PartRow[], path: string): DocumentValue {
    const outer = rows[0];
    const keys = outer ? this.source.parentKeys(part) : [];
    const own = this.source.rows(part).filter((row) => keys.every((key) => row[key] === outer?.[key]));
    return own.map((row, index) => this.node(item, [row, ...rows], `${path}/${index}`)).filter((value) => value !== undefined);
  }

  private withRow(node: { [key: string]: TreeNode }, rows: PartRow[], path: string): DocumentValue {
    const part = typeof node.with === 'string' ? node.with : '';
    const found = this.source.rows(part);
    if (found.length > 1) throw new LayoutError(`${path}: ${part} heeft ${found.length} rijen; "with" verwacht er een`);
    return this.members(node, [found[0] ?? {}, ...rows], path);
  }

  private reference(text: string, rows: PartRow[], path: string): string {
    if (!text.startsWith('=')) return text;
    const name = text.slice(1);
    const row = rows.find((candidate) => name in candidate);
    const value = row ? row[name] : this.source.value(name);
    if (value === undefined) throw new LayoutError(`${path}: "${text}" verwijst naar niets`);
    return value;
  }

  private leaf(leaf: Leaf, rows: PartRow[], path: string): DocumentValue | undefined {
    const text = this.reference(leaf.value ?? '', rows, path);
    if (leaf.omit === 'empty' && text.trim() === '') return undefined;
    if (leaf.omit === 'zero' && /^-?0*\.?0*$/.test(text)) return undefined;
    return formatLeaf(text, leaf, path);
  }
}

function isLeaf(node: { [key: string]: TreeNode }): boolean {
  return typeof node.value === 'string' && Object.values(node).every((value) => typeof value === 'string');
}

function formatLeaf(text: string, leaf: Leaf, path: string): DocumentValue {
  switch (leaf.as ?? 'text') {
    case 'text':
      return text;
    case 'line':
      return text.replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim();
    case 'integer':
      return new DocumentNumber(wholeNumber(text, path));
    case 'number':
      return new DocumentNumber(plainNumber(text, path));
    case 'decimal':
      return decimalText(plainNumber(text, path), leaf);
    case 'boolean':
      return booleanValue(text, leaf, path);
    case 'date':
      return text.slice(0, 10);
    case 'datetime':
      return text.replace(/\.\d+(?=Z|[+-]\d\d:\d\d|$)/, '');
    default:
      throw new LayoutError(`${path}: "as: ${leaf.as}" is onbekend`);
  }
}

function wholeNumber(text: string, path: string): string {
  const match = /^(-?)0*(\d+)(?:\.0*)?$/.exec(text.trim());
  if (!match) throw new LayoutError(`${path}: "${text}" is geen geheel getal`);
  return match[2] === '0' ? '0' : `${match[1]}${match[2]}`;
}

function plainNumber(text: string, path: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) throw new LayoutError(`${path}: "${text}" is geen getal`);
  return text.trim();
}

function decimalText(text: string, leaf: Leaf): string {
  const value = decimal(text);
  const decimals = leaf.decimals === undefined ? value.scale : Number(leaf.decimals);
  return format(withScale(value, decimals)).replace('.', leaf.separator ?? '.');
}

function booleanValue(text: string, leaf: Leaf, path: string): DocumentValue {
  const yes = ['true', 'ja', '1'].includes(text.toLowerCase());
  if (!yes && !['false', 'nee', '0', ''].includes(text.toLowerCase())) throw new LayoutError(`${path}: "${text}" is geen ja of nee`);
  if (leaf.true !== undefined || leaf.false !== undefined) return (yes ? leaf.true : leaf.false) ?? '';
  return yes;
}
