import { codeListSpec } from './code-list';
import type { CompiledSpec } from './compile.service';
import { splitPeriodId } from './period';
import type { SpecProblem } from './spec-source';
import { namedValues } from './sql-values';

type Path = (string | number)[];

/** What the schema cannot see: names that must exist, files that must be there, columns that queries must give. */
export function lintSpec(compiled: CompiledSpec, examples: string[]): SpecProblem[] {
  const problems: SpecProblem[] = [];
  const at = (path: Path, message: string): void => {
    problems.push({ file: `${compiled.folder}/spec.yaml`, ...compiled.source.placeOf(path), message });
  };
  lintNames(compiled, at);
  lintFiles(compiled, at);
  lintPeriods(compiled, at);
  lintReferences(compiled, at);
  lintParts(compiled, at);
  lintChecks(compiled, at);
  lintValues(compiled, at);
  if (examples.length === 0) at([], 'er zijn geen voorbeelden; elke controle heeft er een die voldoet en een die niet voldoet nodig');
  return problems;
}

type Report = (path: Path, message: string) => void;

function lintNames({ spec, folder }: CompiledSpec, at: Report): void {
  if (!folder.replaceAll('\\', '/').endsWith(`${spec.id}/${spec.version}`))
    at(['id'], `id en version (${spec.id}/${spec.version}) horen de naam van de map te zijn`);
  const seen = new Map<string, string>();
  for (const group of ['codelists', 'tables', 'datasets', 'mappings', 'views', 'parts'] as const) {
    for (const name of Object.keys(spec[group] ?? {})) {
      const other = seen.get(name);
      if (other) at([group, name], `de naam "${name}" staat ook bij ${other}; in SQL moet elke naam een ding zijn`);
      seen.set(name, group);
    }
  }
}

function lintFiles({ spec, files }: CompiledSpec, at: Report): void {
  const need = (path: Path, file: string | undefined): void => {
    if (file !== undefined && !files.has(file)) at(path, `het bestand ${file} bestaat niet`);
  };
  for (const name of Object.keys(spec.codelists ?? {})) {
    const { file } = codeListSpec(spec, name);
    need(['codelists', name], file);
    const header = (files.get(file) ?? '').split(/\r?\n/, 1)[0]?.split(',') ?? [];
    for (const column of ['code', 'parent', 'title', 'leaf'])
      if (files.has(file) && !header.includes(column)) at(['codelists', name], `in ${file} ontbreekt de kolom ${column}`);
  }
  for (const [name, table] of Object.entries(spec.tables ?? {})) need(['tables', name], table.file);
  for (const [name, parameter] of Object.entries(spec.parameters ?? {})) need(['parameters', name], parameter.file);
  for (const [name, output] of Object.entries(spec.outputs)) {
    need(['outputs', name, 'schema'], output.schema);
    need(['outputs', name, 'errors'], output.errors);
  }
  need(['delivery', 'steps'], spec.delivery.steps);
}

function lintPeriods({ spec }: CompiledSpec, at: Report): void {
  const deliveries = Object.keys(spec.periods.deliveries);
  for (const [path, id] of [
    [['validFor', 'from'], spec.validFor.from],
    [['validFor', 'to'], spec.validFor.to],
  ] as [Path, string | undefined][]) {
    if (id !== undefined && !deliveries.includes(splitPeriodId(id)?.delivery ?? ''))
      at(path, `"${id}" is geen periode van deze specificatie`);
  }
  for (const name of Object.keys(spec.calendar))
    if (!['timezone', 'opens', 'readings', 'windows'].includes(name) && !deliveries.includes(name))
      at(['calendar', name], `"${name}" is geen levering van deze specificatie`);
  for (const name of deliveries)
    if (!(name in spec.calendar)) at(['periods', 'deliveries', name], `voor ${name} staat geen uiterste datum in calendar`);
  const lists: [Path, string[] | undefined][] = [
    ...spec.checks.map((check, index): [Path, string[] | undefined] => [['checks', index, 'in'], check.in]),
    ...Object.entries(spec.parts).map(([name, part]): [Path, string[] | undefined] => [['parts', name, 'in'], part.in]),
    ...Object.entries(spec.datasets).map(([name, dataset]): [Path, string[] | undefined] => [['datasets', name, 'in'], dataset.in]),
  ];
  for (const [path, names] of lists)
    for (const name of names ?? []) if (!deliveries.includes(name)) at(path, `"${name}" is geen levering van deze specificatie`);
}

