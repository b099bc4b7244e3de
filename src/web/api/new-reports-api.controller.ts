import { Body, Controller, NotFoundException, Post, Req, Res, SetMetadata, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { CalendarService } from '../../calendar/calendar.service';
import { BearerGuard, type PersonRequest } from '../../identity/bearer.guard';
import { IdentityService } from '../../identity/identity.service';
import type { Role } from '../../identity/role';
import { requireRole } from '../../reports/acting';
import { ApiReports } from './api-reports.service';
import { NewReportInput } from './input.dto';
import { ReportAccessGuard } from './report-access.guard';
import type { ReportSummary } from './report-resource';
import { ROUTE_ROLES } from './route-roles';

const MAY_OPEN: readonly Role[] = ['beoordelaar'];

/** Opens reports. The organisation stands in the message and not in the address, so its role is asked here. */
@Controller('v1/leveringen')
@UseGuards(BearerGuard, ReportAccessGuard)
export class NewReportsApiController {
  constructor(
    private readonly identity: IdentityService,
    private readonly calendar: CalendarService,
    private readonly reports: ApiReports,
  ) {}

  /** Harmless to repeat: a report that is open already is answered as it is. */
  @Post()
  @SetMetadata(ROUTE_ROLES, MAY_OPEN)
  async open(
    @Req() { person }: PersonRequest,
    @Body() input: NewReportInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReportSummary> {
    const organisation = await this.identity.findOrganisation(input.organisatie);
    if (!organisation) throw new NotFoundException('Deze organisatie of levering bestaat niet.');
    const acting = { person, channel: 'api' as const, organisationId: organisation.id };
    requireRole(acting, MAY_OPEN);
    const report = await this.calendar.open({ userId: person.userId, channel: 'api' }, organisation.id, input.specificatie, input.periode);
    response.location(`/v1/leveringen/${report.id}`);
    return this.reports.show(acting, report.id);
  }
}
