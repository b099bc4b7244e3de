import {
  HttpException,
  Inject,
  Injectable,
  NotAcceptableException,
  NotFoundException,
  UnsupportedMediaTypeException,
  type NestMiddleware,
} from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Config } from '../../platform/config';
import { CONFIG } from '../../platform/platform.module';
import { isApi, isOwnHost, pathOf } from './headers';

const MISDIRECTED = 421;

/** What is refused before anything looks at it. */
@Injectable()
export class RequestRules implements NestMiddleware {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  use(request: Request, _response: Response, next: NextFunction): void {
    if (!isOwnHost(request.headers.host, this.config.baseUrl))
      throw new HttpException('Dit adres hoort niet bij deze dienst.', MISDIRECTED);
    const path = pathOf(request);
    if (path !== '/' && path.endsWith('/')) throw new NotFoundException('Dit adres bestaat niet; laat de schuine streep aan het eind weg.');
    if (isApi(path)) refuseOtherKinds(request, path.includes('/bestanden/'));
    next();
  }
}

function refuseOtherKinds(request: Request, file: boolean): void {
  const hasBody = Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
  if (hasBody && !request.is('application/json')) throw new UnsupportedMediaTypeException('Stuur de gegevens als application/json.');
  if (!file && !request.accepts(['application/json', 'application/problem+json']))
    throw new NotAcceptableException('Deze dienst antwoordt met application/json.');
}
