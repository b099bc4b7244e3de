import type { DatasetSpec, ReportSpec } from '../specs/report-spec';
import { splitPeriodId } from '../specs/period';
import { UnusableInput } from '../specs/unusable-input';

/** The dataset that holds figures given by a person; `--values FILE` is short for it. */
const VALUES_CONCEPT = 'waarden';

/**
 * Which file answers which dataset. `--source FILE` goes to the first dataset that this delivery must have; `--source NAME=FILE` names
 * the dataset or its concept.
 * @throws UnusableInput when a name is unknown, given twice, or a dataset that is needed has no file.
 */
export function bindSources(spec: ReportSpec, options: { period: string; source: string[]; values?: string }): Record<string, string> {
  const delivery = splitPeriodId(options.period)?.delivery ?? '';
  const files = Object.entries(spec.datasets).filter(([, dataset]) => !dataset.report && (!dataset.in || dataset.in.includes(delivery)));
  const bound: Record<string, string> = {};
  for (const option of options.source) bind(bound, files, option);
  if (options.values !== undefined) bind(bound, files, `${VALUES_CONCEPT}=${options.values}`);
  const missing = files.find(([name, dataset]) => dataset.required !== 'false' && bound[name] === undefined);
  if (missing)
    throw new UnusableInput(
      `Voor ${options.period} is een bron nodig voor "${missing[1].concept ?? missing[0]}" (${missing[1].title ?? missing[0]}); geef --source ${missing[1].concept ?? missing[0]}=BESTAND.`,
    );
  return bound;
}

function bind(bound: Record<string, string>, files: [string, DatasetSpec][], option: string): void {
  const named = /^([a-z][a-z0-9_]*)=(.+)$/s.exec(option);
  const asked = named?.[1];
  const path = named?.[2] ?? option;
  const required = files.filter(([, dataset]) => dataset.required !== 'false');
  const found =
    asked === undefined
      ? (required.find(([name]) => bound[name] === undefined) ?? required[0])
      : files.find(([name, dataset]) => name === asked || dataset.concept === asked);
  if (!found) {
    const known = files.map(([name, dataset]) => dataset.concept ?? name).join(', ');
    throw new UnusableInput(`De dataset "${asked ?? ''}" hoort niet bij deze levering; kies uit: ${known || '(geen)'}.`);
  }
  if (bound[found[0]] !== undefined) throw new UnusableInput(`Voor "${found[1].concept ?? found[0]}" zijn twee bronnen opgegeven.`);
  bound[found[0]] = path;
}
