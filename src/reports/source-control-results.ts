import type { Finding } from '../specs/finding';
import type { ControlResult } from './workbench';

const IDS = ['BRON-BALANS', 'BRON-DUBBEL', 'BRON-DATUM', 'BRON-PERIODE', 'BRON-JAAR'];

/** The controls of the engine on the source itself: each ran, and passed when it found nothing. */
export function sourceControlResults(findings: readonly Finding[]): ControlResult[] {
  return IDS.map((id) => {
    const finding = findings.find((candidate) => candidate.id === id);
    return { id, value: finding?.value ?? '0', bound: '0', passed: finding === undefined, unit: finding?.unit ?? 'n' };
  });
}
