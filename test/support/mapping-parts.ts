import type { ConversionTable, MappingRule } from '../../src/mapping/conversion-table';
import { readConversionTable } from '../../src/mapping/conversion-table';
import { readTableText } from '../../src/mapping/table-text';
import type { CodeList } from '../../src/specs/code-list';
import type { MappingSpec } from '../../src/specs/report-spec';

/** A mapping with every kind of column: prefixes, a code that only some rows need, a list that depends on another column. */
export const MAPPING_SPEC: MappingSpec = {
  by: { rekening: 'prefix', plaats: 'prefix', soort: 'prefix' },
  gives: {
    zijde: { values: ['kosten', 'bezit'] },
    taak: { codelist: 'taken', when: "zijde in ('kosten')" },
    post: { codelist: { kosten: 'kosten', bezit: ['kosten', 'bezit'] }, by: 'zijde' },
    wijze: { values: ['bruto', 'netto'], optional: 'true', when: "zijde = 'bezit'" },
  },
};

export function codeList(name: string, leaves: string[], totals: string[] = []): CodeList {
  const entries = [...totals.map((code) => ({ code, leaf: false })), ...leaves.map((code) => ({ code, leaf: true }))].map((entry) => ({
    ...entry,
    parent: '',
    title: entry.code,
  }));
  return { name, entries, leaves: new Set(leaves), order: new Map(entries.map(({ code }, index) => [code, index])) };
}

export const LISTS = new Map(
  [codeList('taken', ['0.1', '0.10'], ['0.']), codeList('kosten', ['1.1', '3.8']), codeList('bezit', ['6.1'])].map((list) => [
    list.name,
    list,
  ]),
);

export const TABLE_HEADER = 'rekening,plaats,soort,zijde,taak,post,wijze,geldig_van,geldig_tot';

/** A table from rows as they stand in a file; the first of them is line 2. */
export function aTable(rows: string[], date?: string): ConversionTable {
  return readConversionTable(MAPPING_SPEC, readTableText([TABLE_HEADER, ...rows].join('\n'), MAPPING_SPEC), LISTS, date);
}

export function aRule(
  line: number,
  patterns: [rekening: string, plaats?: string, soort?: string],
  parts: Partial<MappingRule> = {},
): MappingRule {
  const [rekening, plaats = '', soort = ''] = patterns;
  return {
    line,
    by: { rekening, plaats, soort },
    gives: { zijde: 'kosten', taak: '0.1', post: '1.1', wijze: '' },
    from: '',
    to: '',
    ...parts,
  };
}
