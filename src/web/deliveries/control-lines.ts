import type { ReportSpec } from '../../specs/report-spec';
import { nl } from '../copy/nl';
import { withUnit } from '../format';
import type { ControlLine } from './delivery-pages';
import type { ReportDossier } from './report-reader.service';

/** Failed first, then in the order in which they ran, then what did not run. */
export function controlLines({ version, loaded }: ReportDossier): ControlLine[] {
  const lines = (version?.controls ?? []).map(({ id, value, bound, passed, unit, reason }): ControlLine => ({
    id,
    title: controlTitle(loaded.spec, id),
    value: value === null ? '–' : withUnit(value, unit),
    bound: bound === null ? '–' : withUnit(bound, unit),
    result: passed === null ? 'skipped' : passed ? 'passed' : 'failed',
    reason,
  }));
  const order = { failed: 0, passed: 1, skipped: 2 };
  return lines.sort((a, b) => order[a.result] - order[b.result]);
}

/** What a control looks at: in the words of the spec, or for the product's own controls in ours. */
export function controlTitle(spec: ReportSpec, id: string): string {
  const check = spec.checks.find((candidate) => candidate.id === id);
  if (check) return check.title;
  const list = Object.entries(spec.codelists ?? {})
    .filter(([, { unknown }]) => unknown === id)
    .map(([name]) => name.replaceAll('_', ' '));
  if (list.length > 0) return nl.codeList(list.join(' of '));
  return nl.controls[id] ?? mappingTitle(spec, id);
}

/** A spec gives the findings about its conversietabel names of their own. */
function mappingTitle({ mappings = {} }: ReportSpec, id: string): string {
  const names = Object.values(mappings).map(({ findings }) => findings);
  if (names.some((own) => own?.refused === id)) return nl.mappingRefused;
  return names.some((own) => own?.warned === id) ? nl.mappingWarned : '';
}
