import type { JSX } from 'preact';
import { nl } from '../copy/nl';
import { Page, type PageFrame } from './page.view';

export function ErrorPage({ frame, title, text }: { frame: PageFrame; title: string; text: string }): JSX.Element {
  return (
    <Page frame={frame}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <p>
        <a href="/">{nl.errors.back}</a>
      </p>
    </Page>
  );
}
