import { diffLines, diffTables } from '../mapping/diff-tables';
import { explainKey, explanationLines } from '../mapping/explain';
import { MappingsService, type LoadedMapping } from '../mapping/mappings.service';
import { compiledSpecsFolder, specsRoot } from '../platform/installation';
import { readCodeLists } from '../specs/code-list';
import { resolvePeriod } from '../specs/period';
import { SpecsService } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';

export interface MappingOptions {
  spec: string;
  period: string;
}

/** Which rule of a conversietabel wins for one key, and which others match it. Exit code 1 when none does. */
export async function explainMapping(file: string, options: MappingOptions & { key: string }): Promise<number> {
  const { spec, rules } = await read(file, options);
  const values = options.key.split(',').map((value) => value.trim());
  const key = Object.fromEntries(Object.keys(spec.by).map((column, index) => [column, (values[index] ?? '').replace(`${column}=`, '')]));
  const explanation = explainKey(rules, key);
  process.stdout.write(`${explanationLines(explanation).join('\n')}\n`);
  return explanation.winner ? 0 : 1;
}

/** What changed between two conversietabellen. Exit code 1 when a row of the new one is refused. */
export async function diffMappings(before: string, after: string, options: MappingOptions): Promise<number> {
  const [old, fresh] = [await read(before, options), await read(after, options)];
  process.stdout.write(`${diffLines(diffTables(old.rules, fresh.rules)).join('\n')}\n`);
  return fresh.refused.length > 0 ? 1 : 0;
}

async function read(file: string, options: MappingOptions): Promise<LoadedMapping> {
  const loaded = await new SpecsService(specsRoot(), compiledSpecsFolder()).forPeriod(options.spec, options.period);
  const [entry] = Object.entries(loaded.spec.mappings ?? {});
  if (!entry) throw new UnusableInput(`${options.spec} heeft geen conversietabel.`);
  const [name, spec] = entry;
  const { end } = resolvePeriod(loaded.spec, options.period);
  const mapping = await new MappingsService().load(file, { name, spec }, readCodeLists(loaded.spec, loaded.files), end);
  for (const { line, reason } of mapping.refused) process.stderr.write(`${file}, regel ${line}: geweigerd: ${reason}.\n`);
  return mapping;
}
