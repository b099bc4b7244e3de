/** Audit containers of tax software: packed, encrypted or in an own format. */
const CONTAINER = /\.(xac|xsc|xfc|adc|adt|clr)$/i;
const OWN_NAME = /\.xaf(\.gz|\.zip)?$/i;
const MARKUP = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*</;

/** XML of any kind: another root than auditfile deserves the message of the XAF reader, not that of the CSV reader. */
export function looksLikeXml(head: Buffer): boolean {
  // Without NUL bytes UTF-16 reads like latin text as far as markup is concerned.
  return MARKUP.test(head.subarray(0, 1024).toString('latin1').replaceAll('\u0000', ''));
}

export function looksLikeAuditfile(head: Buffer, fileName: string): boolean {
  return looksLikeXml(head) || OWN_NAME.test(fileName) || CONTAINER.test(fileName);
}

/** The sentence for a container that only its own program can open. */
export function containerSentence(head: Buffer, fileName: string): string | undefined {
  const extension = CONTAINER.exec(fileName)?.[0];
  if (extension === undefined || looksLikeXml(head)) return undefined;
  return `Een bestand met de extensie ${extension} is versleuteld of alleen leesbaar voor het eigen programma; maak in het financiële pakket een XML Auditfile Financieel (.xaf).`;
}
