/** Rows of a code list or table in the spec folder, by column name. */
export type CsvRow = Record<string, string>;

const FIELD = /"((?:[^"]|"")*)"|([^,\r\n]*)/y;

/** Writes a table as the spec folder keeps it: comma, LF, quotes only where needed. */
export function writeCsv(columns: string[], rows: CsvRow[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((fields) => `${fields.map(quoteField).join(',')}\n`).join('');
}

function quoteField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads a table of the spec folder. These are small files of our own; source data never comes here. */
export function readCsv(text: string): CsvRow[] {
  const [header, ...lines] = splitLines(text.replace(/^\uFEFF/, ''));
  return lines.map((fields) => Object.fromEntries((header ?? []).map((name, index) => [name, fields[index] ?? ''])));
}

function splitLines(text: string): string[][] {
  const lines: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  while (at < text.length) {
    FIELD.lastIndex = at;
    const match = FIELD.exec(text);
    fields.push(match?.[1] !== undefined ? match[1].replaceAll('""', '"') : (match?.[2] ?? ''));
    at = FIELD.lastIndex;
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) fields.push('');
      continue;
    }
    lines.push(fields);
    fields = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  if (fields.length > 0) lines.push(fields);
  return lines;
}
