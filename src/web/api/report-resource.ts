import type { ReportStatus } from '../../reports/report-status';
import type { Finding } from '../../specs/finding';
import type { ReportDossier } from '../deliveries/report-reader.service';
import { downloadsOf } from '../deliveries/downloads';

/** Names of the statuses in the API. They belong to the contract, unlike the labels of the pages. */
export const STATUS_NAMES: Record<ReportStatus, string> = {
  planned: 'gepland',
  collected: 'verzameld',
  generated: 'opgebouwd',
  blocked: 'geblokkeerd',
  'in-review': 'in-beoordeling',
  reviewed: 'beoordeeld',
  approved: 'goedgekeurd',
  delivered: 'verzonden',
  accepted: 'geaccepteerd',
  rejected: 'teruggestuurd',
  withdrawn: 'ingetrokken',
};

/** A report in a list. Moments are in UTC and end in `Op`; a date without a time ends in `Datum`. */
export interface ReportSummary {
  id: string;
  organisatie: string;
  specificatie: string;
  periode: string;
  status: string;
  statusOp: string;
  versie: number;
  uitersteDatum: string | null;
  aantallen: { fouten: number; waarschuwingen: number; signalen: number } | null;
  probleem: { stap: string; tekst: string; op: string } | null;
}

export function summaryOf({ report, version }: ReportDossier, organisation: string, dueDate: string | null): ReportSummary {
  const counted = version && version.errors !== null;
  return {
    id: report.id,
    organisatie: organisation,
    specificatie: report.specId,
    periode: report.period,
    status: STATUS_NAMES[report.status],
    statusOp: report.statusAt.toISOString(),
    versie: report.version,
    uitersteDatum: dueDate,
    aantallen: counted ? { fouten: version.errors ?? 0, waarschuwingen: version.warnings ?? 0, signalen: version.infos ?? 0 } : null,
    probleem: report.problem && { stap: report.problem.step, tekst: report.problem.message, op: report.problem.at },
  };
}

const SEVERITIES: Record<Finding['severity'], string> = { error: 'fout', warning: 'waarschuwing', info: 'signaal' };

/** A report with everything that somebody needs to judge it. */
export function reportResource(
  dossier: ReportDossier,
  organisation: string,
  dueDate: string | null,
): ReportSummary & Record<string, unknown> {
  const { version, package: built } = dossier;
  return {
    ...summaryOf(dossier, organisation, dueDate),
    meting: version
      ? { specificatieversie: version.specVersion, programma: version.software, gemetenOp: version.generatedAt?.toISOString() ?? null }
      : null,
    vingerafdruk: built?.fingerprint ?? null,
    bevindingen: findingsOf(dossier),
    controles: (version?.controls ?? []).map(({ id, value, bound, passed, unit, reason }) => ({
      id,
      waarde: value,
      grens: bound,
      eenheid: unit ?? null,
      voldoet: passed,
      reden: reason ?? null,
    })),
    bestanden: downloadsOf(dossier).map(({ name }) => ({
      naam: name,
      adres: `/v1/leveringen/${dossier.report.id}/bestanden/${encodeURIComponent(name)}`,
    })),
    besluiten: dossier.decisions.map(({ kind, userId, at, remark }) => ({
      soort: kind === 'approved' ? 'goedgekeurd' : 'terug',
      door: dossier.names.get(userId) ?? null,
      op: at.toISOString(),
      opmerking: remark,
    })),
    zending: dispatchOf(dossier),
  };
}

function findingsOf({ findings }: ReportDossier): unknown[] {
  return findings.map(({ finding, explanation, lookAgain }) => ({
    plaats: finding.place,
    code: finding.code,
    ernst: SEVERITIES[finding.severity],
    tekst: finding.body.message,
    advies: finding.body.advice ?? null,
    gevonden: finding.body.value ?? null,
    grens: finding.body.bound ?? null,
    eenheid: finding.body.unit ?? null,
    cellen: (finding.body.cells ?? []).map(({ part, key, amount }) => ({ onderdeel: part, sleutel: key, bedrag: amount })),
    oorzaken: (finding.body.causes ?? []).map(({ kind, amount, message }) => ({ soort: kind, bedrag: amount, tekst: message })),
    toelichting: explanation
      ? { tekst: explanation.text, door: explanation.author, op: explanation.at.toISOString(), nakijken: lookAgain }
      : null,
  }));
}

function dispatchOf({ delivery }: ReportDossier): unknown {
  if (!delivery) return null;
  const { id, channel, state, attempts, receiptNumber, deliveredAt, verdict, verdictText } = delivery;
  const verdicts = { accepted: 'geaccepteerd', rejected: 'teruggestuurd' };
  const states = {
    handover: 'aan-te-bieden',
    sending: 'wordt-verzonden',
    retry: 'wordt-herhaald',
    stopped: 'gestopt',
    delivered: 'verzonden',
    refused: 'geweigerd',
  };
  return {
    id,
    kanaal: channel,
    stand: states[state],
    pogingen: attempts,
    ontvangstnummer: receiptNumber,
    verzondenOp: deliveredAt?.toISOString() ?? null,
    oordeel: verdict && verdicts[verdict],
    oordeelTekst: verdictText,
  };
}
