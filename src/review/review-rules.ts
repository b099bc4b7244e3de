import type { ExplainedFinding } from '../reports/explanations.service';
import type { PackagedExplanation } from '../reports/report-package.entity';

/** What stands in the way of reporting ready, as Dutch sentences; empty when nothing does. */
export function obstacles(findings: readonly ExplainedFinding[]): string[] {
  return findings.flatMap(({ finding, explanation, lookAgain }) => {
    const what = `${finding.code}: ${finding.body.message}`;
    if (finding.severity === 'error') return [`Fout ${what}`];
    if (finding.severity !== 'warning') return [];
    if (!explanation) return [`Zonder toelichting: waarschuwing ${what}`];
    return lookAgain ? [`Na te kijken, want het bedrag is gewijzigd: waarschuwing ${what}`] : [];
  });
}

/** The explanations that go with the file: one for each place, in the order of the findings. */
export function packagedExplanations(findings: readonly ExplainedFinding[]): PackagedExplanation[] {
  const packaged = new Map<string, PackagedExplanation>();
  for (const { finding, explanation } of findings) {
    if (explanation) packaged.set(finding.place, { place: finding.place, text: explanation.text, author: explanation.author });
  }
  return [...packaged.values()];
}
