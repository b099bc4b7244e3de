import { Controller, Get, Param, Query, Req, SetMetadata, StreamableFile, UseGuards } from '@nestjs/common';
import { BearerGuard, type PersonRequest } from '../../identity/bearer.guard';
import { ReportFiles } from '../deliveries/report-files.service';
import { ApiReports } from './api-reports.service';
import { ReportAccessGuard, type ReportRequest } from './report-access.guard';
import type { ReportSummary } from './report-resource';
import { READERS, ROUTE_ROLES } from './route-roles';

/** What can be read of reports. */
@Controller('v1/leveringen')
@UseGuards(BearerGuard, ReportAccessGuard)
export class ReportsApiController {
  constructor(
    private readonly reports: ApiReports,
    private readonly files: ReportFiles,
  ) {}

  @Get()
  @SetMetadata(ROUTE_ROLES, READERS)
  async list(@Req() { person }: PersonRequest, @Query('organisatie') code?: string): Promise<{ leveringen: ReportSummary[] }> {
    return { leveringen: await this.reports.list(person, code) };
  }

  @Get(':id')
  @SetMetadata(ROUTE_ROLES, READERS)
  async show(@Req() { acting }: ReportRequest, @Param('id') id: string): Promise<ReportSummary> {
    return this.reports.show(acting, id);
  }

  @Get(':id/bestanden/:name')
  @SetMetadata(ROUTE_ROLES, READERS)
  async file(@Req() { acting }: ReportRequest, @Param('id') id: string, @Param('name') name: string): Promise<StreamableFile> {
    const { content, type } = await this.files.content(await this.reports.dossier(acting, id), name);
    return new StreamableFile(content, { type, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}` });
  }
}
