import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Put,
  Req,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { DeliveriesService } from '../../delivery/deliveries.service';
import { BearerGuard } from '../../identity/bearer.guard';
import { ExplanationsService } from '../../reports/explanations.service';
import { ReviewService } from '../../review/review.service';
import { ApiReports } from './api-reports.service';
import { ApprovalInput, DispatchInput, ExplanationInput, ReceiptInput, ReviewInput } from './input.dto';
import { ReportAccessGuard, type ReportRequest } from './report-access.guard';
import type { ReportSummary } from './report-resource';
import { ROUTE_ROLES } from './route-roles';

/** What people do with a report. Each answers with the report as it is afterwards. */
@Controller('v1/leveringen/:id')
@UseGuards(BearerGuard, ReportAccessGuard)
export class DecisionsApiController {
  constructor(
    private readonly reports: ApiReports,
    private readonly explanations: ExplanationsService,
    private readonly review: ReviewService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Post('toelichtingen')
  @SetMetadata(ROUTE_ROLES, ['beoordelaar'])
  async explain(
    @Req() { acting }: ReportRequest,
    @Param('id') id: string,
    @Body() { plaats, tekst }: ExplanationInput,
  ): Promise<ReportSummary> {
    await this.explanations.explain(acting, id, plaats, tekst);
    return this.reports.show(acting, id);
  }

  @Post('beoordeling')
  @SetMetadata(ROUTE_ROLES, ['beoordelaar'])
  async judge(
    @Req() { acting }: ReportRequest,
    @Param('id') id: string,
    @Body() { versie, besluit, opmerking }: ReviewInput,
  ): Promise<ReportSummary> {
    if (besluit === 'gereed') await this.review.reportReady(acting, id, { version: versie });
    else await this.review.sendBack(acting, id, { version: versie, remark: opmerking ?? '' });
    return this.reports.show(acting, id);
  }

  @Post('goedkeuring')
  @SetMetadata(ROUTE_ROLES, ['goedkeurder'])
  async approve(
    @Req() { acting }: ReportRequest,
    @Param('id') id: string,
    @Body() { versie, besluit, vingerafdruk, opmerking }: ApprovalInput,
  ): Promise<ReportSummary> {
    if (besluit === 'terug') await this.review.sendBack(acting, id, { version: versie, remark: opmerking ?? '' });
    else if (vingerafdruk === undefined)
      throw new BadRequestException('Stuur de vingerafdruk mee van wat u goedkeurt; hij staat bij de levering.');
    else await this.review.approve(acting, id, { version: versie, fingerprint: vingerafdruk, remark: opmerking });
    return this.reports.show(acting, id);
  }

  /** Once more, after attempts that stopped. The first time the service sends by itself after the approval. */
  @Post('zendingen')
  @HttpCode(202)
  @SetMetadata(ROUTE_ROLES, ['beoordelaar', 'goedkeurder'])
  async dispatch(@Req() { acting }: ReportRequest, @Param('id') id: string, @Body() { versie }: DispatchInput): Promise<ReportSummary> {
    await this.deliveries.sendAgain(acting, id, versie);
    return this.reports.show(acting, id);
  }

  /** What the receiver answered: its receipt number, its verdict, or both. */
  @Put('zendingen/:zendingId/ontvangst')
  @SetMetadata(ROUTE_ROLES, ['beoordelaar', 'goedkeurder'])
  async receipt(@Req() request: ReportRequest, @Param('zendingId') zendingId: string, @Body() input: ReceiptInput): Promise<ReportSummary> {
    const { acting, report } = request;
    const known = (await this.deliveries.list(acting, report.id)).find(({ delivery }) => delivery.id === zendingId);
    if (!known) throw new NotFoundException('Deze zending bestaat niet.');
    const { versie: version, ontvangstnummer: receiptNumber, oordeel, tekst } = input;
    if (known.delivery.state === 'handover') await this.deliveries.registerHandover(acting, report.id, { version, receiptNumber });
    if (oordeel)
      await this.deliveries.registerVerdict(acting, report.id, {
        version,
        verdict: oordeel === 'geaccepteerd' ? 'accepted' : 'rejected',
        text: tekst,
      });
    return this.reports.show(acting, report.id);
  }
}
