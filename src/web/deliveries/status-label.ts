import type { ReportStatus } from '../../reports/report-status';
import type { IconName } from '../components/icon.view';
import { nl } from '../copy/nl';

export type Tone = 'rust' | 'wacht' | 'actie' | 'fout' | 'klaar';

export interface StatusLabel {
  text: string;
  icon: IconName;
  tone: Tone;
}

/** What a label is computed from; labels are never stored. */
export interface StatusFacts {
  status: ReportStatus;
  /** The last attempt at a step failed, and at which. */
  failed?: string;
  /** The step waits for a person. */
  waits: boolean;
  errors: number;
  warnings: number;
  /** Warnings without an explanation, or with one that must be looked at again. */
  toExplain: number;
  /** The period has not ended yet. */
  trial: boolean;
  /** An earlier approval no longer holds. */
  lapsed: boolean;
  /** A person has to bring the package to the receiver. */
  handover: boolean;
  receipt: boolean;
  receiver: string;
}

const label = (text: string, icon: IconName, tone: Tone): StatusLabel => ({ text, icon, tone });

/** The label of a report, as people see it. */
export function statusLabel(facts: StatusFacts): StatusLabel {
  const texts = nl.status;
  switch (facts.status) {
    case 'planned':
      if (facts.failed) return label(texts.sourceFailed, 'plug', 'fout');
      return facts.waits ? label(texts.planned, 'minus', 'rust') : label(texts.busy(0), 'clock', 'wacht');
    case 'collected':
      return measuring(facts, 35);
    case 'generated':
      return measuring(facts, 70);
    case 'blocked':
      return facts.errors > 0 ? label(texts.errors(facts.errors, facts.warnings), 'alert', 'fout') : label(texts.sentBack, 'back', 'fout');
    case 'in-review':
      return inReview(facts);
    case 'reviewed':
      return label(texts.approve, 'pen', 'actie');
    case 'approved':
      return facts.handover ? label(texts.handover(facts.receiver), 'send', 'actie') : label(texts.sending, 'send', 'wacht');
    case 'delivered':
      return facts.receipt ? label(texts.received(facts.receiver), 'check', 'klaar') : label(texts.delivered, 'send', 'wacht');
    case 'accepted':
      return label(texts.accepted(facts.receiver), 'check', 'klaar');
    case 'rejected':
      return label(texts.rejected(facts.receiver), 'back', 'fout');
    case 'withdrawn':
      return label(texts.withdrawn, 'minus', 'rust');
  }
}

function measuring({ failed, waits }: StatusFacts, percent: number): StatusLabel {
  return failed && waits ? label(nl.status.stopped, 'alert', 'fout') : label(nl.status.busy(percent), 'clock', 'wacht');
}

function inReview({ trial, lapsed, toExplain }: StatusFacts): StatusLabel {
  if (trial) return label(nl.status.trial, 'minus', 'rust');
  if (lapsed) return label(nl.status.lapsed, 'history', 'actie');
  return toExplain > 0 ? label(nl.status.explain(toExplain), 'message', 'actie') : label(nl.status.review, 'eye', 'actie');
}
