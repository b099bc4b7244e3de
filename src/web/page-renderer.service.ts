import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { software } from '../platform/installation';
import type { PageFrame } from './components/page.view';
import { StyleSheet } from './styles/style-sheet.service';

/** Puts a view in its frame and writes it as HTML. */
@Injectable()
export class PageRenderer implements OnModuleInit {
  private version = '';

  constructor(private readonly sheet: StyleSheet) {}

  async onModuleInit(): Promise<void> {
    this.version = (await software()).version;
  }

  render(own: Pick<PageFrame, 'title'> & Partial<PageFrame>, view: (frame: PageFrame) => JSX.Element): string {
    return `<!doctype html>${render(view({ demo: false, ...own, version: this.version, styles: this.sheet.address }))}`;
  }
}
