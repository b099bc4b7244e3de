import { csvRecords } from '../specs/small-csv';
import { UnusableInput } from '../specs/unusable-input';
import type { DecimalSign, ExpectedColumn } from './source-reading';

export const DELIMITERS = [',', ';', '\t'];

export interface CsvHead {
  delimiter: string;
  header: string[];
  /** Lines above the header row: empty ones, or the `sep=` that spreadsheets write. */
  skip: number;
  decimal?: DecimalSign;
}

/**
 * Decides delimiter, header and (when the first rows show it) the decimal sign from the start of a file.
 * @throws UnusableInput when no delimiter gives the columns that are needed; the message names what is missing.
 */
export function readCsvHead(bytes: string, expected: ExpectedColumn[], given: { delimiter?: string; decimal?: DecimalSign } = {}): CsvHead {
  const text = bytes.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const candidates = (given.delimiter ? [given.delimiter] : DELIMITERS).map((delimiter) => headOf(text, delimiter));
  const complete = candidates.find(({ header }) => missing(header, expected).length === 0);
  if (!complete) throw refusal(candidates, expected);
  const double = complete.header.findIndex((name, index) => name !== '' && complete.header.indexOf(name) !== index);
  if (double >= 0)
    throw new UnusableInput(`De kolom "${complete.header[double]}" staat twee keer in de kopregel; maak de namen uniek.`, {
      line: complete.skip + 1,
      column: double + 1,
    });
  return { ...complete, decimal: given.decimal ?? decimalOf(text, complete, expected) };
}

const SEPARATOR_LINE = /^"?sep=.{0,2}$/i;

function headOf(text: string, delimiter: string): CsvHead {
  const [first, second] = csvRecords(text, delimiter, 2);
  const head = second && SEPARATOR_LINE.test(text.split('\n', first?.line)[(first?.line ?? 1) - 1] ?? '') ? second : first;
  return { delimiter, header: (head?.fields ?? []).map((name) => name.trim().toLowerCase()), skip: (head?.line ?? 1) - 1 };
}

function missing(header: string[], expected: ExpectedColumn[]): string[] {
  return expected.filter(({ name, optional }) => !optional && !header.includes(name)).map(({ name }) => name);
}

function refusal(candidates: CsvHead[], expected: ExpectedColumn[]): UnusableInput {
  const line = (candidates[0]?.skip ?? 0) + 1;
  const best = candidates.reduce((a, b) => (missing(b.header, expected).length < missing(a.header, expected).length ? b : a));
  const gone = missing(best.header, expected);
  const needed = expected.filter(({ optional }) => !optional).map(({ name }) => name);
  if (gone.length === needed.length) {
    return new UnusableInput(
      `De kopregel is niet herkend: nodig zijn de kolommen ${needed.join(', ')}, gescheiden door komma, puntkomma of tab.`,
      { line },
    );
  }
  const noun = gone.length === 1 ? `De kolom ${gone[0]} ontbreekt` : `De kolommen ${gone.join(', ')} ontbreken`;
  return new UnusableInput(`${noun} in de kopregel; gevonden: ${found(best.header)}.`, { line });
}

function found(header: string[]): string {
  const text = header.join(', ');
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

const DECIDING = /([.,])\d{1,2}\s*[-+)]?$/;

/** Values with one or two digits behind the sign decide; different answers, or none, leave it open. */
function decimalOf(text: string, { delimiter, header, skip }: CsvHead, expected: ExpectedColumn[]): DecimalSign | undefined {
  const amounts = expected.filter(({ amount }) => amount).map(({ name }) => header.indexOf(name));
  const signs = new Set<string>();
  // The last record may have been cut off by the end of the sample.
  for (const { line, fields } of csvRecords(text, delimiter, 500).slice(0, -1)) {
    if (line <= skip + 1) continue;
    for (const index of amounts) {
      const sign = DECIDING.exec((fields[index] ?? '').trim())?.[1];
      if (sign) signs.add(sign);
    }
  }
  return signs.size === 1 ? ([...signs][0] as DecimalSign) : undefined;
}
