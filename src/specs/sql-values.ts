import type { ColumnType } from './report-spec';

/** A value that SQL may name as `$name`, with its type. */
export interface SqlValue {
  type: ColumnType;
  value: string;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The value as a typed SQL literal, so that no type is ever guessed. */
export function literal({ type, value }: SqlValue): string {
  switch (type) {
    case 'integer':
      return `${quote(value)}::BIGINT`;
    case 'decimal':
    case 'amount':
      return `${quote(value)}::DECIMAL(38,6)`;
    case 'date':
      return `${quote(value)}::DATE`;
    case 'boolean':
      return `${quote(value)}::BOOLEAN`;
    case 'code':
    case 'text':
    case 'document':
      return quote(value);
  }
}

const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** Names used as `$name` outside strings and comments. */
export function namedValues(sql: string): string[] {
  return [...new Set([...sql.matchAll(TOKEN)].flatMap((match) => (match[1] ? [match[1]] : [])))];
}

/** Replaces every `$name` outside strings and comments. */
export function replaceValues(sql: string, replacement: (name: string) => string): string {
  return sql.replaceAll(TOKEN, (token, name: string | undefined) => (name === undefined ? token : replacement(name)));
}

/** Replaces every `$name` by its literal. @throws UnknownSqlValue */
export function fillValues(sql: string, values: ReadonlyMap<string, SqlValue>): string {
  return replaceValues(sql, (name) => {
    const value = values.get(name);
    if (!value) throw new UnknownSqlValue(name);
    return literal(value);
  });
}

export class UnknownSqlValue extends Error {
  constructor(readonly valueName: string) {
    super(`$${valueName} is not a parameter, a value of the period or one of $year, $period, $period_start, $period_end, $stage.`);
    this.name = 'UnknownSqlValue';
  }
}

/** The type in the database of a declared column. Amounts of sources hold whole cents up to 18 digits before the point. */
export function sqlType(type: ColumnType): string {
  switch (type) {
    case 'integer':
      return 'BIGINT';
    case 'decimal':
      return 'DECIMAL(38,6)';
    case 'amount':
      return 'DECIMAL(20,2)';
    case 'date':
      return 'DATE';
    case 'boolean':
      return 'BOOLEAN';
    case 'code':
    case 'text':
    case 'document':
      return 'VARCHAR';
  }
}
