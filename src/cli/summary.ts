import type { Manifest } from '../reports/manifest';
import { dutch } from '../specs/exact-decimal';
import type { Finding, Severity } from '../specs/finding';
import type { ReportRun } from './report-run.service';

const NAMES: Record<Severity, [one: string, many: string]> = {
  error: ['fout', 'fouten'],
  warning: ['waarschuwing', 'waarschuwingen'],
  info: ['signaal', 'signalen'],
};
const MOST_SHOWN = 12;

/** What a person wants to know after a run, on one screen, in Dutch. */
export function runSummary(run: ReportRun, manifest: Manifest, out: string): string {
  const { bench, findings, files } = run;
  const lines = [
    `${bench.compiled.spec.title}, ${bench.period.title.toLowerCase()} ${bench.period.year}, ${bench.organisation.naam ?? manifest.organisation.code}`,
    '',
  ];
  for (const input of manifest.inputs.filter(({ role }) => role === 'source')) {
    const amounts = input.debit === undefined ? '' : `, debet ${dutch(input.debit)}, credit ${dutch(input.credit ?? '0')}`;
    lines.push(`Bron        ${input.path}: ${dutch(String(input.lines))} regels${amounts}`);
  }
  const alignment = run.controls.find(({ id }) => id === 'AANSLUITING');
  if (alignment)
    lines.push(
      `Aansluiting ${alignment.passed ? 'sluit: elke regel staat in de rapportage of is met reden uitgezonderd' : `sluit niet: verschil ${dutch(alignment.value ?? '0')}`}`,
    );
  const ran = run.controls.filter(({ passed }) => passed !== null);
  lines.push(
    `Controles   ${ran.length} uitgevoerd, ${ran.filter(({ passed }) => passed).length} voldoen, ${run.controls.length - ran.length} niet van toepassing`,
  );
  for (const file of files) lines.push(`Bestand     ${out}/${file.name} (${dutch(String(file.content.length))} bytes)`);
  lines.push('', headline(findings), ...findingLines(findings));
  return `${lines.join('\n')}\n`;
}

export function headline(findings: Finding[]): string {
  const counts = (['error', 'warning', 'info'] as Severity[]).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} ${NAMES[severity][count === 1 ? 0 : 1]}`;
  });
  return `${counts.join(', ')}.`;
}

export function findingLines(findings: Finding[]): string[] {
  const shown = findings.slice(0, MOST_SHOWN).flatMap((finding) => {
    const lines = [`  ${NAMES[finding.severity][0].padEnd(12)} ${finding.id}: ${finding.message}`];
    for (const cause of (finding.causes ?? []).slice(0, 3)) lines.push(`${' '.repeat(15)}→ ${cause.message}`);
    if (finding.severity === 'error' && finding.advice) lines.push(`${' '.repeat(15)}${finding.advice}`);
    return lines;
  });
  if (findings.length > MOST_SHOWN) shown.push(`  … en nog ${findings.length - MOST_SHOWN}; alles staat in findings.json.`);
  return shown;
}
