import { parseDocument } from 'yaml';
import { CoverageService } from '../generation/coverage.service';
import { GenerationService, type GivenCells } from '../generation/generation.service';
import { LineageService } from '../generation/lineage.service';
import { WorkbenchService, type WorkbenchRequest } from '../generation/workbench.service';
import { fileExists, join, listFolders, readText, writeTogether } from '../platform/files';
import { parseCellId } from '../reports/cell-id';
import { organisationFields } from '../reports/organisation';
import type { ControlResult, PartRow, Workbench } from '../reports/workbench';
import { compare, decimal, round } from '../specs/exact-decimal';
import type { Finding } from '../specs/finding';
import type { DatasetSpec } from '../specs/report-spec';
import { csvLine } from '../specs/small-csv';
import type { LoadedSpec } from '../specs/specs.service';
import { UnusableInput } from '../specs/unusable-input';
import { ChecksService } from '../validation/checks.service';
import { withCalculationRoom, type CalculationRoom } from '../platform/calculation-session';

export interface ExampleResult {
  name: string;
  title: string;
  /** What differs from the expectation; empty when the example holds. */
  differences: string[];
  /** Ids of all findings, and of the checks that ran and passed. */
  found: string[];
  passed: string[];
}

interface GivenRows {
  repeat?: string;
  rows: Record<string, string>[];
}

interface ExampleCase {
  title?: string;
  period: string;
  organisation?: Record<string, unknown>;
  given: { parameters?: Record<string, string>; cells?: GivenCells; mapping?: string } & Record<string, unknown>;
  expect: { figures?: Record<string, string>; controls?: Record<string, string>; findings: (string | { id: string; value?: string })[] };
}

/** The examples of a spec are its tests: a lawyer can read them and the engine runs them. */
export class SpecExamplesService {
  async names(loaded: LoadedSpec): Promise<string[]> {
    const folder = join(loaded.folder, 'examples');
    return fileExists(folder) ? listFolders(folder) : [];
  }

  async run(loaded: LoadedSpec, name: string): Promise<ExampleResult> {
    const folder = join(loaded.folder, 'examples', name);
    const example = await readCase(join(folder, 'case.yaml'));
    const result: ExampleResult = { name, title: example.title ?? name, differences: [], found: [], passed: [] };
    try {
      await withCalculationRoom({}, (session) => this.examine(loaded, { folder, example, result }, session));
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      result.differences.push(error.describe());
    }
    return result;
  }

  private async examine(
    loaded: LoadedSpec,
    item: { folder: string; example: ExampleCase; result: ExampleResult },
    session: CalculationRoom,
  ): Promise<void> {
    const { example, result } = item;
    const request = await requestOf(loaded, item.folder, example, session.workDir);
    const bench = await new WorkbenchService().open(request, session.calculation);
    const { findings, controls } = await outcomeOf(bench, example);
    result.found = findings.map(({ id }) => id);
    result.passed = controls.filter(({ passed }) => passed).map(({ id }) => id);
    result.differences.push(
      ...findingDifferences(example.expect.findings ?? [], findings),
      ...controlDifferences(example.expect.controls ?? {}, controls),
    );
    for (const [cell, expected] of Object.entries(example.expect.figures ?? {})) {
      const found = await figureOf(bench, cell);
      if (found === undefined) result.differences.push(`${cell}: verwacht ${expected}, komt niet voor`);
      else if (!sameValue(found, expected)) result.differences.push(`${cell}: verwacht ${expected}, gevonden ${found}`);
    }
  }
}

async function readCase(path: string): Promise<ExampleCase> {
  const document = parseDocument(await readText(path), { schema: 'failsafe' });
  const [error] = document.errors;
  if (error)
    throw new UnusableInput(`Het voorbeeld is geen geldige YAML: ${error.message.split('\n', 1)[0]}`, {
      file: path,
      line: error.linePos?.[0].line,
    });
  return document.toJS() as ExampleCase;
}

async function outcomeOf(bench: Workbench, example: ExampleCase): Promise<{ findings: Finding[]; controls: ControlResult[] }> {
  const checks = new ChecksService();
  const generation = new GenerationService();
  if (example.given.cells) {
    await generation.buildFromDocument(bench, example.given.cells);
    const [codes, checked] = [await checks.codes(bench), await checks.run(bench)];
    return { findings: [...codes.findings, ...checked.findings], controls: [...codes.controls, ...checked.controls] };
  }
  const generated = await generation.build(bench);
  const coverage = await new CoverageService().examine(bench);
  bench.findings.push(...generated, ...coverage.findings);
  const [codes, checked] = [await checks.codes(bench), await checks.run(bench)];
  return {
    findings: [...bench.findings, ...codes.findings, ...checked.findings],
    controls: [...coverage.controls, ...codes.controls, ...checked.controls],
  };
}

