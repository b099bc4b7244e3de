import { readDocument, type ReadDocument } from '../generation/read-document';
import { formatFor } from '../generation/formats/registry';
import { GenerationService } from '../generation/generation.service';
import { WorkbenchService } from '../generation/workbench.service';
import { dirname, basename, readBytes, writeTogether } from '../platform/files';
import { compiledSpecsFolder, specsRoot } from '../platform/installation';
import { sortFindings, toJson } from '../reports/manifest';
import type { ControlResult, Workbench } from '../reports/workbench';
import type { Finding } from '../specs/finding';
import { periodId, resolvePeriod } from '../specs/period';
import { SpecsService, type LoadedSpec } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';
import { ChecksService } from '../validation/checks.service';
import { SchemaService } from '../validation/schema.service';
import { withCalculationRoom, type CalculationRoom } from '../platform/calculation-session';
import { findingLines, headline } from './summary';

export interface ValidateOptions {
  spec: string;
  period: string;
  findings?: string;
}

interface Verdict {
  findings: Finding[];
  controls: ControlResult[];
}

/**
 * Checks a delivered file that somebody else made, in the receiver's order: form, codes, plausibility. As at the receiver, a layer is
 * only reached when the one before it found nothing. Exit code 0 without errors, 1 with errors.
 */
export async function validate(file: string, options: ValidateOptions): Promise<number> {
  const loaded = await new SpecsService(specsRoot(), compiledSpecsFolder()).forPeriod(options.spec, options.period);
  const content = await readBytes(file).catch(() => {
    throw new UnusableInput('Het bestand bestaat niet of is niet leesbaar.', { file });
  });
  const verdict = await withCalculationRoom({}, (session) => examine(loaded, { file, content, period: options.period }, session));
  if (options.findings)
    await writeTogether(dirname(options.findings), [{ name: basename(options.findings), content: toJson(verdict.findings) }]);
  const ran = verdict.controls.filter(({ passed }) => passed !== null);
  const controls = ran.map(
    ({ id, value, bound, passed, unit }) =>
      `  ${passed ? 'voldoet     ' : 'voldoet niet'} ${id}: ${value ?? '-'}${unit === '%' ? '%' : ''} (grens ${bound ?? '-'})`,
  );
  process.stdout.write(`${[basename(file), ...controls, headline(verdict.findings), ...findingLines(verdict.findings)].join('\n')}\n`);
  return verdict.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

async function examine(
  loaded: LoadedSpec,
  input: { file: string; content: Buffer; period: string },
  session: CalculationRoom,
): Promise<Verdict> {
  const output = Object.values(loaded.spec.outputs)[0];
  if (!output?.tree) throw new UnusableInput(`${loaded.spec.id} heeft geen levering die kan worden gelezen.`);
  const document = formatFor(output.format).read(input.content, input.file);
  const read = readDocument(output.tree, document);
  const form = await new SchemaService().check(loaded, output, input.content);
  const period = otherPeriod(loaded, input.period, read);
  if (form.length > 0) return { findings: sortFindings([...form, ...period]), controls: [] };
  const bench = await openFor(loaded, input.period, read, session);
  await new GenerationService().buildFromDocument(bench, read.parts);
  const checks = new ChecksService();
  const codes = await checks.codes(bench);
  if (codes.findings.length > 0) return { findings: sortFindings([...codes.findings, ...period]), controls: codes.controls };
  const { findings, controls } = await checks.run(bench);
  return { findings: sortFindings([...findings, ...period]), controls };
}

async function openFor(
  loaded: LoadedSpec,
  period: string,
  read: ReadDocument,
  { calculation, workDir }: CalculationRoom,
): Promise<Workbench> {
  const entries = Object.entries(read.values).filter(([name]) => name.startsWith('organisation.'));
  const organisation = Object.fromEntries(entries.map(([name, value]) => [name.slice('organisation.'.length), value]));
  const parameters = Object.fromEntries(Object.entries(read.values).filter(([name]) => name in (loaded.spec.parameters ?? {})));
  return new WorkbenchService().open({ loaded, period, organisation, parameters, sources: {}, workDir }, calculation);
}

/** The period that the file says it is about must be the one that was asked for. */
function otherPeriod(loaded: LoadedSpec, asked: string, { values }: ReadDocument): Finding[] {
  const period = resolvePeriod(loaded.spec, asked);
  const expected: Record<string, string> = { year: String(period.year), period: period.id, ...period.values };
  const different = Object.entries(expected).filter(([name, value]) => values[name] !== undefined && values[name] !== value);
  if (different.length === 0) return [];
  const found = different
    .map(([name, value]) => `${name === 'year' ? 'jaar' : name} is ${values[name] ?? ''} in plaats van ${value}`)
    .join(', ');
  const named = foundPeriod(loaded, values);
  return [
    {
      id: 'LEVERING-PERIODE',
      severity: 'error',
      value: named,
      bound: asked,
      message: `Het bestand gaat over een andere periode${named ? ` (${named})` : ''} dan ${asked}: ${found}.`,
      advice: 'Geef de periode van het bestand op, of lever het juiste bestand aan.',
    },
  ];
}

function foundPeriod({ spec }: LoadedSpec, values: Record<string, string>): string | undefined {
  const year = Number(values.year);
  const delivery = Object.entries(spec.periods.deliveries).find(([, entry]) =>
    Object.entries(entry.values ?? {}).every(([name, value]) => values[name] === undefined || values[name] === value),
  );
  return delivery && Number.isInteger(year) ? periodId(year, delivery[0]) : undefined;
}
