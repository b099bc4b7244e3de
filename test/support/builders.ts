import { CalendarService } from '../../src/calendar/calendar.service';
import { IdentityService } from '../../src/identity/identity.service';
import type { Role } from '../../src/identity/role';
import { MappingVersionsService } from '../../src/mapping/mapping-versions.service';
import type { Acting } from '../../src/reports/acting';
import { ExplanationsService } from '../../src/reports/explanations.service';
import { ObligationsService, type DeliveryRoute } from '../../src/reports/obligations.service';
import { PackagesService } from '../../src/reports/packages.service';
import { ReportsService } from '../../src/reports/reports.service';
import type { Report } from '../../src/reports/report.entity';
import type { ReportVersion } from '../../src/reports/report-version.entity';
import type { ReportPackage } from '../../src/reports/report-package.entity';
import { VersionsService } from '../../src/reports/versions.service';
import { ReviewService } from '../../src/review/review.service';
import { BindingsService } from '../../src/sources/bindings.service';
import type { House } from './house';
import { LEDGER, MAPPING, SPEC } from './report-input';

let number = 0;

export const PERIOD = '2026-Q3';

/** An organisation with the people who work for it. */
export interface Gemeente {
  id: string;
  code: string;
  reviewer: Acting;
  approver: Acting;
  mapper: Acting;
}

/** A gemeente with a reviewer, an approver who may also review, and somebody who keeps the conversietabel. */
export async function aGemeente(house: House): Promise<Gemeente> {
  number += 1;
  const code = `GM${8000 + number}`;
  const fields = {
    overheidslaag: 'Gemeente',
    contact: { naam: 'A. Afzender', email: 'iv3@voorbeeldstad.nl', telefoon: '0101234567' },
    financieelPakket: 'Voorbeeldpakket',
    detailsOpenbaar: false,
  };
  const { id } = await house
    .get(IdentityService)
    .addOrganisation({ channel: 'cli' }, { code, name: 'Voorbeeldstad', overheidsnummer: '069999', oin: `0000000${number}`, fields });
  const person = (...roles: Role[]): Promise<Acting> => somebody(house, id, roles);
  return {
    id,
    code,
    reviewer: await person('beoordelaar'),
    approver: await person('goedkeurder', 'beoordelaar'),
    mapper: await person('toewijzer'),
  };
}

export async function somebody(house: House, organisationId: string, roles: Role[]): Promise<Acting> {
  number += 1;
  const identity = house.get(IdentityService);
  const login = `persoon${number}`;
  const { id } = await identity.addUser({ channel: 'cli' }, { login, name: `Persoon ${number}` });
  for (const role of roles) await identity.grantRole({ channel: 'cli' }, id, organisationId, role);
  const person = await identity.findByLogin(login);
  if (!person) throw new Error('not found');
  return { person, channel: 'api', organisationId };
}

export interface Given {
  ledger?: string[];
  mapping?: string[];
  period?: string;
  route?: DeliveryRoute;
}

/** A report of a gemeente that was just opened, with its source and conversietabel in place. */
export async function aReport(house: House, gemeente: Gemeente, given: Given = {}): Promise<Report> {
  const { period = PERIOD, route } = given;
  const actor = { channel: 'cli' as const };
  if (route) await house.get(ObligationsService).takeOn(actor, gemeente.id, SPEC, route);
  await giveMapping(house, gemeente, given.mapping ?? MAPPING);
  await giveLedger(house, gemeente, given.ledger ?? LEDGER);
  return house.get(CalendarService).open(actor, gemeente.id, SPEC, period);
}

export async function giveLedger(house: House, gemeente: Gemeente, lines: string[]): Promise<void> {
  const content = Buffer.from(`${lines.join('\n')}\n`);
  await house
    .get(BindingsService)
    .bindFile({ channel: 'cli' }, gemeente.id, { specId: SPEC, dataset: 'regels' }, { name: 'ledger.csv', content });
}

export async function giveMapping(house: House, gemeente: Gemeente, lines: string[]): ReturnType<MappingVersionsService['import']> {
  const content = Buffer.from(`${lines.join('\n')}\n`);
  const actor = { userId: gemeente.mapper.person.userId, channel: 'api' as const };
  return house.get(MappingVersionsService).import(actor, gemeente.id, { specId: SPEC, period: PERIOD, content, fileName: 'map.csv' });
}

/** The report as it is now, with its current version and package. */
export interface Standing {
  report: Report;
  version: ReportVersion;
  found?: ReportPackage;
}

export async function now(house: House, { id, organisationId }: Pick<Report, 'id' | 'organisationId'>): Promise<Standing> {
  const report = await house.get(ReportsService).locate(id);
  if (!report) throw new Error('the report is gone');
  const version = await house.get(VersionsService).get(organisationId, id, report.version);
  return { report, version, found: await house.get(PackagesService).current(organisationId, version.id) };
}

export async function statusOf(house: House, { id }: Pick<Report, 'id'>): Promise<string> {
  return (await house.get(ReportsService).locate(id))?.status ?? 'gone';
}

/** Reports ready, after explaining every warning. */
export async function ready(house: House, gemeente: Gemeente, report: Report, datum = '2026-10-15T12:00:00+02:00'): Promise<Standing> {
  const { version } = await now(house, report);
  for (const { finding, explanation, lookAgain } of await house.get(ExplanationsService).explained(version)) {
    if (finding.severity === 'warning' && (!explanation || lookAgain))
      await house
        .get(ExplanationsService)
        .explain(gemeente.reviewer, report.id, finding.place, 'Dit klopt: het is zo besloten door de raad.');
  }
  await house.get(ReviewService).reportReady(gemeente.reviewer, report.id, { version: version.number, datum });
  return now(house, report);
}

/** Approves what lies ready, by the second person. */
export async function approve(house: House, gemeente: Gemeente, report: Report): Promise<Standing> {
  const { version, found } = await now(house, report);
  await house.get(ReviewService).approve(gemeente.approver, report.id, { version: version.number, fingerprint: found?.fingerprint ?? '' });
  return now(house, report);
}
