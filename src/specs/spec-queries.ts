import type { SpecProblem } from './spec-source';
import type { LoadedSpec } from './specs.service';

export type QueryKind = 'part' | 'derive' | 'terms' | 'formula' | 'view' | 'check' | 'warn' | 'expression';

/** One piece of SQL of a spec: where it stands and what it belongs to. */
export interface QueryPlace {
  /** Unique: kind and owner, `part:lasten`, `check:V001`, `scope:regels`. */
  name: string;
  kind: QueryKind;
  /** The part, view, check, mapping or dataset it belongs to. */
  owner: string;
  sql: string;
  file: string;
  /** Path in spec.yaml, for pointing at line and column. */
  path: (string | number)[];
}

/** Collects all SQL of a spec; text that ends in .sql names a file of the spec folder. */
export function specQueries(loaded: LoadedSpec): { places: QueryPlace[]; problems: SpecProblem[] } {
  const collector = new Collector(loaded);
  const { spec } = loaded;
  for (const [name, sql] of Object.entries(spec.views ?? {})) collector.add('view', name, sql, ['views', name]);
  for (const [name, mapping] of Object.entries(spec.mappings ?? {})) collector.add('warn', name, mapping.warn, ['mappings', name, 'warn']);
  for (const [name, part] of Object.entries(spec.parts)) {
    const path = ['parts', name];
    collector.add('part', name, part.facts ?? part.list, [...path, part.facts ? 'facts' : 'list']);
    collector.add('derive', name, part.derive?.terms, [...path, 'derive', 'terms']);
    collector.add('terms', name, part.terms, [...path, 'terms']);
    for (const [figure, { formula }] of Object.entries(part.figures ?? {}))
      collector.expression(`formula:${name}.${figure}`, name, formula, [...path, 'figures', figure]);
  }
  spec.checks.forEach((check, index) => collector.add('check', check.id, check.sql ?? check.terms, ['checks', index]));
  addDatasetExpressions(collector, loaded);
  return { places: collector.places, problems: collector.problems };
}

function addDatasetExpressions(collector: Collector, { spec }: LoadedSpec): void {
  for (const [name, dataset] of Object.entries(spec.datasets)) {
    const path = ['datasets', name];
    collector.expression(`scope:${name}`, name, dataset.scope, [...path, 'scope']);
    collector.expression(`conserves:${name}`, name, dataset.conserves, [...path, 'conserves']);
    dataset.exclude?.forEach(({ where }, index) =>
      collector.expression(`exclude:${name}.${index}`, name, where, [...path, 'exclude', index]),
    );
    collector.expression(`reconcile:${name}`, name, dataset.reconcile?.measure, [...path, 'reconcile']);
    collector.expression(`reconcile-rows:${name}`, name, dataset.reconcile?.rows, [...path, 'reconcile']);
  }
}

class Collector {
  readonly places: QueryPlace[] = [];
  readonly problems: SpecProblem[] = [];

  constructor(private readonly loaded: LoadedSpec) {}

  add(kind: QueryKind, owner: string, sql: string | undefined, path: (string | number)[]): void {
    if (sql === undefined) return;
    const inFile = /\.sql$/.test(sql.trim());
    const text = inFile ? this.loaded.files.get(sql.trim()) : sql;
    const file = inFile ? `${this.loaded.folder}/${sql.trim()}` : `${this.loaded.folder}/spec.yaml`;
    if (text === undefined)
      this.problems.push({
        file: `${this.loaded.folder}/spec.yaml`,
        ...this.loaded.source.placeOf(path),
        message: `het bestand ${sql} bestaat niet`,
      });
    else this.places.push({ name: `${kind}:${owner}`, kind, owner, sql: text.trim().replace(/;$/, ''), file, path });
  }

  /** An expression is parsed as the select list of a query on its dataset. */
  expression(name: string, owner: string, sql: string | undefined, path: (string | number)[]): void {
    if (sql === undefined) return;
    const formula = name.startsWith('formula:');
    const text = formula ? `SELECT (${sql})` : `SELECT (${sql}) FROM ${owner}`;
    this.places.push({ name, kind: formula ? 'formula' : 'expression', owner, sql: text, file: `${this.loaded.folder}/spec.yaml`, path });
  }
}
