import type { ReportStatus } from '../../reports/report-status';
import type { StatusFacts } from './status-label';
import type { ReportDossier } from './report-reader.service';

/** The report has left the house, or will not leave it any more. */
const LEFT: readonly ReportStatus[] = ['delivered', 'accepted', 'withdrawn'];

export function hasLeft({ report }: ReportDossier): boolean {
  return LEFT.includes(report.status);
}

/** «Derde kwartaal 2026» */
export function titleOf({ period }: ReportDossier): string {
  return `${period.title} ${period.year}`;
}

export function receiverOf({ loaded }: ReportDossier): string {
  const { name, role } = loaded.spec.receiver;
  return name ?? role ?? loaded.spec.title;
}

/** Warnings that still need a written explanation, or a second look at it. */
export function toExplain({ findings }: ReportDossier): number {
  return findings.filter(({ finding, explanation, lookAgain }) => finding.severity === 'warning' && (!explanation || lookAgain)).length;
}

/** @param today the date in the Netherlands, yyyy-mm-dd */
export function statusFacts(dossier: ReportDossier, today: string): StatusFacts {
  const { report, version, period, delivery, decisions } = dossier;
  return {
    status: report.status,
    failed: report.problem?.step,
    waits: report.waits,
    errors: version?.errors ?? 0,
    warnings: version?.warnings ?? 0,
    toExplain: toExplain(dossier),
    trial: period.stage !== 'budget' && today <= period.end,
    lapsed: decisions.at(-1)?.kind === 'approved' && report.status === 'in-review',
    handover: delivery?.state === 'handover',
    receipt: Boolean(delivery?.receiptNumber),
    receiver: receiverOf(dossier),
  };
}
