import type { ReportStatus } from '../../reports/report-status';
import { nl } from '../copy/nl';
import type { Tone } from './status-label';

/** How far a report is on its way: the step that is being done or waits. */
export interface MeterReading {
  step: number;
  done: boolean;
  tone: 'running' | 'action' | 'error';
  text: string;
}

const STEP: Record<ReportStatus, number> = {
  planned: 1,
  collected: 2,
  generated: 3,
  blocked: 3,
  'in-review': 4,
  reviewed: 5,
  approved: 6,
  delivered: 6,
  accepted: 6,
  rejected: 6,
  withdrawn: 6,
};

export function meterReading(status: ReportStatus, tone: Tone): MeterReading {
  const step = STEP[status];
  const done = status === 'accepted' || (status === 'delivered' && tone === 'klaar');
  const own = tone === 'fout' ? 'error' : tone === 'actie' ? 'action' : 'running';
  return { step, done, tone: own, text: textOf(status, step, done) };
}

function textOf(status: ReportStatus, step: number, done: boolean): string {
  if (status === 'withdrawn') return nl.meter.withdrawn;
  return done ? nl.meter.done : nl.meter.step(step, nl.meter.steps[step - 1] ?? '');
}
