import { Inject, Injectable, type NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../../platform/config';
import { CONFIG } from '../../platform/platform.module';
import { API_VERSION, isApi, pathOf, REQUEST_HEADERS_OF } from './headers';

/** Headers on every answer, errors included; it stands before everything else. */
@Injectable()
export class ResponseHeaders implements NestMiddleware {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const api = isApi(pathOf(request));
    response.removeHeader('X-Powered-By');
    response.set(REQUEST_HEADERS_OF[api ? 'api' : 'page']);
    if (api) response.set('API-Version', API_VERSION);
    if (this.config.baseUrl.startsWith('https:')) response.set('Strict-Transport-Security', 'max-age=31536000');
    next();
  }
}
