export const CSV_HEADER = [
  'boekjaar',
  'periode',
  'boekdatum',
  'boekstuk',
  'regelnr',
  'grootboekrekening',
  'kostenplaats',
  'kostensoort',
  'omschrijving',
  'debet',
  'credit',
  'dagboek',
  'relatie',
];

const SPECIAL = /[",\r\n]/;

/** One field, quoted where it must be. */
export function csvField(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
