import type { MappingSpec } from '../specs/report-spec';
import { csvRecords } from '../specs/small-csv';
import { UnusableInput } from '../specs/unusable-input';
import type { TableRow } from './conversion-table';

const DELIMITERS = [',', ';', '\t'];

/**
 * The rows of a conversietabel as a person wrote it: any of three delimiters, columns in any order, capitals in the header allowed.
 * @throws UnusableInput when the text is no such table; the message says what is missing.
 */
export function readTableText(bytes: string, spec: MappingSpec): TableRow[] {
  const text = bytes.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (text.trim() === '') throw new UnusableInput('De conversietabel is leeg.');
  if (text.includes('\0'))
    throw new UnusableInput('De conversietabel bevat een NUL-teken en is dus geen tekstbestand; sla haar op als CSV (UTF-8).');
  const { delimiter, header, line } = headOf(text, spec);
  refuseDoubleColumn(header, line);
  const records = csvRecords(text, delimiter).slice(1);
  const last = records.at(-1);
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    throw new UnusableInput('In de conversietabel wordt een aanhalingsteken niet gesloten.', { line: last?.line });
  const rows = records.map(({ line: at, fields }) => ({
    line: at,
    values: Object.fromEntries(header.map((name, index) => [name, (fields[index] ?? '').trim()])),
    surplus: fields.slice(header.length).filter((field) => field.trim() !== '').length,
  }));
  return rows.filter(({ values, surplus }) => surplus > 0 || Object.values(values).some((value) => value !== ''));
}

interface TableHead {
  delimiter: string;
  header: string[];
  line: number;
}

function headOf(text: string, spec: MappingSpec): TableHead {
  const needed = [
    ...Object.keys(spec.by),
    ...Object.entries(spec.gives)
      .filter(([, column]) => column.optional !== 'true')
      .map(([name]) => name),
  ];
  const heads = DELIMITERS.map((delimiter) => {
    const [record] = csvRecords(text, delimiter, 1);
    return { delimiter, header: (record?.fields ?? []).map((name) => name.trim().toLowerCase()), line: record?.line ?? 1 };
  });
  const missing = ({ header }: TableHead): string[] => needed.filter((name) => !header.includes(name));
  const best = heads.reduce((a, b) => (missing(b).length < missing(a).length ? b : a));
  if (missing(best).length === needed.length)
    throw new UnusableInput(
      `De kopregel van de conversietabel is niet herkend: nodig zijn ${needed.join(', ')}, gescheiden door komma, puntkomma of tab.`,
      { line: best.line },
    );
  if (missing(best).length > 0)
    throw new UnusableInput(
      `In de kopregel van de conversietabel ontbreken: ${missing(best).join(', ')}; gevonden: ${best.header.join(', ')}.`,
      { line: best.line },
    );
  return best;
}

function refuseDoubleColumn(header: string[], line: number): void {
  const double = header.findIndex((name, index) => name !== '' && header.indexOf(name) !== index);
  if (double >= 0)
    throw new UnusableInput(`De kolom "${header[double]}" staat twee keer in de kopregel van de conversietabel.`, {
      line,
      column: double + 1,
    });
}
