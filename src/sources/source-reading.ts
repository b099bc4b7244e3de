import type { Finding } from '../specs/finding';

export type DecimalSign = '.' | ',';

/**
 * A file that the calculation engine scans: delimited text in UTF-8 (quote and escape are always `"`), or a snapshot in Parquet in which
 * codes are still text and amounts are exact decimals.
 */
export interface TextTable {
  path: string;
  snapshot?: boolean;
  /** Lines above the header row. */
  skip?: number;
  delimiter: string;
  /** The names in the header row, trimmed and in lower case, in the order of the file. */
  header: string[];
  /** Decimal sign of the amounts in this file; undefined when its first rows do not decide it. */
  decimal?: DecimalSign;
}

/** Identity of what was received: the bytes after unzip, before any decoding. */
export interface ReceivedBytes {
  sha256: string;
  bytes: number;
}

/** What a connector hands over for one table. */
export interface SourceReading {
  table: TextTable;
  /** Resolves when every byte has been seen; rejects with UnusableInput when the bytes are unusable or changed while being read. */
  received: Promise<ReceivedBytes>;
  /** What was odd but readable: byte order mark, windows-1252, totals that do not add up. Complete once `received` has resolved. */
  findings: Finding[];
  /**
   * A reader may start while the bytes are still being checked. When the check shows that they must be read otherwise (another
   * encoding), or when the scan `stumbled` over something that can be evened out, this gives the reading to use instead; undefined when
   * the first one stands. Call it after `received`.
   */
  otherwise?(stumbled: boolean): Promise<SourceReading | undefined>;
  /** Call it after the last scan; rejects with UnusableInput when the file changed since the first look at it. */
  unchanged?(): Promise<void>;
  /** Removes temporary files. */
  dispose(): Promise<void>;
}

/** A column that the caller hopes to find. */
export interface ExpectedColumn {
  name: string;
  optional: boolean;
  amount: boolean;
}

export interface ReadRequest {
  /** Folder for temporary files. */
  workDir: string;
  columns: ExpectedColumn[];
  delimiter?: string;
  decimal?: DecimalSign;
  encoding?: 'utf-8' | 'windows-1252';
}

/** Reads one kind of source. A connector knows columns and bytes; it knows no report. */
export interface Connector {
  kind: string;
  /** Looks at the first bytes, never at the file name alone. */
  accepts(head: Buffer, fileName: string): boolean;
  read(path: string, request: ReadRequest): Promise<SourceReading>;
}
