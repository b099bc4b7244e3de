import type { StoredFigures } from '../../reports/figures';
import { add, decimal, format, ZERO } from '../../specs/exact-decimal';
import { nl } from '../copy/nl';
import { dutchNumber, euro } from '../format';
import type { PartLine, SourceLine } from './delivery-pages';
import type { ReportDossier } from './report-reader.service';

/** Lines and exact totals of every source that was read. */
export function sourceLines({ version, loaded }: ReportDossier): SourceLine[] {
  return (version?.readings ?? []).map(({ dataset, lines, totals }) => ({
    dataset: loaded.spec.datasets[dataset]?.title ?? dataset,
    lines: nl.delivery.linesRead(dutchNumber(String(lines))),
    totals: Object.entries(totals).map(([measure, total]) => ({
      measure: nl.delivery.measures[measure] ?? measure,
      total: dutchNumber(total),
    })),
  }));
}

const WHOLE = /^-?\d+(\.\d+)?$/;

/** How many figures a part has and, where they are amounts, what they add up to. */
export function partLines({ loaded }: ReportDossier, stored?: StoredFigures): PartLine[] {
  return Object.entries(stored?.figures ?? {}).flatMap(([name, figures]) => {
    const delivered = figures.filter(({ value }) => value !== '0');
    if (delivered.length === 0) return [];
    const part = loaded.spec.parts[name];
    const amounts = part?.facts && delivered.every(({ value }) => WHOLE.test(value));
    const total = amounts ? euro(format(delivered.reduce((sum, { value }) => add(sum, decimal(value)), ZERO))) : '–';
    return [{ title: part?.title ?? name, figures: dutchNumber(String(delivered.length)), total }];
  });
}
