import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importDefinition } from '../../../src/specs/import-definition';
import { setValues, shiftYears } from '../../../src/specs/import-carry';
import { textsAt } from '../../../src/specs/import-path';
import { readImportRules, type ImportRules, type PreviousVersion } from '../../../src/specs/import-rules';
import { describeWithReference, referenceFile } from '../../support/reference-data';

const rules: ImportRules = {
  version: 'about.year',
  matches: { 'about.kind': 'town' },
  tree: { items: 'items', code: 'code', title: 'name', children: 'below' },
  strip: '.',
  codelists: {
    fruit: {
      from: 'lists.fruit',
      file: 'codelists/fruit.csv',
      columns: { sweet: { codes: 'controls[id=C2].parts[*].codes[*]', except: ['1.2'] } },
    },
    moment: {
      from: 'lists.moment',
      file: 'codelists/moment.csv',
      columns: { place: { title: { opening: 'begin' } } },
      expect: ['{year-1}', '{year}'],
    },
  },
  tables: {
    grey: {
      file: 'tables/grey.csv',
      columns: ['section', 'row'],
      rows: [{ at: 'grey.left[*]', values: { section: 'left' }, members: { row: 'fruit' }, codes: { row: 'fruit' } }],
    },
  },
  agree: [{ codes: 'controls[id=C3].parts[when=1].codes[*]', list: 'fruit', where: { sweet: 'true' } }],
  checks: { from: 'controls[*]', id: 'id', applies: 'parts[*].when[*]', deliveries: { plan: '0', first: '1' } },
  carry: { set: { version: '{version}', 'validFor.from': '{version}-plan' }, shiftYears: ['examples/'] },
};

function aDefinition(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    about: { kind: 'town', year: 2031 },
    lists: {
      fruit: {
        items: [
          {
            code: '1.',
            name: 'All',
            below: [
              { code: '1.1', name: 'Apple' },
              { code: '1.2', name: 'Pear, "sour"' },
            ],
          },
        ],
      },
      moment: {
        items: [
          { code: '2030', name: 'opening' },
          { code: '2031', name: 'opening' },
        ],
      },
    },
    grey: { left: [{ fruit: '1.1' }] },
    controls: [
      { id: 'C2', parts: [{ when: [1], codes: ['1.1'] }] },
      { id: 'C3', parts: [{ when: [1], codes: ['1.1'] }] },
    ],
    ...changes,
  };
}

function aPreviousVersion(): PreviousVersion {
  const files = new Map([
    ['codelists/fruit.csv', 'code,parent,title,leaf,sweet\n1.,,All,false,false\n1.1,1.,Aple,true,true\n1.3,1.,Plum,true,true\n'],
    ['tables/grey.csv', 'section,row\nleft,1.3\n'],
    ['spec.yaml', 'version: 2030   # the year\nvalidFor: { from: 2030-plan }\n'],
    ['examples/a/case.yaml', 'period: 2030-first\ndatum: 2029-12-31\nbedrag: 20300\naandeel: 1.2030\n'],
  ]);
  const deliveries = { plan: { covers: 'year', stage: 'budget' as const }, first: { covers: 'Q1', stage: 'actual' as const } };
  return {
    files,
    spec: {
      version: '2030',
      periods: { year: { starts: '01-01' }, deliveries },
      checks: [{ id: 'C2', severity: 'error', title: 'two', in: ['plan', 'first'] }],
    },
  };
}

function contentOf(result: { files: { path: string; content: string }[] }, path: string): string | undefined {
  return result.files.find((file) => file.path === path)?.content;
}

