import type { StoredFigures } from '../../reports/figures';
import { nl } from '../copy/nl';
import { longDate, shortMoment, withUnit } from '../format';
import { controlLines } from './control-lines';
import { deadlineOf } from './deadline';
import type { DetailPage, EventLine, FileLine, Tile } from './delivery-pages';
import { hasLeft, receiverOf, statusFacts, titleOf } from './dossier-facts';
import { findingCards } from './finding-cards';
import type { Moment } from './list-page';
import { meterReading } from './meter-reading';
import { downloadsOf } from './downloads';
import type { ReportDossier } from './report-reader.service';
import { partLines, sourceLines } from './source-lines';
import { statusLabel } from './status-label';

const texts = nl.delivery;

/** Everything that the page of one report shows. */
export function detailPage(dossier: ReportDossier, figures: StoredFigures | undefined, { now, today }: Moment): DetailPage {
  const { report, version, loaded } = dossier;
  const status = statusLabel(statusFacts(dossier, today));
  return {
    title: titleOf(dossier),
    subtitle: `${loaded.spec.title} · ${receiverOf(dossier)}`,
    meta: metaOf(dossier),
    basis: basisOf(dossier),
    status,
    deadline: deadlineOf(report.dueAt, now, hasLeft(dossier)),
    meter: meterReading(report.status, status.tone),
    problem: report.problem
      ? { when: texts.problem(shortMoment(new Date(report.problem.at))), message: report.problem.message }
      : undefined,
    tiles: version ? tilesOf(dossier) : [],
    findings: findingCards(dossier),
    controls: controlLines(dossier),
    sources: sourceLines(dossier),
    parts: partLines(dossier, figures),
    alignment: alignmentOf(dossier),
    files: downloadsOf(dossier).map((download) => fileLine(dossier, download)),
    filesNote: version ? (dossier.package ? texts.packaged : texts.concept) : undefined,
    events: eventsOf(dossier),
    fingerprint: dossier.package?.fingerprint.replaceAll(/(.{4})(?=.)/g, '$1 '),
  };
}

function metaOf({ version, loaded, mapping }: ReportDossier): string {
  if (!version) return texts.meta.none;
  const { meta } = texts;
  const at = version.generatedAt ?? version.createdAt;
  const parts = [
    meta.measurement(version.number, `${longDate(at)} ${shortMoment(at).slice(-5)}`),
    meta.spec(loaded.spec.id, version.specVersion),
  ];
  return [...parts, ...(mapping ? [meta.mapping(mapping.number)] : [])].join(' · ');
}

function basisOf({ loaded }: ReportDossier): string[] {
  return Object.values(loaded.spec.legalBasis).map(
    ({ law, article, explanation }) => `${law}${article ? `, artikel ${article}` : ''}: ${explanation}`,
  );
}

function tilesOf(dossier: ReportDossier): Tile[] {
  const { version, findings } = dossier;
  const controls = version?.controls ?? [];
  const ran = controls.filter(({ passed }) => passed !== null);
  const explained = findings.filter(({ finding, explanation }) => finding.severity === 'warning' && explanation).length;
  const [errors, warnings, infos] = [version?.errors ?? 0, version?.warnings ?? 0, version?.infos ?? 0];
  const alignment = alignmentOf(dossier);
  return [
    { name: texts.tiles.errors, value: String(errors), tone: errors > 0 ? 'fout' : 'klaar' },
    {
      name: texts.tiles.warnings,
      value: String(warnings),
      note: warnings > 0 ? texts.explained(explained) : undefined,
      tone: warnings > explained ? 'actie' : 'klaar',
    },
    { name: texts.tiles.infos, value: String(infos) },
    {
      name: texts.tiles.controls,
      value: texts.controlsPassed(ran.filter(({ passed }) => passed).length, ran.length),
      note: texts.controlsNote,
    },
    ...(alignment
      ? [
          {
            name: texts.tiles.alignment,
            value: alignment.gap ?? texts.alignmentFits,
            note: alignment.gap && texts.alignmentGap,
            tone: alignment.fits ? ('klaar' as const) : ('fout' as const),
          },
        ]
      : []),
  ];
}

function alignmentOf({ version }: ReportDossier): (NonNullable<DetailPage['alignment']> & { gap?: string }) | undefined {
  const control = version?.controls?.find(({ id }) => id === 'AANSLUITING');
  if (!control || control.passed === null) return undefined;
  if (control.passed) return { fits: true, text: texts.alignmentFits };
  const gap = withUnit(control.value ?? '0', control.unit);
  return { fits: false, gap, text: `${texts.alignmentGap} (${gap})` };
}

function fileLine(dossier: ReportDossier, { name, kind, bytes }: ReturnType<typeof downloadsOf>[number]): FileLine {
  const what = { delivery: texts.fileFor(receiverOf(dossier)), findings: texts.findingsFile, manifest: texts.manifestFile }[kind];
  return { href: `/leveringen/${dossier.report.id}/bestanden/${encodeURIComponent(name)}`, name, what, size: bytes };
}

function eventsOf({ package: built, decisions, delivery, names }: ReportDossier): EventLine[] {
  const events: EventLine[] = [];
  const who = (id: string | null) => (id ? (names.get(id) ?? '') : texts.system);
  if (built) events.push({ name: texts.reviewed, text: texts.by(who(built.reviewerId), shortMoment(built.builtAt)) });
  for (const { kind, userId, at, remark } of decisions) {
    const text = texts.by(who(userId), shortMoment(at));
    events.push({ name: kind === 'approved' ? texts.approved : texts.returned, text: remark ? `${text}: ${remark}` : text });
  }
  if (delivery) {
    const receipt = delivery.receiptNumber ? ` · ${texts.receipt(delivery.receiptNumber)}` : '';
    const at = delivery.deliveredAt ? ` ${shortMoment(delivery.deliveredAt)}` : '';
    events.push({ name: texts.dispatched, text: `${texts.dispatchStates[delivery.state]}${at}${receipt}` });
  }
  return events;
}
