/** One record of a small delimited text, with the line on which it begins. */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/**
 * Splits a small delimited text that a person wrote (code lists, conversietabel, the head of a source) into records.
 * Sources themselves are never read with this: the calculation engine does that.
 */
export function csvRecords(text: string, delimiter = ',', most = Infinity): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let begins = 1;
  const end = (): void => {
    if (fields.length > 0 || field !== '') records.push({ line: begins, fields: [...fields, field] });
    fields = [];
    field = '';
  };
  for (let index = 0; index < text.length && records.length < most; index++) {
    const sign = text[index] ?? '';
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[index + 1] === '"') field += text[++index];
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === delimiter) {
      fields.push(field);
      field = '';
    } else if (sign === '\n') {
      end();
      begins = line;
    } else if (sign !== '\r' || text[index + 1] !== '\n') field += sign;
  }
  if (records.length < most) end();
  return records;
}

/** Rows by header name (lower case, trimmed), each with its line. */
export function csvRows(text: string, delimiter = ','): { header: string[]; rows: { line: number; values: Record<string, string> }[] } {
  const [head, ...records] = csvRecords(text.replace(/^\uFEFF/, ''), delimiter);
  const header = (head?.fields ?? []).map((name) => name.trim().toLowerCase());
  const rows = records.map(({ line, fields }) => ({
    line,
    values: Object.fromEntries(header.map((name, index) => [name, (fields[index] ?? '').trim()])),
  }));
  return { header, rows };
}

/** A record as text; fields are quoted only where needed. */
export function csvLine(fields: string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}
