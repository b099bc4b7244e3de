import type { ReportStatus } from '../reports/report-status';

const TEXTS: Record<ReportStatus, string> = {
  planned: 'nog niet gemeten',
  collected: 'wordt opgebouwd',
  generated: 'wordt gecontroleerd',
  blocked: 'heeft fouten of is teruggegeven',
  'in-review': 'te beoordelen',
  reviewed: 'wacht op goedkeuring',
  approved: 'goedgekeurd, nog niet verzonden',
  delivered: 'verzonden',
  accepted: 'geaccepteerd',
  rejected: 'teruggestuurd door de ontvanger',
  withdrawn: 'ingetrokken',
};

/** A status in a sentence of the command line. */
export function statusText(status: ReportStatus): string {
  return TEXTS[status];
}
