import { createReadStream } from 'node:fs';
import { Calculation } from '../platform/duckdb';
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

  /** The first rows for which the SQL condition on the header names holds. */
  async find(table: TextTable, condition: string, limit = 20): Promise<FoundRow[]> {
    const session = await this.session();
    const rows = await session.rows(`SELECT * FROM ${numberedScan(table)} WHERE ${condition} ORDER BY _row LIMIT ${limit}`);
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

/** The line of the file on which a row begins: quoted line breaks make it differ from the row number. */
export async function lineOfRow(path: string, row: number): Promise<number> {
  let line = 1;
  let record = 0;
  let quoted = false;
  for await (const chunk of createReadStream(path)) {
    for (const byte of chunk as Buffer) {
      if (record === row) return line;
      if (byte === 0x22) quoted = !quoted;
      else if (byte === 0x0a) {
        line++;
        if (!quoted) record++;
      }
    }
  }
  return line;
}
