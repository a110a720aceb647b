import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Problem } from '@lockstep/contracts';
import type { Request, Response } from 'express';
import { problemOf, unforeseen } from './problem.js';

/** Every refusal of the REST API leaves through here, as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    if (request.destroyed && !request.complete) return; // its sender left in the middle: nobody's failure
    const known = problemOf(error);
    if (known === undefined) this.#logger.error(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, known ?? unforeseen());
  }
}

export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json');
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (problem.retryAfterMs !== undefined) {
    response.setHeader('Retry-After', String(Math.ceil(problem.retryAfterMs / 1000)));
  }
  response.send(JSON.stringify(problem));
}
