import type { DecimalSign } from './source-reading';
import { UnusableInput, type Place } from '../specs/unusable-input';
import { headerName, measuresOf, sourceText, type CondensePlan } from './condense';
import { lineOfRow, type FoundRow, type RowLookup } from './row-lookup.service';
import { isNoAmount, showsDecimal, typedValue } from './scan';

const MOST_DIGITS = 18;
const KINDS: Record<string, string> = { integer: 'geheel getal', date: 'datum', boolean: 'ja of nee', decimal: 'getal' };

/** Says which text of a source cannot be read, with its line and column. Slow, and only used on the way to a refusal. */
export class UnreadableValue {
  constructor(
    private readonly lookup: RowLookup,
    /** The file as the user knows it. */
    private readonly file: string,
  ) {}

  async amount(plan: CondensePlan): Promise<UnusableInput> {
    for (const name of measuresOf(plan.dataset)) {
      const [found] = await this.lookup.find(plan.table, isNoAmount(sourceText(plan, name), plan.notation), 1);
      if (!found) continue;
      const { text, header, place } = await this.place(plan, name, found);
      const sign = plan.notation.decimal === ',' ? 'komma' : 'punt';
      return new UnusableInput(
        `"${text.slice(0, 40)}" in de kolom ${header} ${whyNoAmount(text, plan.notation.decimal)} (decimaalteken ${sign}).`,
        place,
      );
    }
    return new UnusableInput('Een kolom met bedragen bevat tekst die geen bedrag is.', { file: this.file });
  }

  /** Both signs are used as the decimal one: the first row of each. */
  async bothSigns(plan: CondensePlan): Promise<UnusableInput> {
    const dot = await this.firstWith(plan, '.');
    const comma = await this.firstWith(plan, ',');
    const advice = 'geef --decimal op of verbeter de export';
    if (!dot || !comma)
      return new UnusableInput(`De bedragen gebruiken zowel punt als komma als decimaalteken; ${advice}.`, { file: this.file });
    const later = (dot.place.line ?? 0) > (comma.place.line ?? 0) ? dot : comma;
    return new UnusableInput(
      `De bedragen gebruiken zowel punt (${dot.text}, regel ${dot.place.line}) als komma (${comma.text}, regel ${comma.place.line}) als decimaalteken; ${advice}.`,
      later.place,
    );
  }

  async typed(plan: CondensePlan, name: string): Promise<UnusableInput> {
    const column = plan.dataset.columns[name];
    const [found] = column
      ? await this.lookup.find(plan.table, `(${typedValue(sourceText(plan, name), column, plan.notation)}) IS NULL`, 1)
      : [];
    const kind = KINDS[column?.type ?? ''] ?? 'waarde';
    if (!found) return new UnusableInput(`De kolom ${name} bevat iets dat geen ${kind} is.`, { file: this.file });
    const { text, header, place } = await this.place(plan, name, found);
    return new UnusableInput(`"${text.slice(0, 40)}" in de kolom ${header} is geen ${kind}.`, place);
  }

  private async firstWith(plan: CondensePlan, sign: DecimalSign): Promise<{ text: string; place: Place } | undefined> {
    for (const name of measuresOf(plan.dataset)) {
      const [found] = await this.lookup.find(plan.table, showsDecimal(sourceText(plan, name), sign), 1);
      if (found) return this.place(plan, name, found);
    }
    return undefined;
  }

  private async place(
    plan: CondensePlan,
    name: string,
    { row, values }: FoundRow,
  ): Promise<{ text: string; header: string; place: Place }> {
    const header = headerName(name, plan.dataset.columns[name] ?? { type: 'text', class: 'geen' });
    const line = await lineOfRow(plan.table, row);
    return { text: values[header] ?? '', header, place: { file: this.file, line, column: plan.table.header.indexOf(header) + 1 } };
  }
}

function whyNoAmount(text: string, decimal: DecimalSign): string {
  const [whole = ''] = text.split(decimal);
  const long = /^[-+(]?[\d.,\s]+[-+)]?$/.test(text) && whole.replace(/\D/g, '').length > MOST_DIGITS;
  return long ? `heeft meer dan ${MOST_DIGITS} cijfers voor het decimaalteken` : 'is geen bedrag met hoogstens twee decimalen';
}
