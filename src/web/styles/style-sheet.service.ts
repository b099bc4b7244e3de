import { Injectable, type OnModuleInit } from '@nestjs/common';
import { join, readText, sha256 } from '../../platform/files';

/** The style sheet and the icon, read once. */
@Injectable()
export class StyleSheet implements OnModuleInit {
  css = '';
  icon = '';
  /** Holds a piece of the content's hash, so that browsers may keep it for good. */
  address = '/stijl/ui.css';

  async onModuleInit(): Promise<void> {
    this.css = await readText(join(__dirname, 'ui.css'));
    this.icon = await readText(join(__dirname, 'meter.svg'));
    this.address = `/stijl/ui.css?v=${sha256(this.css).slice(0, 12)}`;
  }
}
