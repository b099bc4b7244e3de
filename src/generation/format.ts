import type { ReportFile } from '../reports/workbench';
import type { DocumentValue } from './document';

/** Writes a document in one file format, and reads it back. Same document, same bytes. */
export interface Format {
  kind: string;
  render(document: DocumentValue, options: { name: string }): ReportFile;
  /** The document in a file that somebody made; throws UnusableInput when the bytes are not of this format. */
  read(content: Uint8Array, file: string): DocumentValue;
}
