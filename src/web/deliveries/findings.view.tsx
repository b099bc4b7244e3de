import type { JSX } from 'preact';
import { Icon, type IconName } from '../components/icon.view';
import { nl } from '../copy/nl';
import type { Severity } from '../../specs/finding';
import type { FindingCard } from './delivery-pages';

const texts = nl.delivery;
const LOOK: Record<Severity, { tone: string; icon: IconName }> = {
  error: { tone: 'fout', icon: 'alert' },
  warning: { tone: 'actie', icon: 'triangle' },
  info: { tone: 'wacht', icon: 'info' },
};

export function Findings({ findings, controls }: { findings: FindingCard[]; controls: number }): JSX.Element {
  return (
    <section class="panel">
      <h2>{texts.findings}</h2>
      {findings.length === 0 && <p>{texts.findingsNone(controls)}</p>}
      {findings.map((card, index) => (
        <Card key={`${card.id} ${index}`} card={card} />
      ))}
    </section>
  );
}

/** In a fixed order: what is wrong, what explains it, how to fix it, where it is, what was said about it. */
function Card({ card }: { card: FindingCard }): JSX.Element {
  const look = LOOK[card.severity];
  return (
    <article class={`card card--${look.tone}`}>
      <header class="card__head">
        <h3>
          {card.title ?? card.id} {card.title && <code>{card.id}</code>}
        </h3>
        <span class={`st st--${look.tone}`}>
          <Icon name={look.icon} />
          {nl.severity[card.severity].long}
        </span>
      </header>
      <p>{card.message}</p>
      {(card.value !== undefined || card.bound !== undefined) && <Judged card={card} />}
      {card.causes.length > 0 && <Causes causes={card.causes} />}
      {card.advice && (
        <p>
          <strong>{texts.advice}</strong> {card.advice}
        </p>
      )}
      {card.cells.length > 0 && <Cells card={card} />}
      {card.rows && <p class="sub">{card.rows}</p>}
      {card.explanation && <Explained explanation={card.explanation} />}
    </article>
  );
}

function Judged({ card }: { card: FindingCard }): JSX.Element {
  return (
    <dl class="pair">
      {card.value !== undefined && (
        <div>
          <dt>{texts.value}</dt>
          <dd>{card.value}</dd>
        </div>
      )}
      {card.bound !== undefined && (
        <div>
          <dt>{texts.bound}</dt>
          <dd>{card.bound}</dd>
        </div>
      )}
    </dl>
  );
}

function Causes({ causes }: { causes: string[] }): JSX.Element {
  return (
    <>
      <p class="card__label">{texts.causes}</p>
      <ul class="plain">
        {causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
    </>
  );
}

function Cells({ card }: { card: FindingCard }): JSX.Element {
  return (
    <>
      <p class="card__label">{texts.cells}</p>
      <ul class="cells">
        {card.cells.map(({ name, amount }, index) => (
          <li key={`${name} ${index}`}>
            <span>{name}</span> <b>{amount}</b>
          </li>
        ))}
        {card.moreCells > 0 && <li>{texts.more(card.moreCells)}</li>}
      </ul>
    </>
  );
}

function Explained({ explanation }: { explanation: NonNullable<FindingCard['explanation']> }): JSX.Element {
  return (
    <blockquote class="explained">
      <p>{explanation.text}</p>
      <footer>{explanation.author}</footer>
      {explanation.outdated && <p class="explained__look">{texts.look}</p>}
    </blockquote>
  );
}
