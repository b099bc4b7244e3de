import { Injectable } from '@nestjs/common';
import { FileStore } from '../platform/file-store';
import { DemoInstallation } from './demo-installation.service';
import { DemoMeasurements } from './demo-measurements.service';
import { DemoSource } from './demo-source.service';

/** Where it is written down that the demo is complete, so that a start that was cut off goes on and a later start leaves it alone. */
const DONE = 'demo/complete.json';

/** The made-up organisation with which a new installation shows what it does. */
@Injectable()
export class Demo {
  constructor(
    private readonly files: FileStore,
    private readonly source: DemoSource,
    private readonly installation: DemoInstallation,
    private readonly measurements: DemoMeasurements,
  ) {}

  /** Does nothing when the database is in use, or when the demo is there already. Needs a worker in this process or beside it. */
  async ensure(told: (sentence: string) => void): Promise<boolean> {
    if (await this.files.exists(DONE)) return true;
    const demo = (await this.installation.mayBegin()) ? await this.source.find() : undefined;
    if (!demo) return false;
    told('Nieuwe installatie: de demogemeente wordt gemaakt …');
    const players = await this.installation.setUp(demo);
    await this.measurements.measure(players, told);
    await this.files.put(DONE, Buffer.from(JSON.stringify({ organisation: players.organisation.code })));
    return true;
  }
}
