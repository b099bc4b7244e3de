import type { ComponentChildren, JSX } from 'preact';
import { nl } from '../copy/nl';
import { Mark } from './icon.view';

/** What every page needs beside its own content. */
export interface PageFrame {
  title: string;
  version: string;
  /** Address of the style sheet; changes when the sheet does. */
  styles: string;
  /** Organisation whose figures are shown, when there is only one. */
  organisation?: string;
  demo: boolean;
}

export interface PageProps {
  frame: PageFrame;
  children: ComponentChildren;
}

export function Page({ frame, children }: PageProps): JSX.Element {
  return (
    <html lang="nl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{frame.title === nl.product ? nl.product : `${frame.title} – ${nl.product}`}</title>
        <link rel="icon" href="/stijl/meter.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={frame.styles} />
      </head>
      <body>
        <a class="skip" href="#inhoud">
          {nl.skip}
        </a>
        <header class="bar">
          <a class="bar__brand" href="/">
            <Mark />
            {nl.product}
          </a>
          {frame.organisation && <span class="bar__organisation">{frame.organisation}</span>}
        </header>
        <main id="inhoud" tabIndex={-1}>
          {frame.demo && <Demo />}
          {children}
        </main>
        <footer class="foot">{nl.footer(frame.version)}</footer>
      </body>
    </html>
  );
}

function Demo(): JSX.Element {
  return (
    <p class="demo" role="note">
      <strong>{nl.demo.title}.</strong> {nl.demo.text}
    </p>
  );
}
