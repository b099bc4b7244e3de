import { GenerationService } from '../generation/generation.service';
import { LineageService, type Bookings, type Origin } from '../generation/lineage.service';
import { WorkbenchService } from '../generation/workbench.service';
import { dutch } from '../specs/exact-decimal';
import { csvLine } from '../specs/small-csv';
import { UnusableInput } from '../specs/unusable-input';
import { withCalculationRoom } from '../platform/calculation-session';
import { manifestOfInputs, prepare } from './generate.command';
import { optionsOf, readManifest, refuseOtherInputs } from './manifest-file.service';

export interface TraceOptions {
  part: string;
  key?: string;
  csv?: boolean;
}

/** Shows the bookings behind one figure of a report, their exact sum, and what rounding added. */
export async function trace(path: string, options: TraceOptions): Promise<number> {
  const manifest = await readManifest(path);
  const key = parseKey(options.key ?? '');
  const generate = optionsOf(manifest, path);
  const lineage = new LineageService();
  const { origin, request } = await withCalculationRoom({}, async ({ calculation, workDir }) => {
    const prepared = await prepare(generate, workDir);
    const bench = await new WorkbenchService().open(prepared.request, calculation);
    refuseOtherInputs(manifest, { ...manifest, ...manifestOfInputs(generate, bench, prepared) });
    await new GenerationService().build(bench);
    return { origin: await lineage.origin(bench, options.part, key), request: prepared.request };
  });
  if (origin.terms.length > 0 || Object.keys(origin.tuples).length === 0) return showTerms(origin, options);
  const bookings = await withCalculationRoom({}, async ({ calculation, workDir }) => {
    const bench = await new WorkbenchService().open({ ...request, workDir, lineage: origin.tuples }, calculation);
    await new GenerationService().build(bench);
    return lineage.bookings(bench, options.part, key, origin);
  });
  showBookings(origin, bookings, options);
  return 0;
}

function parseKey(text: string): Record<string, string> {
  if (text.trim() === '') return {};
  return Object.fromEntries(
    text.split(/,(?=[a-z][a-z0-9_]*=)/).map((step) => {
      const at = step.indexOf('=');
      if (at <= 0) throw new UnusableInput(`--key heeft de vorm kolom=code,kolom=code; "${step}" past daar niet in.`);
      return [step.slice(0, at), step.slice(at + 1)];
    }),
  );
}

function showBookings(origin: Origin, { columns, rows, sum, rounding }: Bookings, { csv }: TraceOptions): void {
  if (csv) {
    const blank = columns.slice(1, -1).map(() => '');
    const lines = [
      columns,
      ...rows.map((row) => row.map((value) => value ?? '')),
      ['som', ...blank, sum],
      ['afronding', ...blank, rounding],
    ];
    process.stdout.write(lines.map((line) => csvLine(line.map(neutral))).join(''));
    return;
  }
  const table = [
    columns,
    ...rows.map((row) => row.map((value, index) => (index === row.length - 1 ? dutch(value ?? '0') : (value ?? '')))),
  ];
  process.stdout.write(
    `${origin.cell}: ${dutch(origin.figure)}\n\n${aligned(table)}\n\nsom        ${dutch(sum)}\nafronding  ${dutch(rounding)}\n`,
  );
}

function showTerms({ cell, figure, exact, terms }: Origin, { csv }: TraceOptions): number {
  const lines = [['term', 'cel', 'factor', 'bedrag'], ...terms.map(({ term, cell: from, coef, value }) => [term, from, coef, value])];
  if (csv) process.stdout.write(lines.map(csvLine).join(''));
  else
    process.stdout.write(
      `${cell}\n\n${terms.length > 0 ? aligned(lines) : 'Dit cijfer is opgegeven en niet uit andere cijfers berekend.'}\n\nonafgerond ${dutch(exact)}\ncijfer     ${dutch(figure)}\n`,
    );
  return 0;
}

/** A cell that a spreadsheet would run as a formula is shown as text. */
function neutral(text: string): string {
  return /^[=+@\t\r]/.test(text) || /^-(?!\d)/.test(text) ? `'${text}` : text;
}

function aligned(table: string[][]): string {
  const widths = (table[0] ?? []).map((_, index) => Math.min(50, Math.max(...table.map((row) => (row[index] ?? '').length))));
  const last = widths.length - 1;
  return table
    .map((row) =>
      row
        .map((text, index) => (index === last ? text.padStart(widths[index] ?? 0) : text.slice(0, 50).padEnd(widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
