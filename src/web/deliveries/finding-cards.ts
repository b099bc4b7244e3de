import type { Finding } from '../../specs/finding';
import type { ExplainedFinding } from '../../reports/explanations.service';
import { nl } from '../copy/nl';
import { dutchNumber, euro, withUnit } from '../format';
import { controlTitle } from './control-lines';
import type { CellLine, FindingCard } from './delivery-pages';
import type { ReportDossier } from './report-reader.service';

const MOST_CELLS = 5;

export function findingCards(dossier: ReportDossier): FindingCard[] {
  return dossier.findings.map((explained) => cardOf(dossier, explained));
}

function cardOf(dossier: ReportDossier, { finding, explanation, lookAgain }: ExplainedFinding): FindingCard {
  const { body, code, severity } = finding;
  const { cells = [] } = body;
  return {
    id: code,
    severity,
    title: controlTitle(dossier.loaded.spec, code) || undefined,
    message: body.message,
    advice: body.advice,
    value: body.value === undefined ? undefined : withUnit(body.value, body.unit),
    bound: body.bound === undefined ? undefined : withUnit(body.bound, body.unit),
    causes: (body.causes ?? []).map(({ message }) => message),
    cells: cells.slice(0, MOST_CELLS).map(cellLine),
    moreCells: Math.max(0, cells.length - MOST_CELLS),
    rows: rowsText(body),
    explanation: explanation && { text: explanation.text, author: explanation.author, outdated: lookAgain },
  };
}

function cellLine({ part, key, amount }: NonNullable<Finding['cells']>[number]): CellLine {
  const place = Object.values(key)
    .filter((code) => code !== '')
    .join(' × ');
  return { name: [part.replaceAll('_', ' '), place].filter((text) => text !== '').join(' '), amount: euro(amount) };
}

function rowsText({ rows }: Finding): string | undefined {
  if (!rows) return undefined;
  const first = rows.first
    .slice(0, 8)
    .map((row) => dutchNumber(String(row)))
    .join(', ');
  return nl.delivery.rows(rows.count, rows.count > 8 ? `${first}, …` : first);
}
