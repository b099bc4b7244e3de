import { compareTotals } from './line-totals';
import { SLOT } from './elements';
import type { Finding, Severity } from '../../specs/finding';
import type { LedgerTranscript } from './ledger-transcript';
import type { Tally } from './tally';

/** Everything odd about an auditfile that was read to its end. */
export function transcriptFindings(transcript: LedgerTranscript, unknown: Tally): Finding[] {
  return [
    ...versionFindings(transcript),
    ...totalFindings(transcript),
    ...transcript.opening.findings(),
    ...referenceFindings(transcript),
    ...periodFindings(transcript),
    ...masterFindings(transcript),
    ...headerFindings(transcript, unknown),
  ];
}

function versionFindings({ version, namespace }: LedgerTranscript): Finding[] {
  if (version?.official) return [];
  const name = namespace === '' ? 'geen namespace' : `de namespace "${namespace.slice(0, 120)}"`;
  const guess = version ? `als versie ${version.version}` : 'naar beste kunnen';
  const advice = 'Controleer de totalen en vraag de leverancier om een export in de officiële versie 3.2 of 4.0.';
  return [warning('BRON-XAF-VERSIE', `Het auditfile heeft ${name}, geen officiële versie; het is ${guess} gelezen.`, advice)];
}

function totalFindings({ values, totals, opening, transactions, tallies }: LedgerTranscript): Finding[] {
  const text = (slot: number): string => values[slot] ?? '';
  const booked = { subject: 'De boekingen', count: text(SLOT.count), debit: text(SLOT.debit), credit: text(SLOT.credit), transactions };
  const opened = {
    subject: 'De beginbalans',
    count: text(SLOT.openingCount),
    debit: text(SLOT.openingDebit),
    credit: text(SLOT.openingCredit),
  };
  const findings = [...compareTotals(opened, opening.totals), ...compareTotals(booked, totals)];
  // One part of several may well state the totals of the whole.
  return tallies.continuation.count > 0 ? findings.map((finding) => ({ ...finding, severity: 'info' as const })) : findings;
}

function referenceFindings({ tallies }: LedgerTranscript): Finding[] {
  const advice = 'Controleer of de stamgegevens in de export volledig zijn; de regels tellen gewoon mee.';
  const referring = (tally: Tally, what: string): Finding[] =>
    counted(tally, 'BRON-XAF-VERWIJZING', (count, which) => `${count} met ${what} die niet in het auditfile staat: ${which}.`, advice);
  return [
    ...referring(tallies.unknownAccount, 'een rekening (accID)'),
    ...referring(tallies.unknownRelation, 'een relatie (custSupID)'),
    ...counted(
      tallies.unknownPeriod,
      'BRON-XAF-VERWIJZING',
      (_, which) =>
        `${times(tallies.unknownPeriod, 'boeking', 'boekingen')} met een periode die niet in de lijst van perioden staat: ${which}.`,
      advice,
    ),
  ];
}

function periodFindings({ tallies }: LedgerTranscript): Finding[] {
  const tally = tallies.derivedPeriod;
  const advice = 'Controleer of deze boekingen in de juiste maand vallen.';
  return counted(
    tally,
    'BRON-XAF-PERIODE',
    (_, which) =>
      `${times(tally, 'boeking', 'boekingen')} zonder gewone periode (${which}); de maand is afgeleid uit de lijst van perioden of de boekdatum.`,
    advice,
  );
}

function masterFindings({ master }: LedgerTranscript): Finding[] {
  const advice = 'Controleer de stamgegevens in het financiële pakket; de regels zelf zijn gewoon gelezen.';
  const repeated = (tally: Tally, what: string): Finding[] =>
    counted(
      tally,
      'BRON-XAF-OVERIG',
      (_, which) => `${what} ${tally.count === 1 ? 'komt' : 'komen'} meer dan eens voor: ${which}.`,
      advice,
    );
  return [
    ...repeated(master.repeatedAccounts, times(master.repeatedAccounts, 'rekening', 'rekeningen')),
    ...repeated(master.repeatedRelations, times(master.repeatedRelations, 'relatie', 'relaties')),
    ...repeated(master.repeatedReferenceCodes, times(master.repeatedReferenceCodes, 'RGS-code', 'RGS-codes')),
    ...counted(
      master.emptyReferenceCodes,
      'BRON-XAF-OVERIG',
      (_, which) => `${times(master.emptyReferenceCodes, 'rekening heeft', 'rekeningen hebben')} een RGS-code van alleen nullen: ${which}.`,
      advice,
    ),
  ];
}

function headerFindings({ values, year, tallies }: LedgerTranscript, unknown: Tally): Finding[] {
  const findings: Finding[] = [];
  const currency = values[SLOT.curCode] ?? '';
  if (currency !== '' && currency.toUpperCase() !== 'EUR') {
    const message = `De bedragen zijn volgens het auditfile in ${currency.slice(0, 10)} en niet in euro; ze zijn gelezen zoals ze er staan.`;
    findings.push(warning('BRON-XAF-OVERIG', message, 'Controleer de valuta van de administratie.'));
  }
  if (year.oddHeader !== undefined && tallies.continuation.count === 0) {
    const said = year.oddHeader === '' ? 'geen boekjaar' : `"${year.oddHeader}" als boekjaar`;
    const message = `Het auditfile noemt ${said} (fiscalYear); het boekjaar is afgeleid uit de datums.`;
    findings.push(warning('BRON-XAF-OVERIG', message, 'Controleer of het boekjaar klopt.'));
  }
  if (tallies.continuation.count > 0) {
    const message = `Dit is een deel van een gesplitst auditfile (${tallies.continuation.examples()}).`;
    findings.push({ id: 'BRON-XAF-OVERIG', severity: 'info', message, advice: 'Bied alle delen samen aan.' });
  }
  if (unknown.count > 0) {
    const message = `${times(unknown, 'onbekend element', 'onbekende elementen')} overgeslagen: ${unknown.examples()}.`;
    findings.push({ id: 'BRON-XAF-OVERIG', severity: 'info', message });
  }
  return findings;
}

function counted(tally: Tally, id: string, message: (count: string, which: string) => string, advice: string): Finding[] {
  if (tally.count === 0) return [];
  const finding = warning(id, message(times(tally, 'regel', 'regels'), tally.examples()), advice);
  return [tally.rows.length > 0 ? { ...finding, rows: { count: tally.count, first: [...tally.rows] } } : finding];
}

function warning(id: string, message: string, advice: string): Finding {
  const severity: Severity = 'warning';
  return { id, severity, message, advice };
}

function times({ count }: Tally, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
