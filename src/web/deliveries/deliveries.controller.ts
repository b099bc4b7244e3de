import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { amsterdamDate, Clock } from '../../platform/clock';
import { nl } from '../copy/nl';
import { isDemo } from '../demo-organisation';
import { PageRenderer } from '../page-renderer.service';
import { DeliveryDetail } from './delivery.view';
import { DeliveryList } from './delivery-list.view';
import { detailPage } from './detail-page';
import { titleOf } from './dossier-facts';
import { listPage, type Moment } from './list-page';
import { LocalReader } from './local-reader.service';
import { ReportFiles } from './report-files.service';
import { ReportReader, type ReportDossier } from './report-reader.service';

/** The read-only pages of this machine. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly local: LocalReader,
    private readonly reader: ReportReader,
    private readonly files: ReportFiles,
    private readonly renderer: PageRenderer,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async list(): Promise<string> {
    const organisations = await this.local.organisations();
    const dossiers: ReportDossier[] = [];
    for (const report of await this.local.allReports()) dossiers.push(await this.reader.read(report));
    const page = listPage(dossiers, new Map(organisations.map(({ id, name }) => [id, name])), this.moment());
    const [only] = organisations.length === 1 ? organisations : [];
    const frame = { title: nl.list.title, organisation: only?.name, demo: organisations.some(isDemo) };
    return this.renderer.render(frame, (whole) => DeliveryList({ frame: whole, page }));
  }

  @Get('leveringen/:id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async detail(@Param('id') id: string): Promise<string> {
    const dossier = await this.reader.read(await this.local.report(id));
    const organisation = (await this.local.organisations()).find((candidate) => candidate.id === dossier.report.organisationId);
    const page = detailPage(dossier, await this.reader.figures(dossier), this.moment());
    const frame = { title: titleOf(dossier), organisation: organisation?.name, demo: organisation !== undefined && isDemo(organisation) };
    return this.renderer.render(frame, (whole) => DeliveryDetail({ frame: whole, page }));
  }

  @Get('leveringen/:id/bestanden/:name')
  async file(@Param('id') id: string, @Param('name') name: string): Promise<StreamableFile> {
    const dossier = await this.reader.read(await this.local.report(id));
    const { content, type } = await this.files.content(dossier, name);
    return new StreamableFile(content, { type, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}` });
  }

  private moment(): Moment {
    const now = this.clock.now();
    return { now, today: amsterdamDate(now) };
  }
}
