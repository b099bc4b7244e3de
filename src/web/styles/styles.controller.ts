import { Controller, Get, Header } from '@nestjs/common';
import { StyleSheet } from './style-sheet.service';

@Controller('stijl')
export class StylesController {
  constructor(private readonly sheet: StyleSheet) {}

  @Get('ui.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  css(): string {
    return this.sheet.css;
  }

  @Get('meter.svg')
  @Header('Content-Type', 'image/svg+xml')
  @Header('Cache-Control', 'public, max-age=86400')
  icon(): string {
    return this.sheet.icon;
  }
}
