import type { TreeNode } from '../specs/report-spec';
import { DocumentNumber, type DocumentValue } from './document';

export interface ReadDocument {
  /** Rows by part, as they stand in the file. */
  parts: Record<string, Record<string, string>[]>;
  /** Values that the layout takes from outside the parts: `year`, `periode`, `organisation.code`. */
  values: Record<string, string>;
}

/** Reads a delivered file backwards: the tree that placed the parts also says where they stand. */
export function readDocument(tree: TreeNode, document: DocumentValue): ReadDocument {
  const read: ReadDocument = { parts: {}, values: {} };
  walkNode(tree, document, undefined, read);
  return read;
}

type Row = Record<string, string>;

function walkNode(node: TreeNode, value: DocumentValue | undefined, row: Row | undefined, read: ReadDocument): void {
  if (typeof node === 'string') return take(node, value, {}, row ?? read.values);
  if (Array.isArray(node)) return;
  if (isLeaf(node)) return take(node.value ?? '', value, node, row ?? read.values);
  if (typeof node.each === 'string') return walkEach(node.each, node.item ?? {}, value, { row, read });
  const target = typeof node.with === 'string' ? newRow(read, node.with) : row;
  for (const [name, child] of Object.entries(node)) if (name !== 'with') walkNode(child, member(value, name), target, read);
}

function walkEach(part: string, item: TreeNode, value: DocumentValue | undefined, at: { row?: Row; read: ReadDocument }): void {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  at.read.parts[part] ??= [];
  for (const one of items) walkNode(item, one, Object.assign(newRow(at.read, part), at.row), at.read);
}

function newRow(read: ReadDocument, part: string): Row {
  const row: Row = {};
  (read.parts[part] ??= []).push(row);
  return row;
}

function isLeaf(node: { [key: string]: TreeNode }): node is Record<string, string> {
  return typeof node.value === 'string' && Object.values(node).every((value) => typeof value === 'string');
}

function member(value: DocumentValue | undefined, name: string): DocumentValue | undefined {
  if (value === undefined || typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof DocumentNumber)
    return undefined;
  return value[name];
}

function take(reference: string, value: DocumentValue | undefined, leaf: Record<string, string>, target: Row): void {
  if (!reference.startsWith('=')) return;
  const text = textOf(value);
  if (text === undefined) return;
  target[reference.slice(1)] = leaf.separator ? text.replace(leaf.separator, '.') : text;
}

function textOf(value: DocumentValue | undefined): string | undefined {
  if (value instanceof DocumentNumber) return value.digits;
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : undefined;
}
