import { Injectable } from '@nestjs/common';
import { Bell } from '../reports/bell.service';
import { DueReports } from '../reports/due-reports.service';

/** Rings again for everything that is due and has no live job. The tables are the truth; this is all the recovery there is. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly due: DueReports,
    private readonly bell: Bell,
  ) {}

  /** Returns how many times it rang. */
  async run(): Promise<number> {
    let rings = 0;
    for (const due of await this.due.list()) {
      if (await this.bell.isLive(due)) continue;
      await this.bell.ring(due);
      rings += 1;
    }
    return rings;
  }
}
