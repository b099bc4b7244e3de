import type { JSX } from 'preact';
import { Icon } from '../components/icon.view';
import { nl } from '../copy/nl';
import type { DetailPage, PartLine, SourceLine } from './delivery-pages';

const texts = nl.delivery;

/** What went in, what came out, and that nothing was lost between them. */
export function Sources({ page }: { page: DetailPage }): JSX.Element | null {
  if (page.sources.length === 0) return null;
  return (
    <section class="panel">
      <h2>{texts.sources}</h2>
      <SourceTable sources={page.sources} />
      {page.parts.length > 0 && <PartTable parts={page.parts} />}
      {page.alignment && (
        <p class="alignment">
          <span class={`st st--${page.alignment.fits ? 'klaar' : 'fout'}`}>
            <Icon name={page.alignment.fits ? 'check' : 'alert'} />
            {texts.alignment}: {page.alignment.text}
          </span>
          <span class="sub">{texts.alignmentText}</span>
        </p>
      )}
    </section>
  );
}

function SourceTable({ sources }: { sources: SourceLine[] }): JSX.Element {
  const { dataset, measure, total } = texts.sourceColumns;
  return (
    <table class="sums">
      <caption>{texts.sourceCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{dataset}</th>
          <th scope="col">{measure}</th>
          <th scope="col" class="number">
            {total}
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <SourceRows key={source.dataset} source={source} />
        ))}
      </tbody>
    </table>
  );
}

function PartTable({ parts }: { parts: PartLine[] }): JSX.Element {
  const { part, figures, total } = texts.totalColumns;
  return (
    <table class="sums">
      <caption>{texts.totals}</caption>
      <thead>
        <tr>
          <th scope="col">{part}</th>
          <th scope="col" class="number">
            {figures}
          </th>
          <th scope="col" class="number">
            {total}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map((line) => (
          <tr key={line.title}>
            <th scope="row">{line.title}</th>
            <td class="number">{line.figures}</td>
            <td class="number">{line.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SourceRows({ source }: { source: SourceLine }): JSX.Element {
  const totals = source.totals.length > 0 ? source.totals : [{ measure: '', total: '–' }];
  return (
    <>
      {totals.map(({ measure, total }, index) => (
        <tr key={measure} class={index > 0 ? 'sums__more' : undefined}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={totals.length}>
              {source.dataset} <span class="sub">{source.lines}</span>
            </th>
          )}
          <td>{measure}</td>
          <td class="number">{total}</td>
        </tr>
      ))}
    </>
  );
}
