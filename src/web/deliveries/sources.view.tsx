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
          <tr key={`${source.dataset} ${source.measure}`}>
            <th scope="row">
              {source.dataset} <span class="sub">{source.lines}</span>
            </th>
            <td>{source.measure}</td>
            <td class="number">{source.total}</td>
          </tr>
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