async function requestOf(loaded: LoadedSpec, folder: string, example: ExampleCase, workDir: string): Promise<WorkbenchRequest> {
  const { given } = example;
  const sources: Record<string, string> = {};
  const earlier: Record<string, PartRow[]> = {};
  for (const [name, dataset] of Object.entries(loaded.spec.datasets)) {
    const value = given[name];
    if (typeof value === 'string') sources[name] = join(folder, value);
    else if (value && dataset.report)
      earlier[name] = repeated(value as GivenRows).map((row) => ({ ...row, cell: cellOf(loaded, name, dataset, row) }));
    else if (value) sources[name] = await writeRows(workDir, name, dataset, repeated(value as GivenRows));
  }
  const organisation = { code: 'GM9999', naam: 'Voorbeeldstad', ...organisationFields(example.organisation ?? {}) };
  const mapping = typeof given.mapping === 'string' ? join(folder, given.mapping) : undefined;
  return { loaded, period: example.period, organisation, parameters: given.parameters ?? {}, sources, earlier, mapping, workDir };
}

/** `repeat: 30` writes every row thirty times; `{n}` is the number of the copy. */
function repeated({ repeat, rows }: GivenRows): Record<string, string>[] {
  const times = Number(repeat ?? '1');
  return Array.from({ length: times }, (_, index) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value.replaceAll('{n}', String(index + 1))]))),
  ).flat();
}

function cellOf(loaded: LoadedSpec, name: string, dataset: DatasetSpec, row: Record<string, string>): string {
  const keys = Object.keys(loaded.spec.parts[dataset.part ?? '']?.keys ?? {});
  return `${name}:${dataset.part ?? ''}/${keys.map((key) => `${key}=${row[key] ?? ''}`).join(',')}`;
}

async function writeRows(workDir: string, name: string, dataset: DatasetSpec, rows: Record<string, string>[]): Promise<string> {
  const columns = Object.keys(dataset.columns);
  const header = columns.map((column) => dataset.columns[column]?.from ?? column);
  const lines = rows.map((row) => csvLine(columns.map((column, index) => row[column] ?? row[header[index] ?? ''] ?? '')));
  const file = `given-${name}.csv`;
  await writeTogether(workDir, [{ name: file, content: csvLine(header) + lines.join('') }]);
  return join(workDir, file);
}

function findingDifferences(expected: ExampleCase['expect']['findings'], findings: Finding[]): string[] {
  const differences: string[] = [];
  const ids = new Set(expected.map((entry) => (typeof entry === 'string' ? entry : entry.id)));
  for (const id of new Set(findings.map((finding) => finding.id))) {
    if (!ids.has(id))
      differences.push(`bevinding ${id} was niet verwacht: ${findings.find((finding) => finding.id === id)?.message ?? ''}`);
  }
  const open = [...findings];
  for (const entry of expected) {
    const { id, value } = typeof entry === 'string' ? { id: entry, value: undefined } : entry;
    const index = open.findIndex((finding) => finding.id === id && (value === undefined || sameValue(finding.value ?? '', value)));
    if (index >= 0) open.splice(index, 1);
    else
      differences.push(
        `bevinding ${id}${value === undefined ? '' : ` met waarde ${value}`} ontbreekt${
          value === undefined
            ? ''
            : ` (gevonden: ${
                findings
                  .filter((finding) => finding.id === id)
                  .map((finding) => finding.value)
                  .join(', ') || 'geen'
              })`
        }`,
      );
  }
  return differences;
}

function controlDifferences(expected: Record<string, string>, controls: ControlResult[]): string[] {
  return Object.entries(expected).flatMap(([id, value]) => {
    const found = controls.find((control) => control.id === id);
    return found?.value != null && sameValue(found.value, value)
      ? []
      : [`controle ${id}: verwacht ${value}, gevonden ${found?.value ?? 'niet uitgevoerd'}`];
  });
}

/** A number is compared with as many decimals as the example writes. */
function sameValue(found: string, expected: string): boolean {
  const numeric = /^[-+]?\d+(\.\d+)?$/;
  if (!numeric.test(found) || !numeric.test(expected)) return found === expected;
  const wanted = decimal(expected);
  return compare(round(decimal(found), wanted.scale), wanted) === 0;
}

/** `part/column=code,column=code`, `part.figure`, or a part without keys. */
async function figureOf(bench: Workbench, cell: string): Promise<string | undefined> {
  const [part = '', figure] = cell.includes('/') ? [parseCellId(cell).part] : cell.split('.');
  const spec = bench.compiled.spec.parts[part];
  const key = figure && spec?.figures ? { cijfer: figure } : parseCellId(cell).key;
  return new LineageService().figureValue(bench, part, key);
}
