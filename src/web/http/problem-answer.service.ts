import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../../reports/refusal';
import { UnusableInput } from '../../specs/unusable-input';
import { nl } from '../copy/nl';
import { PageRenderer } from '../page-renderer.service';
import { ErrorPage } from '../components/error-page.view';
import { isApi, pathOf } from './headers';
import { problemOf, refusalProblem, type Problem } from './problem';

/** Turns whatever was thrown into an answer: problem details for the API, a page for people. Never an internal message. */
@Catch()
export class ProblemAnswer implements ExceptionFilter {
  constructor(private readonly renderer: PageRenderer) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const problem = problemFrom(error);
    if (problem.status >= 500) console.error(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status);
    if (isApi(pathOf(request))) response.type('application/problem+json').send(JSON.stringify(problem));
    else
      response
        .type('html')
        .send(
          this.renderer.render({ title: titleOf(problem) }, (frame) =>
            ErrorPage({ frame, title: titleOf(problem), text: textOf(problem) }),
          ),
        );
  }
}

function problemFrom(error: unknown): Problem {
  if (error instanceof Refusal) return refusalProblem(error);
  if (error instanceof UnusableInput) return problemOf(400, error.message);
  if (error instanceof HttpException) return fromHttp(error);
  const { status } = error as { status?: number };
  if (status === 413) return problemOf(413, 'Het bericht is te groot.');
  return typeof status === 'number' && status >= 400 && status < 500
    ? problemOf(status, 'Het bericht kan niet worden gelezen.')
    : problemOf(500, nl.errors.failed.text);
}

function fromHttp(error: HttpException): Problem {
  const body = error.getResponse();
  if (typeof body === 'object' && 'errors' in body)
    return problemOf(error.getStatus(), error.message, { errors: (body as Problem).errors });
  // What the framework says itself is in English and names methods and paths.
  const own = !/^Cannot [A-Z]+ |in JSON at|JSON input/.test(error.message);
  return problemOf(
    error.getStatus(),
    own ? error.message : error.getStatus() === 404 ? 'Dit adres bestaat niet.' : 'Het bericht is geen geldige JSON.',
  );
}

function titleOf({ status, title }: Problem): string {
  if (status === 404) return nl.errors.notFound.title;
  return status >= 500 ? nl.errors.failed.title : title;
}

function textOf({ status, detail }: Problem): string {
  return status === 404 ? nl.errors.notFound.text : detail;
}
