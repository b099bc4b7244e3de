import { periodId, previousPeriod, resolvePeriod } from '../specs/period';
import type { DatasetSpec, ReportSpec } from '../specs/report-spec';
import { formatCellId } from './cell-id';
import type { PartRow } from './workbench';

/** The report and period of which a part answers this dataset, or undefined when a source answers it. */
export function wantedReport(
  spec: ReportSpec,
  period: string,
  dataset: DatasetSpec,
): { specId: string; period: string; part: string } | undefined {
  if (!dataset.report || !dataset.period || !dataset.part) return undefined;
  return {
    specId: dataset.report === 'self' ? spec.id : dataset.report,
    period: wantedPeriod(spec, period, dataset.period),
    part: dataset.part,
  };
}

function wantedPeriod(spec: ReportSpec, id: string, wanted: NonNullable<DatasetSpec['period']>): string {
  const period = resolvePeriod(spec, id);
  if (wanted === 'previous') return previousPeriod(spec, period);
  if (typeof wanted === 'string') return periodId(period.year - 1, period.delivery);
  return periodId(period.year + Number(wanted.year ?? '0'), wanted.delivery);
}

/** The delivered rows of a part as rows of a dataset. Their cells keep their id behind the name of the dataset, so that sums may mix reports. */
export function rowsForDataset(spec: ReportSpec, name: string, rows: readonly PartRow[]): PartRow[] {
  const dataset = spec.datasets[name];
  const part = dataset?.part ?? '';
  const keys = Object.keys(spec.parts[part]?.keys ?? {});
  return rows.map((row) => {
    const own = Object.fromEntries(Object.keys(dataset?.columns ?? {}).map((column) => [column, row[column] ?? '']));
    const key = Object.fromEntries(keys.map((column) => [column, row[column] ?? '']));
    return { ...own, cell: `${name}:${formatCellId({ part, key })}` };
  });
}
