import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { fileExists, join, listFiles, readText } from '../platform/files';
import { demoLedger } from '../sources/demo/demo-ledger';
import { demoMapping, readDemoSeed, type DemoSeed } from '../sources/demo/demo-seed';
import { periodId, resolvePeriod, splitPeriodId, type Period } from '../specs/period';
import type { ReportSpec } from '../specs/report-spec';
import { SpecsService } from '../specs/specs.service';

/** A spec that comes with the seed of a made-up organisation. */
export interface DemoSpec {
  spec: ReportSpec;
  organisationFile: string;
  files: Map<string, string>;
  seed: DemoSeed;
  /** What is measured, in this order. */
  periods: Period[];
}

/** A file that answers a dataset of the demo. */
export interface DemoFile {
  dataset: string;
  name: string;
  content: Readable;
}

/** The dataset that the generator of ledgers makes. */
const LEDGER = 'journaalregels';
const SEED = 1;

/** Looks up what the demo is about: whatever spec has a folder `demo/`. */
@Injectable()
export class DemoSource {
  constructor(private readonly specs: SpecsService) {}

  /** The newest version of a spec with a demo, or undefined in an installation without one. */
  async find(): Promise<DemoSpec | undefined> {
    const found = (await this.specs.list()).reverse().find(({ folder }) => fileExists(join(folder, 'demo', 'org.yaml')));
    if (!found) return undefined;
    const { spec } = await this.specs.load(found.folder);
    const folder = join(found.folder, 'demo');
    const files = new Map<string, string>();
    for (const name of await listFiles(folder)) files.set(name, await readText(join(folder, name)));
    return { spec, files, organisationFile: join(folder, 'org.yaml'), seed: readDemoSeed(files), periods: periodsOf(spec) };
  }

  /** The files for one period, with or without what is wrong on purpose. */
  sources({ spec, seed, files }: DemoSpec, period: Period, problems: boolean): DemoFile[] {
    const asked = Object.entries(spec.datasets).filter(
      ([, dataset]) => !dataset.report && (!dataset.in || dataset.in.includes(period.delivery)),
    );
    return asked.flatMap(([dataset, { concept }]) => {
      if (concept === LEDGER)
        return [
          {
            dataset,
            name: `grootboek-${period.year}.csv`,
            content: Readable.from(demoLedger(seed, { year: period.year, seed: SEED, problems })),
          },
        ];
      const name = [`${dataset}-${period.delivery}.csv`, `${dataset}.csv`].find((candidate) => files.has(candidate));
      return name === undefined ? [] : [{ dataset, name, content: Readable.from([files.get(name) ?? '']) }];
    });
  }

  mapping({ seed }: DemoSpec, problems: boolean): Buffer {
    return Buffer.from(demoMapping(seed, problems));
  }
}

/** As the spec says under `demo: measure:`, or else the first year up to the last delivery but one before the closing of the books. */
function periodsOf(spec: ReportSpec): Period[] {
  const named = spec.demo?.measure?.split(/[ ,]+/).filter(Boolean);
  if (named) return named.map((id) => resolvePeriod(spec, id));
  const year = splitPeriodId(spec.validFor.from)?.year ?? 0;
  const open = Object.entries(spec.periods.deliveries).filter(([, { stage }]) => stage !== 'final');
  return open.slice(0, Math.max(1, open.length - 1)).map(([delivery]) => resolvePeriod(spec, periodId(year, delivery)));
}
