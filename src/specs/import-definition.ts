import { carryFiles, type ImportedFile } from './import-carry';
import { codeListChanges, tableChanges, type Change, type CsvRow } from './import-changes';
import { asText, memberOf, textsAt, valuesAt } from './import-path';
import type { CodeListRule, ImportRules, PreviousVersion, RowRule, TableRule } from './import-rules';
import { csvLine } from './small-csv';
import { UnusableInput } from './unusable-input';

/** Something in the published file that is not as it should be. With `error` the version must not be used. */
export interface Flaw {
  severity: 'error' | 'warning';
  where: string;
  message: string;
}

export interface ImportResult {
  version: string;
  /** Everything that belongs in the folder of the new version. */
  files: ImportedFile[];
  flaws: Flaw[];
  changes: Change[];
  /** Where spec.yaml runs a check in other deliveries than the receiver, in Dutch. */
  checkDifferences: string[];
}

/**
 * Turns a definition that a receiver publishes every year into the code lists and tables of a spec version.
 * @throws UnusableInput when the document lacks the version or a code list, so that it cannot be a definition of this kind.
 */
export function importDefinition(rules: ImportRules, definition: unknown, previous?: PreviousVersion): ImportResult {
  const reader = new DefinitionReader(rules, definition, previous?.files);
  const files = [...reader.codeLists(), ...reader.tables()];
  reader.compareCodes();
  const carried = previous ? carryFiles(rules, reader.version, previous, new Set(files.map(({ path }) => path))) : [];
  const all = [...files, ...carried].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    version: reader.version,
    files: all,
    flaws: reader.flaws,
    changes: reader.changes,
    checkDifferences: previous ? checkDifferences(rules, definition, previous) : [],
  };
}

class DefinitionReader {
  readonly flaws: Flaw[] = [];
  readonly changes: Change[] = [];
  readonly version: string;
  private readonly lists = new Map<string, CsvRow[]>();

  constructor(
    private readonly rules: ImportRules,
    private readonly definition: unknown,
    private readonly previousFiles?: ReadonlyMap<string, string>,
  ) {
    const [version] = textsAt(definition, rules.version);
    if (!version)
      throw new UnusableInput(`Het bestand noemt bij ${rules.version} geen versie; het is geen definitiebestand van deze soort.`);
    this.version = version;
    for (const [path, wanted] of Object.entries(rules.matches ?? {})) {
      const found = textsAt(definition, path).join(', ');
      if (found !== wanted) this.flaw('error', path, `het bestand is voor "${found}", deze specificatie is voor "${wanted}"`);
    }
  }

  codeLists(): ImportedFile[] {
    return Object.entries(this.rules.codelists).map(([name, rule]) => {
      const rows = this.readTree(name, rule);
      this.lists.set(name, rows);
      this.expectCodes(name, rule, rows);
      for (const column of Object.keys(rule.columns ?? {})) this.addColumn(rows, rule, column);
      this.changes.push(...codeListChanges(name, this.previousFiles?.get(rule.file), rows));
      return { path: rule.file, content: writeCsv(['code', 'parent', 'title', 'leaf', ...Object.keys(rule.columns ?? {})], rows) };
    });
  }

  tables(): ImportedFile[] {
    return Object.entries(this.rules.tables ?? {}).map(([name, rule]) => {
      const rows = this.tableRows(name, rule);
      this.changes.push(...tableChanges(name, this.previousFiles?.get(rule.file), rule.columns, rows));
      return { path: rule.file, content: writeCsv(rule.columns, rows) };
    });
  }

  /** The SQL of the spec assumes that some code sets of the receiver follow from the lists; here that is proved for this file. */
  compareCodes(): void {
    for (const { codes, list, where } of this.rules.agree ?? []) {
      const found = new Set(textsAt(this.definition, codes));
      const wanted = this.leaves(list).filter((row) => Object.entries(where ?? {}).every(([column, value]) => row[column] === value));
      const missing = wanted.filter(({ code }) => !found.delete(code ?? '')).map(({ code }) => code);
      if (missing.length > 0)
        this.flaw('error', codes, `hier ontbreken codes waarop de controles van deze specificatie rekenen: ${missing.join(', ')}`);
      if (found.size > 0)
        this.flaw('error', codes, `hier staan codes waarop de controles van deze specificatie niet rekenen: ${[...found].join(', ')}`);
    }
  }

  private readTree(name: string, rule: CodeListRule): CsvRow[] {
    const [root] = valuesAt(this.definition, rule.from);
    const items = memberOf(root, this.rules.tree.items);
    if (!Array.isArray(items)) throw new UnusableInput(`Het bestand heeft bij ${rule.from} geen codelijst.`);
    const rows: CsvRow[] = [];
    const walk = (entries: unknown[], parent: string): void => {
      for (const entry of entries) {
        const children = memberOf(entry, this.rules.tree.children);
        const isNode = Array.isArray(children) && children.length > 0;
        const code = this.cleanCode(name, asText(memberOf(entry, this.rules.tree.code)) ?? '', !isNode);
        if (rows.some((row) => row.code === code)) this.flaw('error', name, `de code "${code}" komt twee keer voor`);
        rows.push({ code, parent, title: this.cleanTitle(name, code, entry), leaf: String(!isNode) });
        if (isNode) walk(children, code);
      }
    };
    walk(items, '');
    return rows;
  }

