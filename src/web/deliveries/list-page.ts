import type { Severity } from '../../specs/finding';
import { nl } from '../copy/nl';
import { longDate, shortMoment } from '../format';
import { deadlineOf } from './deadline';
import type { DeliveryLine, ListPage } from './delivery-pages';
import { hasLeft, receiverOf, statusFacts, titleOf } from './dossier-facts';
import { meterReading } from './meter-reading';
import type { ReportDossier } from './report-reader.service';
import { statusLabel } from './status-label';

export interface Moment {
  now: Date;
  /** The date in the Netherlands, yyyy-mm-dd. */
  today: string;
}

/** The list, the first deadline that still matters first. */
export function listPage(dossiers: ReportDossier[], organisations: ReadonlyMap<string, string>, moment: Moment): ListPage {
  const due = ({ report }: ReportDossier) => report.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  const ordered = [...dossiers].sort((a, b) => Number(hasLeft(a)) - Number(hasLeft(b)) || due(a) - due(b));
  const several = organisations.size > 1;
  return {
    intro: nl.list.intro(longDate(moment.now)),
    deliveries: ordered.map((dossier) => lineOf(dossier, several ? organisations.get(dossier.report.organisationId) : undefined, moment)),
  };
}

function lineOf(dossier: ReportDossier, organisation: string | undefined, { now, today }: Moment): DeliveryLine {
  const { report, version, loaded } = dossier;
  const status = statusLabel(statusFacts(dossier, today));
  return {
    href: `/leveringen/${report.id}`,
    title: titleOf(dossier),
    subtitle: `${loaded.spec.title} · ${receiverOf(dossier)}`,
    organisation,
    deadline: deadlineOf(report.dueAt, now, hasLeft(dossier)),
    meter: meterReading(report.status, status.tone),
    status,
    findings: countTexts({ error: version?.errors, warning: version?.warnings, info: version?.infos }),
    measured: version?.generatedAt ? shortMoment(version.generatedAt) : nl.list.notMeasured,
  };
}

function countTexts(counts: Record<Severity, number | null | undefined>): string[] {
  const parts = (['error', 'warning', 'info'] as const).filter((severity) => (counts[severity] ?? 0) > 0);
  const named = parts.map((severity) => nl.count(counts[severity] ?? 0, nl.severity[severity].one, nl.severity[severity].many));
  if (named.length > 0) return named;
  return [typeof counts.error === 'number' ? nl.noFindings : '–'];
}
