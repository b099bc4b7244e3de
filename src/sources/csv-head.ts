import { csvRecords } from '../specs/small-csv';
import { UnusableInput } from '../specs/unusable-input';
import type { DecimalSign, ExpectedColumn } from './source-reading';

export const DELIMITERS = [',', ';', '\t'];

export interface CsvHead {
  delimiter: string;
  header: string[];
  decimal?: DecimalSign;
}

/**
 * Decides delimiter, header and (when the first rows show it) the decimal sign from the start of a file.
 * @throws UnusableInput when no delimiter gives the columns that are needed; the message names what is missing.
 */
export function readCsvHead(text: string, expected: ExpectedColumn[], given: { delimiter?: string; decimal?: DecimalSign } = {}): CsvHead {
  const candidates = (given.delimiter ? [given.delimiter] : DELIMITERS).map((delimiter) => ({ delimiter, header: headerOf(text, delimiter) }));
  const complete = candidates.find(({ header }) => missing(header, expected).length === 0);
  if (!complete) throw refusal(candidates, expected);
  const double = complete.header.find((name, index) => name !== '' && complete.header.indexOf(name) !== index);
  if (double) throw new UnusableInput(`De kolom "${double}" staat twee keer in de kopregel; maak de namen uniek.`, { line: 1 });
  return { ...complete, decimal: given.decimal ?? decimalOf(text, complete, expected) };
}

function headerOf(text: string, delimiter: string): string[] {
  return (csvRecords(text, delimiter, 1)[0]?.fields ?? []).map((name) => name.trim().toLowerCase());
}

function missing(header: string[], expected: ExpectedColumn[]): string[] {
  return expected.filter(({ name, optional }) => !optional && !header.includes(name)).map(({ name }) => name);
}

function refusal(candidates: CsvHead[], expected: ExpectedColumn[]): UnusableInput {
  const best = candidates.reduce((a, b) => (missing(b.header, expected).length < missing(a.header, expected).length ? b : a));
  const gone = missing(best.header, expected);
  const needed = expected.filter(({ optional }) => !optional).map(({ name }) => name);
  if (gone.length === needed.length) {
    return new UnusableInput(`De kopregel is niet herkend: nodig zijn de kolommen ${needed.join(', ')}, gescheiden door komma, puntkomma of tab.`, { line: 1 });
  }
  const noun = gone.length === 1 ? `De kolom ${gone[0]} ontbreekt` : `De kolommen ${gone.join(', ')} ontbreken`;
  return new UnusableInput(`${noun} in de kopregel; gevonden: ${best.header.join(', ')}.`, { line: 1 });
}

const DECIDING = /([.,])\d{1,2}\s*[-)]?$/;

/** Values with one or two digits behind the sign decide; different answers, or none, leave it open. */
function decimalOf(text: string, { delimiter, header }: CsvHead, expected: ExpectedColumn[]): DecimalSign | undefined {
  const amounts = expected.filter(({ amount }) => amount).map(({ name }) => header.indexOf(name));
  const signs = new Set<string>();
  // The last record may have been cut off by the end of the sample.
  for (const { fields } of csvRecords(text, delimiter, 500).slice(1, -1)) {
    for (const index of amounts) {
      const sign = DECIDING.exec((fields[index] ?? '').trim())?.[1];
      if (sign) signs.add(sign);
    }
  }
  return signs.size === 1 ? ([...signs][0] as DecimalSign) : undefined;
}
