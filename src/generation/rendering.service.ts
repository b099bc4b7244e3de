import type { PartRow, ReportFile, Workbench } from '../reports/workbench';
import { decimal, isZero } from '../specs/exact-decimal';
import type { OutputSpec, PartSpec } from '../specs/report-spec';
import { identifier } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { buildDocument, LayoutError, type DocumentSource } from './document';
import { fileName } from './file-name';
import { formatFor } from './formats/registry';

/** What goes into a file beside the figures. All of it is input, kept in the manifest: never the clock. */
export interface RenderingInputs {
  /** Moment of the delivery, ISO with offset. */
  datum: string;
  /** Name and version of this software. */
  software: string;
  explanations: { text: string; author: string }[];
}

/** Places the parts in the files that the receiver asks for. */
export class RenderingService {
  render(bench: Workbench, rows: Map<string, PartRow[]>, inputs: RenderingInputs): ReportFile[] {
    const source = documentSource(bench, rows, inputs);
    return Object.values(bench.compiled.spec.outputs).map((output) => this.file(output, source, bench));
  }

  private file(output: OutputSpec, source: DocumentSource, bench: Workbench): ReportFile {
    try {
      const name = fileName(output.file ?? '', (key) => source.value(key));
      return formatFor(output.format).render(buildDocument(output.tree ?? {}, source), { name });
    } catch (error) {
      if (error instanceof LayoutError)
        throw new UnusableInput(`De levering kan niet worden opgemaakt: ${error.message}.`, { file: bench.compiled.folder });
      throw error;
    }
  }

  /** Rows of every part as they are delivered: without zero cells where the spec says so, in the order of the code lists, then of bytes. */
  async deliveredRows(bench: Workbench): Promise<Map<string, PartRow[]>> {
    const parts = Object.entries(bench.compiled.spec.parts);
    const tables = await bench.calculation.query(parts.map(([name]) => `SELECT * FROM ${identifier(name)}`));
    return new Map(
      parts.map(([name, part], index) => {
        const table = tables[index] ?? { columns: [], rows: [] };
        const rows = table.rows.map((row) => Object.fromEntries(table.columns.map((column, at) => [column, row[at] ?? ''])));
        return [
          name,
          ordered(
            bench,
            part,
            rows.filter((row) => isDelivered(part, row)),
          ),
        ];
      }),
    );
  }
}

function isDelivered(part: PartSpec, row: PartRow): boolean {
  const measures = Object.entries(part.measures ?? {});
  const omitted = measures.length > 0 && measures.every(([, { zero }]) => (zero ?? 'omit') === 'omit');
  return !omitted || measures.some(([measure]) => !isZero(decimal(row[measure] || '0')));
}

function ordered(bench: Workbench, part: PartSpec, rows: PartRow[]): PartRow[] {
  const keys = Object.keys(part.keys ?? {}).concat(part.key ?? []);
  const places = keys.map((key) => bench.lists.get(part.keys?.[key] ?? '')?.order);
  const rank = (row: PartRow, index: number) => places[index]?.get(row[keys[index] ?? ''] ?? '') ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => {
    for (const [index, key] of keys.entries()) {
      const difference = rank(a, index) - rank(b, index) || Buffer.compare(Buffer.from(a[key] ?? ''), Buffer.from(b[key] ?? ''));
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function documentSource(bench: Workbench, rows: Map<string, PartRow[]>, inputs: RenderingInputs): DocumentSource {
  const fixed: Record<string, string> = {
    moment: inputs.datum,
    software: inputs.software,
    year: String(bench.period.year),
    year2: String(bench.period.year % 100).padStart(2, '0'),
    period: bench.period.id,
  };
  return {
    rows: (part) => (part === 'explanations' ? inputs.explanations.map(({ text, author }) => ({ text, author })) : (rows.get(part) ?? [])),
    value: (name) =>
      fixed[name] ??
      (name.startsWith('organisation.') ? bench.organisation[name.slice('organisation.'.length)] : bench.values.get(name)?.value),
    parentKeys: (part) => bench.compiled.spec.parts[part]?.parent?.by ?? [],
  };
}
