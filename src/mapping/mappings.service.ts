import type { Calculation } from '../platform/duckdb';
import { join, readBytes, sha256, writeTogether } from '../platform/files';
import type { CodeList } from '../specs/code-list';
import type { MappingSpec } from '../specs/report-spec';
import { csvLine } from '../specs/small-csv';
import { identifier, quote } from '../specs/sql-values';
import { UnusableInput } from '../specs/unusable-input';
import { readConversionTable, validOn, type MappingRule, type RefusedRule } from './conversion-table';
import { rankOf, resolveSql, shapeOf, usedKeys } from './resolve';
import { readTableText } from './table-text';

export interface LoadedMapping {
  name: string;
  spec: MappingSpec;
  /** The rules that hold in the period. */
  rules: MappingRule[];
  refused: RefusedRule[];
  sha256: string;
  bytes: number;
  /** Rows of the table as received. */
  rows: number;
  keys: string[];
}

/** Reads a conversietabel and resolves condensed rows with it. */
export class MappingsService {
  /** @throws UnusableInput when the file is no conversietabel for this mapping, or when two rows tie. */
  async load(
    path: string,
    mapping: { name: string; spec: MappingSpec },
    lists: ReadonlyMap<string, CodeList>,
    date: string,
  ): Promise<LoadedMapping> {
    const bytes = await readBytes(path).catch(() => {
      throw new UnusableInput('De conversietabel bestaat niet of is niet leesbaar; controleer de naam en de map.', { file: path });
    });
    return this.parse(bytes, mapping, lists, { date, file: path });
  }

  parse(
    bytes: Buffer,
    { name, spec }: { name: string; spec: MappingSpec },
    lists: ReadonlyMap<string, CodeList>,
    at: { date: string; file: string },
  ): LoadedMapping {
    try {
      const rows = readTableText(decode(bytes), spec);
      const { rules, refused } = readConversionTable(spec, rows, lists, at.date);
      const valid = validOn(rules, at.date);
      return {
        name,
        spec,
        rules: valid,
        refused,
        sha256: sha256(bytes),
        bytes: bytes.length,
        rows: rows.length,
        keys: usedKeys(spec, valid),
      };
    } catch (error) {
      if (error instanceof UnusableInput) throw new UnusableInput(error.message, { file: at.file, ...error.place });
      throw error;
    }
  }

  /** Puts the rules into the calculation under the name of the mapping, for the resolution and for the spec's own warnings. */
  async bind(calculation: Calculation, mapping: LoadedMapping, workDir: string): Promise<void> {
    const names = Object.keys(mapping.spec.by);
    const given = Object.keys(mapping.spec.gives);
    const header = ['_line', '_shape', '_rank', ...names, ...names.map((name) => `_v_${name}`), ...given];
    const lines = mapping.rules.map((rule) =>
      csvLine([
        String(rule.line),
        shapeOf(rule),
        String(rankOf(rule)),
        ...names.map((name) => rule.by[name] ?? ''),
        ...names.map((name) => (rule.by[name] ?? '').replace(/\*$/, '')),
        ...given.map((name) => rule.gives[name] ?? ''),
      ]),
    );
    const file = `rules-${mapping.name}.csv`;
    await writeTogether(workDir, [{ name: file, content: csvLine(header) + lines.join('') }]);
    const columns = header
      .map((name) => `${quote(name)}: ${name === '_line' ? `'INTEGER'` : name === '_rank' ? `'BIGINT'` : `'VARCHAR'`}`)
      .join(', ');
    const texts = header
      .slice(3)
      .map((name) => `coalesce(${identifier(name)}, '') AS ${identifier(name)}`)
      .join(', ');
    const read = `read_csv(${quote(join(workDir, file))}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${columns}})`;
    await calculation.execute(`CREATE OR REPLACE TABLE ${identifier(mapping.name)} AS SELECT _line, _shape, _rank, ${texts} FROM ${read}`);
  }

  /** Statement that gives every distinct key of the condensed rows its codes, in `_map_<dataset>` or another table. */
  resolve(mapping: LoadedMapping, dataset: string, tuples: string, target = `_map_${dataset}`): string {
    return resolveSql(mapping.keys, mapping.spec, mapping.rules, { rules: identifier(mapping.name), tuples, target: identifier(target) });
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
