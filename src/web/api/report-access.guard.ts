import { ForbiddenException, Injectable, NotFoundException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { PersonRequest } from '../../identity/bearer.guard';
import { mayAct, organisationsOf } from '../../identity/person';
import type { Role } from '../../identity/role';
import type { Acting } from '../../reports/acting';
import type { Report } from '../../reports/report.entity';
import { ReportsService } from '../../reports/reports.service';
import { ROUTE_ROLES } from './route-roles';

/** A request for one report, behind the guards: who asks and what about. */
export interface ReportRequest extends PersonRequest {
  acting: Acting;
  report: Report;
}

/** Finds the report of the address and asks whether the person may use the route for it. A report of others does not exist. */
@Injectable()
export class ReportAccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly reports: ReportsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ReportRequest>();
    const roles = this.reflector.get<readonly Role[] | undefined>(ROUTE_ROLES, context.getHandler());
    if (!roles) throw new Error(`the route ${context.getClass().name}.${context.getHandler().name} does not say who may use it`);
    const id = request.params.id;
    if (typeof id !== 'string') return true;
    const report = await this.reports.locate(id);
    if (!report || !organisationsOf(request.person).includes(report.organisationId))
      throw new NotFoundException('Deze levering bestaat niet.');
    if (!mayAct(request.person, report.organisationId, roles))
      throw new ForbiddenException(`Hiervoor is een andere rol nodig: ${roles.join(' of ')}.`);
    request.report = report;
    request.acting = { person: request.person, channel: 'api', organisationId: report.organisationId };
    return true;
  }
}
