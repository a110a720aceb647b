import type { NextFunction, Response } from 'express';
import type { IdentifiedRequest } from '../access/access.js';
import { hasSignIn } from '../access/cookies.js';
import { problemOf } from '../errors/problem.js';
import { sendProblem } from '../errors/problem.filter.js';
import type { Limits } from './limits.js';

/** Refusals that are the caller's own fault; a page that works as it should meets them once in a while. */
const FAULTS = new Set([400, 401, 404, 405, 408, 413, 415]);
/** What anybody may ask for at any rate: monitors, pages and streams have their own bounds. */
const COUNTED = /^\/api\//;

/**
 * Counts failed requests of unknown callers, by address. After too many, a caller without a token or a cookie is refused before a route is looked
 * for or a body is read; these are looked at by the guard.
 */
export const countFailures =
  (limits: Limits) =>
  (request: IdentifiedRequest, response: Response, next: NextFunction): void => {
    if (!COUNTED.test(request.path)) return next();
    const address = limits.addressOf(request);
    response.once('finish', () => {
      if (request.identity === undefined && FAULTS.has(response.statusCode)) limits.failed(address);
    });
    try {
      const { authorization, cookie } = request.headers;
      if (authorization === undefined && !hasSignIn(cookie)) limits.refuseFailing(address);
      next();
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) return next(error);
      sendProblem(response, problem);
    }
  };