describe('a definition that the receiver publishes', () => {
  it('becomes code lists in which a total keeps its point and says it is no leaf', () => {
    const result = importDefinition(rules, aDefinition());
    expect(result.version).toBe('2031');
    expect(result.flaws).toEqual([]);
    expect(contentOf(result, 'codelists/fruit.csv')).toBe(
      'code,parent,title,leaf,sweet\n1.,,All,false,false\n1.1,1.,Apple,true,true\n1.2,1.,"Pear, ""sour""",true,false\n',
    );
    expect(contentOf(result, 'tables/grey.csv')).toBe('section,row\nleft,1.1\n');
  });

  it('loses a stray point behind a leaf, and says so', () => {
    const lists = { ...(aDefinition().lists as object), fruit: { items: [{ code: '1.1.', name: 'Apple ' }] } };
    const result = importDefinition(rules, aDefinition({ lists }));
    expect(contentOf(result, 'codelists/fruit.csv')).toContain('\n1.1,,Apple,true,true\n');
    expect(result.flaws.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: de code "1.1." is gelezen als "1.1"',
      'warning: de omschrijving van "1.1" heeft overtollige spaties',
    ]);
  });

  it('uses the fallback of the import rules when the file does not give a code set', () => {
    const result = importDefinition(rules, aDefinition({ controls: [{ id: 'C3', parts: [{ when: [1], codes: ['1.1'] }] }] }));
    expect(contentOf(result, 'codelists/fruit.csv')).toContain('\n1.1,1.,Apple,true,true\n1.2,1.,"Pear, ""sour""",true,false\n');
  });

  it('is flawed when it is meant for another kind of organisation, misses a code of its year, repeats a row or names an unknown code', () => {
    const result = importDefinition(
      rules,
      aDefinition({ about: { kind: 'village', year: '2032' }, grey: { left: [{ fruit: '1.1' }, { fruit: '1.1' }, { fruit: '9' }] } }),
    );
    expect(result.flaws.map(({ severity, where }) => `${severity} ${where}`)).toEqual([
      'error about.kind',
      'warning moment',
      'warning grey',
      'warning grey',
    ]);
    expect(result.flaws.map(({ message }) => message).join('; ')).toContain('hier ontbreken codes die bij 2032 horen: 2032');
    expect(contentOf(result, 'tables/grey.csv')).toBe('section,row\nleft,1.1\nleft,9\n');
  });

  it('is flawed when the receiver uses another code set than the checks of the spec assume', () => {
    const controls = [
      { id: 'C2', parts: [{ when: [1], codes: ['1.1'] }] },
      { id: 'C3', parts: [{ when: [1], codes: ['1.2'] }] },
    ];
    const messages = importDefinition(rules, aDefinition({ controls })).flaws.map(({ message }) => message);
    expect(messages).toEqual([
      'hier ontbreken codes waarop de controles van deze specificatie rekenen: 1.1',
      'hier staan codes waarop de controles van deze specificatie niet rekenen: 1.2',
    ]);
  });

  it('is refused when it has no version or no code list', () => {
    expect(() => importDefinition(rules, [])).toThrow('geen definitiebestand van deze soort');
    expect(() => importDefinition(rules, aDefinition({ lists: {} }))).toThrow('lists.fruit');
  });
});

describe('a new version beside the previous one', () => {
  const result = importDefinition(rules, aDefinition(), aPreviousVersion());

  it('names what was added, removed and renamed', () => {
    expect(result.changes).toEqual([
      { list: 'fruit', kind: 'renamed', code: '1.1', before: 'Aple', after: 'Apple' },
      { list: 'fruit', kind: 'added', code: '1.2', after: 'Pear, "sour"' },
      { list: 'fruit', kind: 'removed', code: '1.3', before: 'Plum' },
      { list: 'grey', kind: 'added', code: 'left 1.1' },
      { list: 'grey', kind: 'removed', code: 'left 1.3' },
    ]);
  });

  it('tells in which deliveries the receiver runs a check differently', () => {
    expect(result.checkDifferences).toEqual([
      'C2 geldt bij de ontvanger voor first, in spec.yaml voor plan, first',
      'C3 staat in het bestand, maar niet in spec.yaml',
    ]);
  });

  it('takes the other files along: the version is set, the years of examples move, all else stays', () => {
    expect(contentOf(result, 'spec.yaml')).toBe('version: 2031   # the year\nvalidFor: { from: 2031-plan }\n');
    expect(contentOf(result, 'examples/a/case.yaml')).toBe('period: 2031-first\ndatum: 2030-12-31\nbedrag: 20300\naandeel: 1.2030\n');
  });
});