  private cleanCode(where: string, found: string, leaf: boolean): string {
    const strip = this.rules.strip;
    let code = found.trim();
    while (leaf && strip && code.endsWith(strip)) code = code.slice(0, -strip.length);
    if (code === '') this.flaw('error', where, `een code is leeg ("${found}")`);
    else if (code !== found) this.flaw('warning', where, `de code "${found}" is gelezen als "${code}"`);
    return code;
  }

  private cleanTitle(where: string, code: string, entry: unknown): string {
    const found = asText(memberOf(entry, this.rules.tree.title)) ?? '';
    const title = found.trim().replaceAll(/\s+/g, ' ');
    if (title === '') this.flaw('warning', where, `de code "${code}" heeft geen omschrijving`);
    else if (title !== found) this.flaw('warning', where, `de omschrijving van "${code}" heeft overtollige spaties`);
    return title;
  }

  private expectCodes(name: string, rule: CodeListRule, rows: CsvRow[]): void {
    const expected = (rule.expect ?? []).map((template) => this.fillYear(template));
    const missing = expected.filter((code) => !rows.some((row) => row.code === code));
    if (missing.length > 0) this.flaw('warning', name, `hier ontbreken codes die bij ${this.version} horen: ${missing.join(', ')}`);
  }

  private fillYear(template: string): string {
    return template.replaceAll(/\{year([+-]\d+)?\}/g, (_, shift?: string) => String(Number(this.version) + Number(shift ?? 0)));
  }

  private addColumn(rows: CsvRow[], rule: CodeListRule, column: string): void {
    const { codes, except, title } = rule.columns?.[column] ?? {};
    const listed = codes ? new Set(textsAt(this.definition, codes)) : new Set<string>();
    for (const row of rows) {
      if (title) row[column] = title[row.title ?? ''] ?? '';
      else if (listed.size > 0) row[column] = String(listed.has(row.code ?? ''));
      else row[column] = String(row.leaf === 'true' && !(except ?? []).includes(row.code ?? ''));
    }
    if (title)
      for (const row of rows)
        if (row[column] === '') this.flaw('error', rule.from, `de omschrijving "${row.title}" van "${row.code}" zegt niets over ${column}`);
  }

  private tableRows(name: string, rule: TableRule): CsvRow[] {
    const rows = rule.rows.flatMap((row) => valuesAt(this.definition, row.at).map((value) => this.tableRow(name, row, value)));
    const seen = new Set<string>();
    return rows.filter((row) => {
      const key = JSON.stringify(row);
      if (seen.has(key)) this.flaw('warning', name, `de rij ${Object.values(row).join(' ')} komt twee keer voor`);
      return !seen.has(key) && seen.add(key);
    });
  }

  private tableRow(name: string, rule: RowRule, value: unknown): CsvRow {
    const row: CsvRow = { ...rule.values };
    for (const [column, member] of Object.entries(rule.members)) {
      const found = asText(member === '.' ? value : memberOf(value, member)) ?? '';
      const list = rule.codes?.[column];
      row[column] = list ? this.cleanCode(name, found, true) : found;
      if (list && !this.leaves(list).some(({ code }) => code === row[column]))
        this.flaw('warning', name, `"${row[column]}" (${rule.at}) is geen code van ${list}`);
    }
    return row;
  }

  private leaves(list: string): CsvRow[] {
    return (this.lists.get(list) ?? []).filter(({ leaf }) => leaf === 'true');
  }

  private flaw(severity: Flaw['severity'], where: string, message: string): void {
    this.flaws.push({ severity, where, message });
  }
}

function writeCsv(columns: string[], rows: CsvRow[]): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map(csvLine).join('');
}

function checkDifferences({ checks: rule }: ImportRules, definition: unknown, { spec }: PreviousVersion): string[] {
  if (!rule) return [];
  const names = Object.keys(spec.periods.deliveries);
  return valuesAt(definition, rule.from).flatMap((entry) => {
    const id = asText(memberOf(entry, rule.id)) ?? '';
    const check = spec.checks.find((candidate) => candidate.id === id);
    if (!check) return [`${id} staat in het bestand, maar niet in spec.yaml`];
    const values = new Set(textsAt(entry, rule.applies));
    const theirs = names.filter((name) => values.has(rule.deliveries[name] ?? ''));
    const ours = names.filter((name) => check.in === undefined || check.in.includes(name));
    const same = theirs.join() === ours.join();
    return same ? [] : [`${id} geldt bij de ontvanger voor ${theirs.join(', ') || 'geen levering'}, in spec.yaml voor ${ours.join(', ')}`];
  });
}
