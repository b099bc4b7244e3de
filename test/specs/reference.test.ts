import Ajv, { type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { csvRows } from '../../src/specs/small-csv';
import { describeWithReference } from '../support/reference-data';

const folder = join(__dirname, '../../report-specs/rijk/cbs-iv3-gemeente');
const rows = (version: string, file: string) => csvRows(readFileSync(join(folder, version, file), 'utf8')).rows.map(({ values }) => values);

interface Code {
  code: string;
  subcodes?: Code[];
}

interface Definition {
  codelijsten: Record<string, { codelijst: Code[] }>;
  controles: { foutcode: string; calculaties: { periode: number[] }[] }[];
  grijze_cellen: Record<string, Record<string, string>[]>;
}

function leaves(codes: Code[]): string[] {
  return codes.flatMap(({ code, subcodes }) => (subcodes?.length ? leaves(subcodes) : [code.replace(/\.$/, '')]));
}

function nodes(codes: Code[]): string[] {
  return codes.flatMap(({ code, subcodes }) => (subcodes?.length ? [code, ...nodes(subcodes)] : []));
}

const LISTS = {
  taakveld: 'taakveld',
  categorie_lasten: 'categorie_lasten',
  categorie_baten: 'categorie_baten',
  balanscode: 'balanscode',
  kengetallen: 'kengetallen',
  beleidsindicatoren: 'beleidsindicatoren',
  verslagperiode: 'verslagperiode',
  standper: 'standper',
};

for (const version of ['2025', '2026']) {
  describeWithReference(
    `the code lists of ${version} against the receiver's definition`,
    [`iv3/iv3_definities_Gemeente_${version}.json`],
    ([path]) => {
      const definition = JSON.parse(readFileSync(path ?? '', 'utf8')) as Definition;

      it.each(Object.entries(LISTS))('%s has the same leaves in the same order, and the same totals', (list, file) => {
        const own = rows(version, `codelists/${file}.csv`);
        const published = definition.codelijsten[list]?.codelijst ?? [];
        expect(own.filter(({ leaf }) => leaf === 'true').map(({ code }) => code)).toEqual(leaves(published));
        expect(own.filter(({ leaf }) => leaf === 'false').map(({ code }) => code)).toEqual(nodes(published));
      });

      it('every grey cell is grey, and no other', () => {
        const own = new Set(rows(version, 'tables/grijze_cellen.csv').map(({ sectie, rij, categorie }) => `${sectie} ${rij} ${categorie}`));
        const published = Object.entries(definition.grijze_cellen).flatMap(([sectie, cells]) =>
          cells.map((cell) => `${sectie} ${cell.taakveld ?? cell.balanscode} ${cell.categorie}`),
        );
        expect(own).toEqual(new Set(published));
        expect(own.size).toBe(784 + 1175 + 2459 + 2653);
      });

      it('every control runs in the periods in which the receiver runs it', () => {
        const spec = parse(readFileSync(join(folder, version, 'spec.yaml'), 'utf8'), { schema: 'failsafe' }) as {
          checks: { id: string; in: string[] }[];
          periods: { deliveries: Record<string, { values: { periode: string } }> };
        };
        for (const { foutcode, calculaties } of definition.controles) {
          const check = spec.checks.find(({ id }) => id === foutcode);
          const own = (check?.in ?? []).map((name) => Number(spec.periods.deliveries[name]?.values.periode));
          expect([foutcode, own.sort()]).toEqual([foutcode, [...new Set(calculaties.flatMap(({ periode }) => periode))].sort()]);
        }
      });
    },
  );
}

/** A delivery with something odd in one place; what the receiver's schema says of it is the truth. */
const oddDelivery = fc.record({
  path: fc.constantFrom(
    'metadata.overheidslaag',
    'metadata.overheidsnummer',
    'metadata.overheidsnaam',
    'metadata.boekjaar',
    'metadata.periode',
    'metadata.status',
    'metadata.datum',
    'metadata.details_openbaar',
    'metadata.financieel_pakket',
    'metadata.export_software',
    'contact.naam',
    'contact.email',
    'contact.telefoon',
    'opmerkingen',
    'data.lasten',
    'data.baten',
    'data.balans_lasten',
    'data.balans_baten',
    'data.balans_standen',
    'data.kengetallen',
    'data.beleidsindicatoren',
    'data',
    'metadata',
    'contact',
    'extra',
    'metadata.extra',
    'data.extra',
  ),
  value: fc.oneof(
    fc.constant(undefined),
    fc.constantFrom<unknown>(
      '',
      ' ',
      'een\ntwee',
      'x@gemeente.amsterdam',
      'x+y@gemeente.nl',
      "o'neil@gemeente.nl",
      'x@gemeente.nl',
      '2026-07-01T10:00:00.000Z',
      '2026-07-01T10:00:00Z',
      '2026-07-01T10:00:00+02:00',
      '2026-07-01',
      'Gemeente',
      'GR',
      3,
      0,
      5,
      7,
      '3',
      true,
      null,
      [],
      {},
      [{ taakveld: '0.1', categorie: '1.1', bedrag: 1.5 }],
      [{ taakveld: '0.1', categorie: '1.1', bedrag: '1' }],
      [{ taakveld: '0.1', categorie: '1.1', bedrag: 1, details: {} }],
      [{ balanscode: 'A23', standper: 'ultimo', bedrag: 1 }],
      [{ verslagperiode: 'Beg_2026', kengetal: 'fk.1', waarde: '0.1' }],
      [{ verslagperiode: 'Beg_2026', kengetal: 'fk.1', waarde: 0.1 }],
      [{ tekst: 'a' }],
      [{ tekst: 'a\nb' }],
      [{ tekst: 'a', auteur: 'b', c: 1 }],
    ),
  ),
});

function delivery(): Record<string, Record<string, unknown>> {
  return {
    metadata: {
      overheidslaag: 'Gemeente',
      overheidsnummer: '069999',
      overheidsnaam: 'Voorbeeldstad',
      boekjaar: 2026,
      periode: 3,
      status: 'Realisatie',
      datum: '2026-10-20T09:30:00+02:00',
      details_openbaar: false,
      financieel_pakket: 'Voorbeeldpakket',
      export_software: 'Verantwoordingsmeter',
    },
    contact: { naam: 'A. Afzender', email: 'iv3@voorbeeldstad.nl', telefoon: '0101234567' },
    data: { lasten: [], baten: [], balans_lasten: [], balans_baten: [], balans_standen: [] },
  };
}

describeWithReference('our schema of the delivery against that of the receiver', ['iv3/iv3_data_schema_v2_1_1.json'], ([path]) => {
  const compile = (text: string): ValidateFunction =>
    new Ajv({ strict: false, unicodeRegExp: false, allErrors: true }).compile(JSON.parse(text) as object);
  const receiver = compile(readFileSync(path ?? '', 'utf8'));
  const own = compile(readFileSync(join(folder, '2026/layout/levering.schema.json'), 'utf8'));

  it('gives the same verdict, our stricter rules on date and status apart', () => {
    fc.assert(
      fc.property(fc.array(oddDelivery, { minLength: 0, maxLength: 2 }), (oddities) => {
        const document = delivery();
        for (const { path: place, value } of oddities) {
          const [first = '', second] = place.split('.');
          const target = second === undefined ? (document as Record<string, unknown>) : document[first];
          if (!target || typeof target !== 'object') continue;
          if (value === undefined) delete target[second ?? first];
          else target[second ?? first] = value;
        }
        const [theirs, ours] = [receiver(document), own(document)];
        const stricter = (own.errors ?? []).filter(({ schemaPath }) => schemaPath.includes('/not'));
        expect(ours || stricter.length === own.errors?.length).toBe(theirs);
      }),
      { numRuns: 1500, seed: 20261123 },
    );
  });
});
