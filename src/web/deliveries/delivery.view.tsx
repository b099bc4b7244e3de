import type { JSX } from 'preact';
import { Phases } from '../components/meter.view';
import { Page, type PageFrame } from '../components/page.view';
import { Lateness, Status } from '../components/status-label.view';
import { Icon } from '../components/icon.view';
import { nl } from '../copy/nl';
import { Controls } from './controls.view';
import type { DetailPage, EventLine, FileLine, Tile } from './delivery-pages';
import { Findings } from './findings.view';
import { Sources } from './sources.view';

const texts = nl.delivery;

export function DeliveryDetail({ frame, page }: { frame: PageFrame; page: DetailPage }): JSX.Element {
  // Few findings leave room below them.
  const beside = page.findings.length > 2;
  return (
    <Page frame={frame}>
      <nav class="crumbs" aria-label={nl.breadcrumb}>
        <a href="/">{nl.home}</a> <span aria-hidden="true">›</span> <span aria-current="page">{page.title}</span>
      </nav>
      <div class="head">
        <h1>{page.title}</h1>
        <Status label={page.status} />
      </div>
      <p class="lead">{page.subtitle}</p>
      <p class="meta">{page.meta}</p>
      <Phases meter={page.meter} />
      {page.problem && (
        <div class="banner" role="alert">
          <strong>{page.problem.when}.</strong> {page.problem.message}
        </div>
      )}
      <Tiles page={page} />
      <div class="columns">
        <div class="columns__main">
          <Findings findings={page.findings} controls={page.controls.filter(({ result }) => result !== 'skipped').length} />
          {!beside && <Sources page={page} />}
        </div>
        <div class="columns__side">
          <Files files={page.files} note={page.filesNote} />
          {(page.events.length > 0 || page.fingerprint) && <Events events={page.events} fingerprint={page.fingerprint} />}
          {beside && <Sources page={page} />}
        </div>
      </div>
      {page.controls.length > 0 && <Controls controls={page.controls} />}
      {page.basis.length > 0 && <Basis basis={page.basis} />}
    </Page>
  );
}

function Tiles({ page }: { page: DetailPage }): JSX.Element {
  return (
    <dl class="tiles">
      {page.deadline && (
        <div class="tile">
          <dt>{texts.tiles.due}</dt>
          <dd>
            <span class="tile__value">{page.deadline.short}</span> <Lateness deadline={page.deadline} />
          </dd>
        </div>
      )}
      {page.tiles.map((tile) => (
        <TileBox key={tile.name} tile={tile} />
      ))}
    </dl>
  );
}

function TileBox({ tile }: { tile: Tile }): JSX.Element {
  return (
    <div class={tile.tone ? `tile tile--${tile.tone}` : 'tile'}>
      <dt>{tile.name}</dt>
      <dd>
        <span class="tile__value">{tile.value}</span>
        {tile.note && <span class="tile__note">{tile.note}</span>}
      </dd>
    </div>
  );
}

function Files({ files, note }: { files: FileLine[]; note?: string }): JSX.Element {
  return (
    <section class="panel">
      <h2>{texts.files}</h2>
      {files.length === 0 && <p>{texts.none}</p>}
      <ul class="files">
        {files.map(({ href, name, what, size }) => (
          <li key={href}>
            <a href={href} download={name}>
              <Icon name="download" />
              {name}
            </a>
            <span class="sub">
              {what}
              {size && ` · ${size}`}
            </span>
          </li>
        ))}
      </ul>
      {note && <p class="note">{note}</p>}
    </section>
  );
}

function Events({ events, fingerprint }: { events: EventLine[]; fingerprint?: string }): JSX.Element {
  return (
    <section class="panel">
      <h2>{texts.approval}</h2>
      <dl class="facts">
        {events.map(({ name, text }) => (
          <div key={`${name} ${text}`}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {fingerprint && (
          <div>
            <dt>{texts.fingerprint}</dt>
            <dd class="print">{fingerprint}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Basis({ basis }: { basis: string[] }): JSX.Element {
  return (
    <section class="panel panel--quiet">
      <h2>{texts.basis}</h2>
      <ul class="plain">
        {basis.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
