import type { ConversionTable } from '../mapping/conversion-table';
import { MappingsService } from '../mapping/mappings.service';
import { matchingRules } from '../mapping/resolve';
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
  const { name, spec, table } = await read(file, options);
  const names = Object.keys(spec.by);
  const values = options.key.split(',');
  const key = Object.fromEntries(names.map((column, index) => [column, values[index]?.replace(new RegExp(`^${column}=`), '').trim() ?? '']));
  const rules = matchingRules(table.rules, key);
  const shown = names.map((column) => `${column} ${key[column] || '(leeg)'}`).join(', ');
  if (rules.length === 0) {
    process.stdout.write(`${shown}: geen enkele regel van ${name} past; de rekening is niet toegewezen.\n`);
    return 1;
  }
  const lines = rules.map((rule, index) => {
    const pattern = names.map((column) => rule.by[column] || '(alles)').join(' / ');
    const given = Object.entries(rule.gives).filter(([, code]) => code !== '').map(([column, code]) => `${column} ${code}`).join(', ');
    return `${index === 0 ? 'wint ' : '     '} regel ${String(rule.line).padStart(5)}  ${pattern}  →  ${given}`;
  });
  process.stdout.write(`${shown}\n${lines.join('\n')}\n`);
  return 0;
}

async function read(file: string, options: MappingOptions): Promise<{ name: string; spec: { by: Record<string, string> }; table: ConversionTable }> {
  const loaded = await new SpecsService(specsRoot(), compiledSpecsFolder()).forPeriod(options.spec, options.period);
  const [entry] = Object.entries(loaded.spec.mappings ?? {});
  if (!entry) throw new UnusableInput(`${options.spec} heeft geen conversietabel.`);
  const [name, spec] = entry;
  const period = resolvePeriod(loaded.spec, options.period);
  const mapping = await new MappingsService().load(file, { name, spec }, readCodeLists(loaded.spec, loaded.files), period.end);
  for (const { line, reason } of mapping.refused) process.stderr.write(`${file}, regel ${line}: geweigerd: ${reason}.\n`);
  return { name: spec.title ?? name, spec, table: mapping };
}