function lintReferences({ spec }: CompiledSpec, at: Report): void {
  const bases = Object.keys(spec.legalBasis);
  const basis = (path: Path, names: string | string[] | undefined): void => {
    for (const name of names === undefined ? [] : [names].flat())
      if (!bases.includes(name)) at(path, `de grondslag "${name}" staat niet in legalBasis`);
  };
  spec.checks.forEach((check, index) => basis(['checks', index, 'basis'], check.basis));
  for (const [name, part] of Object.entries(spec.parts)) basis(['parts', name, 'basis'], part.basis);
  for (const [name, parameter] of Object.entries(spec.parameters ?? {})) basis(['parameters', name, 'basis'], parameter.basis);
  for (const [name, dataset] of Object.entries(spec.datasets)) {
    if (!dataset.report && dataset.purpose === undefined)
      at(['datasets', name], 'een dataset noemt het doel waarvoor zij wordt gevraagd (purpose)');
    if (dataset.purpose !== undefined && !(dataset.purpose in spec.purposes))
      at(['datasets', name, 'purpose'], `het doel "${dataset.purpose}" staat niet in purposes`);
    if (dataset.mapping !== undefined && !(dataset.mapping in (spec.mappings ?? {})))
      at(['datasets', name, 'mapping'], `de mapping "${dataset.mapping}" bestaat niet`);
    if (dataset.part !== undefined && dataset.report === 'self' && !(dataset.part in spec.parts))
      at(['datasets', name, 'part'], `het onderdeel "${dataset.part}" bestaat niet`);
    for (const part of Object.keys(dataset.reconcile?.parts ?? {}))
      if (!(part in spec.parts)) at(['datasets', name, 'reconcile'], `het onderdeel "${part}" bestaat niet`);
  }
}

function lintParts({ spec, queries }: CompiledSpec, at: Report): void {
  for (const [name, part] of Object.entries(spec.parts)) {
    const output = queries.get(`part:${name}`)?.facts.output ?? [];
    const needed = part.facts ? ['_row', ...Object.keys(part.keys ?? {}), ...Object.keys(part.measures ?? {})] : (part.key ?? []);
    for (const column of needed)
      if (!output.includes(column) && !output.includes('*')) at(['parts', name], `de query van ${name} geeft de kolom ${column} niet`);
    for (const [key, list] of Object.entries(part.keys ?? {}))
      if (list !== 'text' && !(list in (spec.codelists ?? {})))
        at(['parts', name, 'keys', key], `de codelijst "${list}" bestaat niet; gebruik anders text`);
    const query = queries.get(`part:${name}`);
    if (part.facts && query && /\b1 AS\b/i.test(query.sql))
      at(['parts', name], 'tel met "_n AS aantal" en niet met 1: een gecondenseerde rij staat voor meer bronregels');
  }
}

function lintChecks({ spec, queries }: CompiledSpec, at: Report): void {
  const ids = spec.checks.map(({ id }) => id);
  spec.checks.forEach((check, index) => {
    if (ids.indexOf(check.id) !== index) at(['checks', index, 'id'], `de controle ${check.id} staat er twee keer`);
    if ((check.status === 'inferred' || check.status === 'open') && !check.reason)
      at(['checks', index], `${check.id} is ${check.status} en noemt geen reden (reason)`);
    for (const other of check.impossible ?? [])
      if (!ids.includes(other)) at(['checks', index, 'impossible'], `de controle ${other} bestaat niet`);
    for (const name of check.needs ?? []) if (!(name in spec.datasets)) at(['checks', index, 'needs'], `de dataset ${name} bestaat niet`);
    const output = queries.get(`check:${check.id}`)?.facts.output ?? [];
    if (check.terms)
      for (const column of ['term', 'cell', 'coef'])
        if (!output.includes(column)) at(['checks', index, 'terms'], `de query van ${check.id} geeft de kolom ${column} niet`);
    if (!check.text?.wat) at(['checks', index], `${check.id} zegt niet in woorden wat er mis is (text.wat)`);
  });
}

const BUILT_IN = ['year', 'period', 'period_start', 'period_end', 'stage'];

function lintValues({ spec, queries, folder }: CompiledSpec, at: Report): void {
  const periodNames = Object.values(spec.periods.deliveries).flatMap(({ values }) => Object.keys(values ?? {}));
  const known = new Set([...BUILT_IN, ...Object.keys(spec.parameters ?? {}), ...periodNames]);
  for (const query of queries.values())
    for (const name of namedValues(query.sql))
      if (!known.has(name))
        at(query.path, `$${name} in ${query.file.replace(`${folder}/`, '')} is geen parameter en geen waarde van de periode`);
  spec.checks.forEach((check, index) => {
    for (const text of [check.pass?.max, check.combine])
      if (text?.startsWith('$') && !known.has(text.slice(1))) at(['checks', index], `${text} is geen parameter`);
  });
}