describe('the helpers of the import', () => {
  it('refuse a path that cannot be read and find nothing where nothing is', () => {
    expect(() => textsAt({}, 'a[')).toThrow('position 2');
    expect(textsAt({ a: [{ b: [1, '2'] }, 3] }, 'a[*].b[*]')).toEqual(['1', '2']);
    expect(textsAt({ a: { b: null } }, 'a.b.c')).toEqual([]);
  });

  it('leave amounts alone when years move', () => {
    expect(shiftYears('2030-01-05,2030.50,20300,12030,Rek_2028,2040', 2030, 1)).toBe('2031-01-05,2030.50,20300,12030,Rek_2029,2040');
    expect(setValues('a: 1\n', { b: '2' }, '9')).toBe('a: 1\n');
  });

  it('say what is missing in import.yaml', () => {
    expect(() => readImportRules('version: a\n')).toThrow('ontbreekt "tree"');
    expect(() => readImportRules('a: [')).toThrow('geen geldige YAML');
  });
});

const SPEC = join(__dirname, '../../../report-specs/rijk/cbs-iv3-gemeente');
const name = (layer: string, year: number): string => `iv3/iv3_definities_${layer}_${year}.json`;
const published = (layer: string, year: number): unknown => JSON.parse(readFileSync(referenceFile(name(layer, year)) ?? '', 'utf8'));
const LAYERS = ['Gemeente', 'GR', 'Provincie'];
const YEARS = [2023, 2024, 2025, 2026];

describeWithReference(
  'the published definition files',
  LAYERS.flatMap((layer) => YEARS.map((year) => name(layer, year))),
  () => {
    const iv3 = readImportRules(readFileSync(join(SPEC, 'import.yaml'), 'utf8'));

    it.each(LAYERS)('are readable for %s in every year with the same rules', (layer) => {
      for (const year of YEARS) {
        const result = importDefinition(iv3, published(layer, year));
        expect(result.version).toBe(String(year));
        expect(result.files).toHaveLength(10);
        expect(result.flaws.filter(({ where }) => where === 'metadata.overheidslaag')).toHaveLength(layer === 'Gemeente' ? 0 : 1);
      }
    });

    it.each([2025, 2026])('give exactly the lists and grey cells of version %i', (year) => {
      const result = importDefinition(iv3, published('Gemeente', year));
      expect(result.flaws.filter(({ severity }) => severity === 'error')).toEqual([]);
      for (const { path, content } of result.files) expect(readFileSync(join(SPEC, String(year), path), 'utf8')).toBe(content);
    });

    it('hold the flaw 4.6.6. in one year of one layer', () => {
      const messages = importDefinition(iv3, published('Provincie', 2026)).flaws.map(({ message }) => message);
      expect(messages).toContain('de code "4.6.6." is gelezen als "4.6.6"');
    });

    it('differ between two years by what the receiver split and dropped', () => {
      const before = importDefinition(iv3, published('Gemeente', 2024));
      const files = new Map(before.files.map(({ path, content }) => [path, content]));
      const { changes } = importDefinition(iv3, published('Gemeente', 2025), {
        files,
        spec: { version: '2024', periods: { year: { starts: '01-01' }, deliveries: {} }, checks: [] },
      });
      const codes = (list: string, kind: string) =>
        changes.filter((change) => change.list === list && change.kind === kind).map(({ code }) => code);
      expect(codes('categorie_lasten', 'removed')).toEqual(['4.4.1', '4.4.2', '4.4.3', '4.4.4', '4.4.5', '4.4.6', '4.4.7', '4.4.8']);
      expect(codes('balanscode', 'added')).toEqual(expect.arrayContaining(['A221a', 'A221b', 'A221c', 'P29e', 'P29f', 'P29g']));
      expect(codes('taakveld', 'removed')).toEqual(expect.arrayContaining(['6.2', '6.6', '6.71', '6.82b']));
    });
  },
);
