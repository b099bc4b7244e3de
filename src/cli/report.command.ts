import { CalendarService } from '../calendar/calendar.service';
import { IdentityService } from '../identity/identity.service';
import { amsterdamDate } from '../platform/clock';
import { requireRole } from '../reports/acting';
import { ExplanationsService } from '../reports/explanations.service';
import { PackagesService } from '../reports/packages.service';
import { Renewal } from '../reports/renewal.service';
import { FROZEN } from '../reports/report-status';
import type { Report } from '../reports/report.entity';
import { ReportsService } from '../reports/reports.service';
import { VersionsService } from '../reports/versions.service';
import { UnusableInput } from '../specs/unusable-input';
import { ReportLookup } from './report-lookup.service';
import { statusText } from './status-text';
import { withService, type ServiceSession } from './service-session.service';
import { findingLines, headline } from './summary';

export interface AsOption {
  as: string;
}

export async function openReport(options: AsOption & { organisation: string; spec: string; period: string }): Promise<number> {
  return withService(async (session) => {
    const person = await session.person(options.as);
    const organisation = await session.get(IdentityService).findOrganisation(options.organisation);
    if (!organisation) throw new UnusableInput(`De organisatie ${options.organisation} bestaat niet.`);
    requireRole({ person, channel: 'cli', organisationId: organisation.id }, ['beoordelaar']);
    const report = await session
      .get(CalendarService)
      .open({ userId: person.userId, channel: 'cli' }, organisation.id, options.spec, options.period);
    process.stdout.write(`${line(report)}\nDe meting begint zodra de dienst draait.\n`);
    return 0;
  });
}

export async function listReports({ as }: AsOption): Promise<number> {
  return withService(async (session) => {
    const reports = await session.get(ReportLookup).list(await session.person(as));
    process.stdout.write(reports.length === 0 ? 'Er zijn nog geen leveringen.\n' : `${reports.map(line).join('\n')}\n`);
    return 0;
  });
}

export async function showReport(named: string, { as }: AsOption): Promise<number> {
  return withService(async (session) => {
    const { report } = await session.get(ReportLookup).find(await session.person(as), named);
    process.stdout.write(`${(await overview(session, report)).join('\n')}\n`);
    return 0;
  });
}

/** A new reading of the sources, or the same sources once more with the conversietabel of now. */
export async function measureReport(named: string, { as, again }: AsOption & { again?: boolean }): Promise<number> {
  return withService(async (session) => {
    const { report, acting } = await session.get(ReportLookup).find(await session.person(as), named);
    requireRole(acting, ['beoordelaar', 'toewijzer']);
    const { id: reportId, version, organisationId } = report;
    if (again && FROZEN.includes(report.status)) await session.get(Renewal).beginNewVersion(acting, reportId, version);
    else if (again) await session.get(Renewal).generateAgain(acting, reportId, version);
    else await session.get(ReportsService).askReading({ organisationId, reportId, version });
    process.stdout.write('De nieuwe meting is gevraagd; zij begint zodra de dienst draait.\n');
    return 0;
  });
}

export async function explainFinding(named: string, { as, finding, text }: AsOption & { finding: string; text: string }): Promise<number> {
  return withService(async (session) => {
    const { report, acting } = await session.get(ReportLookup).find(await session.person(as), named);
    const version = await session.get(VersionsService).get(report.organisationId, report.id, report.version);
    const found = (await session.get(VersionsService).findings(version)).filter(({ code, place }) => code === finding || place === finding);
    if (found.length === 0) throw new UnusableInput(`De bevinding "${finding}" komt in de huidige meting niet voor.`);
    for (const { place } of found) await session.get(ExplanationsService).explain(acting, report.id, place, text);
    process.stdout.write(`Toelichting opgeslagen bij ${found.length === 1 ? '1 bevinding' : `${found.length} bevindingen`} ${finding}.\n`);
    return 0;
  });
}

async function overview(session: ServiceSession, report: Report): Promise<string[]> {
  const lines = [line(report)];
  if (report.problem) lines.push(`Probleem    ${report.problem.message}`);
  const version = await session.get(VersionsService).find(report.organisationId, report.id, report.version);
  if (!version) return [...lines, 'Nog niet gemeten.'];
  lines.push(`Meting      ${version.number}, specificatie ${version.specVersion}`);
  const built = await session.get(PackagesService).current(report.organisationId, version.id);
  for (const { name, bytes } of built?.files ?? version.concept ?? [])
    lines.push(`Bestand     ${name} (${bytes} bytes${built ? '' : ', concept'})`);
  if (built) lines.push(`Vingerafdr. ${built.fingerprint}`);
  const explained = await session.get(ExplanationsService).explained(version);
  const findings = explained.map(({ finding }) => finding.body);
  const open = explained.filter(
    ({ finding, explanation, lookAgain }) => finding.severity === 'warning' && (!explanation || lookAgain),
  ).length;
  return [
    ...lines,
    '',
    headline(findings),
    ...findingLines(findings),
    ...(open > 0 ? [`Toelichting nodig bij ${open} van de waarschuwingen.`] : []),
  ];
}

function line({ id, specId, period, status, version, dueAt }: Report): string {
  const due = dueAt ? `, uiterlijk ${amsterdamDate(dueAt)}` : '';
  return `${id}  ${specId} ${period}  ${statusText(status)}${version > 0 ? `, meting ${version}` : ''}${due}`;
}
