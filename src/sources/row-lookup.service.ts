import { Calculation } from '../platform/duckdb';
import { readChunks } from '../platform/received-file';
import { RecordLines, type WantedRecord } from './record-lines';
import { numberedScan } from './scan';
import type { TextTable } from './source-reading';

export interface FoundRow {
  /** 1 is the first row below the header. */
  row: number;
  values: Record<string, string>;
}

/** Looks rows of a source up by number, in a calculation of its own: slow, and only used when there is something to tell. */
export class RowLookup {
  private calculation?: Calculation;

  constructor(private readonly workDir: string) {}

  /** The first rows for which the SQL condition on the header names holds. This session keeps the order, so it may stop at the last one. */
  async find(table: TextTable, condition: string, limit = 20): Promise<FoundRow[]> {
    const session = await this.session();
    const rows = await session.rows(`SELECT * FROM ${numberedScan(table)} WHERE ${condition} LIMIT ${limit}`);
    return rows.map(({ _row, ...values }) => ({
      row: Number(_row),
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ''])),
    }));
  }

  async session(): Promise<Calculation> {
    if (!this.calculation) {
      this.calculation = new Calculation({ workDir: this.workDir });
      await this.calculation.execute('SET preserve_insertion_order = true');
    }
    return this.calculation;
  }

  async close(): Promise<void> {
    await this.calculation?.close();
    this.calculation = undefined;
  }
}

/** The line of the file on which a row begins; undefined for what is no text. */
export async function lineOfRow(table: TextTable, row: number): Promise<number | undefined> {
  if (table.snapshot) return undefined;
  return lineOf(table.path, { record: row + 1, empty: false, skip: table.skip, delimiter: table.delimiter });
}

/** The line of the file at which a reader that counts line breaks outside quotes has stopped. */
export async function lineOfRecord(table: TextTable, record: number): Promise<number | undefined> {
  return lineOf(table.path, { record, empty: true, delimiter: table.delimiter });
}

async function lineOf(path: string, wanted: WantedRecord): Promise<number | undefined> {
  const lines = new RecordLines(wanted);
  for await (const chunk of readChunks(path)) {
    const line = lines.push(chunk);
    if (line !== undefined) return line;
  }
  return undefined;
}
