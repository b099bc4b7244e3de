import type { JSX } from 'preact';
import { Meter } from '../components/meter.view';
import { Page, type PageFrame } from '../components/page.view';
import { Lateness, Status } from '../components/status-label.view';
import { nl } from '../copy/nl';
import type { DeliveryLine, ListPage } from './delivery-pages';

const { columns } = nl.list;

export function DeliveryList({ frame, page }: { frame: PageFrame; page: ListPage }): JSX.Element {
  return (
    <Page frame={frame}>
      <h1>{nl.list.title}</h1>
      <p class="lead">{page.intro}</p>
      {page.deliveries.length === 0 ? <Empty /> : <Table lines={page.deliveries} />}
    </Page>
  );
}

function Empty(): JSX.Element {
  return (
    <section class="panel">
      <h2>{nl.list.empty.title}</h2>
      <p>{nl.list.empty.text}</p>
    </section>
  );
}

function Table({ lines }: { lines: DeliveryLine[] }): JSX.Element {
  return (
    <div class="panel">
      <table class="list">
        <caption>{nl.list.caption}</caption>
        <thead>
          <tr>
            {[columns.delivery, columns.due, columns.meter, columns.status, columns.findings, columns.measured].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.href} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ line }: { line: DeliveryLine }): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <a href={line.href}>{line.title}</a>
        <span class="sub">{line.subtitle}</span>
        {line.organisation && <span class="sub">{line.organisation}</span>}
      </th>
      <td data-label={columns.due}>
        {line.deadline ? (
          <>
            {line.deadline.short} <Lateness deadline={line.deadline} />
          </>
        ) : (
          nl.deadline.none
        )}
      </td>
      <td data-label={columns.meter}>
        <Meter meter={line.meter} />
      </td>
      <td class="wide" data-label={columns.status}>
        <Status label={line.status} />
      </td>
      <td data-label={columns.findings}>
        <span class="counts">
          {line.findings.map((count) => (
            <span key={count}>{count}</span>
          ))}
        </span>
      </td>
      <td data-label={nl.list.measuredShort}>{line.measured}</td>
    </tr>
  );
}
