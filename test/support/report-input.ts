import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type GenerateOptions } from '../../src/cli/generate.command';
import type { Manifest } from '../../src/reports/manifest';
import type { Finding } from '../../src/specs/finding';
import { UnusableInput } from '../../src/specs/unusable-input';

export const SPEC = 'rijk/cbs-iv3-gemeente';

export const HEADER = 'boekjaar,periode,boekdatum,boekstuk,regelnr,grootboekrekening,kostenplaats,kostensoort,omschrijving,debet,credit';

/** A small gemeente: opening balance, salary, purchase and the algemene uitkering. Everything balances. */
export const LEDGER = [
  HEADER,
  '2026,0,2025-12-31,OB,1,0100,,,beginbalans,1000.00,',
  '2026,0,2025-12-31,OB,2,1000,,,beginbalans,500.00,',
  '2026,0,2025-12-31,OB,3,0900,,,beginbalans,,1500.00',
  '2026,1,2026-01-15,B1,1,4000,,,salaris,1234.50,',
  '2026,1,2026-01-15,B1,2,1000,,,bank,,1234.50',
  '2026,2,2026-02-15,B2,1,4500,,,inkoop,100.49,',
  '2026,2,2026-02-15,B2,2,2000,,,crediteuren,,100.49',
  '2026,9,2026-09-30,B3,1,1000,,,uitkering,1335.00,',
  '2026,9,2026-09-30,B3,2,8000,,,uitkering,,1335.00',
];

export const MAPPING = [
  'grootboekrekening,kostenplaats,kostensoort,zijde,taakveld,categorie,balanscode,saldering,toelichting',
  '4000,,,lasten,0.4,1.1,,,',
  '4*,,,lasten,6.3,4.1.1,,,',
  '8*,,,baten,0.7,4.3.1,,,',
  '0100,,,balans,,3.2,A123,,',
  '1*,,,balans,,6.1,A23,,',
  '2*,,,balans,,6.1,P213,,',
  '0900,,,balans,,7.1,P111,,',
];

const ORGANISATION = `code: GM9999
naam: Voorbeeldstad
overheidslaag: Gemeente
overheidsnummer: "069999"
oin: "00000001999999999000"
contact: { naam: A. Afzender, email: iv3@voorbeeldstad.nl, telefoon: "0101234567" }
financieelPakket: Voorbeeldpakket
detailsOpenbaar: false
`;

export type Text = string | string[] | Buffer;

export interface Given {
  ledger?: Text;
  mapping?: Text;
  options?: Partial<GenerateOptions>;
}

/** What the command did: its exit code, the sentence it would print, and all that it wrote. */
export interface Outcome {
  code: number;
  sentence?: string;
  written: string[];
  delivery?: Delivery;
  /** The delivered file as text: amounts of more than 15 digits are not exact as numbers. */
  text: string;
  findings: Finding[];
  manifest?: Manifest;
}

export interface Delivery {
  data: Record<string, Record<string, string | number>[]>;
}

/** A folder in which one report is made from files, as on the command line. */
export class Desk {
  private constructor(readonly folder: string) {}

  static async open(): Promise<Desk> {
    return new Desk(await mkdtemp(join(tmpdir(), 'meter-test-')));
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async write(name: string, text: Text): Promise<string> {
    await writeFile(this.path(name), Array.isArray(text) ? `${text.join('\n')}\n` : text);
    return this.path(name);
  }

  /** Runs the command in this process; what it would print goes nowhere. */
  async generate({ ledger, mapping, options = {} }: Given = {}): Promise<Outcome> {
    const all = await this.options({ ledger, mapping, options });
    await rm(all.out, { recursive: true, force: true });
    try {
      const code = await quietly(() => generate(all));
      return await this.outcome(code, all.out);
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error;
      return { ...(await this.outcome(2, all.out)), sentence: error.describe().replaceAll(`${this.folder}/`, '') };
    }
  }

  async options({ ledger = LEDGER, mapping = MAPPING, options = {} }: Given): Promise<GenerateOptions> {
    return {
      spec: SPEC,
      period: '2026-Q3',
      organisation: await this.write('org.yaml', ORGANISATION),
      source: [await this.write('ledger.csv', ledger)],
      mapping: await this.write('map.csv', mapping),
      out: this.path('out'),
      previous: [],
      datum: '2026-10-15T12:00:00+02:00',
      ...options,
    };
  }

  private async outcome(code: number, out: string): Promise<Outcome> {
    const written = await readdir(out, { recursive: true }).catch(() => [] as string[]);
    const delivered = written.find((name) => /^iv3.*\.json$/.test(name));
    const read = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(out, name), 'utf8')) as T;
    return {
      code,
      written: written.sort(),
      delivery: delivered === undefined ? undefined : await read<Delivery>(delivered),
      text: delivered === undefined ? '' : await readFile(join(out, delivered), 'utf8'),
      findings: written.includes('findings.json') ? await read<Finding[]>('findings.json') : [],
      manifest: written.includes('manifest.json') ? await read<Manifest>('manifest.json') : undefined,
    };
  }
}

/** The lines of a ledger with one cell changed; row 1 is the first below the header. */
export function withCell(row: number, column: string, text: string, ledger: string[] = LEDGER): string[] {
  const index = HEADER.split(',').indexOf(column);
  return ledger.map((line, at) =>
    at === row
      ? line
          .split(',')
          .map((cell, place) => (place === index ? text : cell))
          .join(',')
      : line,
  );
}

/** Every figure of a part as `row/column: amount`. */
export function cells(delivery: Delivery | undefined, part: string): Record<string, number> {
  const rows = delivery?.data[part] ?? [];
  return Object.fromEntries(rows.map(({ bedrag, ...key }) => [Object.values(key).join('/'), Number(bedrag)]));
}

async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const spies = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
  try {
    return await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
