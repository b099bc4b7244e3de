import { BadRequestException, Injectable, ValidationPipe, type ValidationError } from '@nestjs/common';

/** Checks what is sent against its class; everything that is wrong stands in one answer, and what is not asked for is refused. */
@Injectable()
export class InputCheck extends ValidationPipe {
  constructor() {
    super({ whitelist: true, forbidNonWhitelisted: true, transform: true, stopAtFirstError: true, exceptionFactory: refusal });
  }
}

function refusal(problems: ValidationError[]): BadRequestException {
  const errors = problems.map(({ property, constraints = {} }) => ({
    pointer: `/${property}`,
    detail: 'whitelistValidation' in constraints ? 'is niet bekend' : (Object.values(constraints)[0] ?? 'is niet geldig'),
  }));
  const message = errors.length === 1 ? 'Eén veld is ongeldig.' : `${errors.length} velden zijn ongeldig.`;
  return new BadRequestException({ message, errors });
}
