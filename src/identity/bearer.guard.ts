import { Injectable, UnauthorizedException, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { IdentityService } from './identity.service';
import type { Person } from './person';

/** A request behind the guard: it is known who asks. */
export interface PersonRequest extends Request {
  person: Person;
}

/** Lets in who shows a personal token, and puts the person on the request. What the person may do is asked further on. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(private readonly identity: IdentityService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<PersonRequest>();
    const token = /^Bearer +([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const person = token ? await this.identity.findByToken(token) : undefined;
    if (!person) {
      http.getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer');
      throw new UnauthorizedException(
        token
          ? 'Dit token is niet geldig, verlopen of ingetrokken. Vraag de beheerder om een nieuw token.'
          : 'Stuur uw persoonlijke token mee in de header «Authorization: Bearer …».',
      );
    }
    request.person = person;
    return true;
  }
}
