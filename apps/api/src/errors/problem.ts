import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { isProblemCode, type Problem, type ProblemCode } from '@lockstep/contracts';
import { StampError, BudgetExceeded, type StampRefusal } from '@lockstep/media';
import { isDatabaseAway, isNoRoom } from '../database/database-errors.js';
import { DomainError, type RefusalKind } from './domain-error.js';

const statusOf: Record<RefusalKind, number> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'precondition-required': 428,
  'too-large': 413,
  timeout: 408,
  unsupported: 415,
  invalid: 400,
  'too-many': 429,
  unavailable: 503,
  'no-room': 507,
};

const statusOfStamp: Record<StampRefusal, number> = {
  'body-too-large': 413,
  'budget-exceeded': 429,
  'seq-out-of-order': 500,
  'stream-ended': 409,
  relayed: 409,
};

/** The problem that tells a client of `error`; undefined for what nobody foresaw, whose details stay in the log. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof DomainError) {
    return problem(statusOf[error.kind], error.code, error.message, {
      ...(error.params !== undefined && { params: error.params }),
      ...(error.errors !== undefined && {
        errors: error.errors.map(({ params, ...told }) => ({
          ...told,
          ...(params && { params: { ...params } }),
        })),
      }),
      ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    });
  }
  if (error instanceof StampError) {
    const retry = error instanceof BudgetExceeded ? { retryAfterMs: error.retryAfterMs } : {};
    return problem(statusOfStamp[error.refusal], error.refusal, error.message, retry);
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return problem(status, codeOfStatus(status), error.message);
  }
  if (isNoRoom(error)) {
    const detail =
      'There is no room on the disk of the server; nothing was stored. Make room, then try again.';
    return problem(statusOf['no-room'], 'no-room', detail, { retryAfterMs: 5000 });
  }
  if (isDatabaseAway(error)) {
    return problem(503, 'database-away', 'The database does not answer now; try again soon.', {
      retryAfterMs: 1000,
    });
  }
  return undefined;
}

export const unforeseen = (): Problem =>
  problem(500, 'internal-error', 'The server failed at this; its log says why.');

function problem(status: number, code: ProblemCode, detail: string, more: Partial<Problem> = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...more };
}

function codeOfStatus(status: number): ProblemCode {
  const code = (STATUS_CODES[status] ?? '').toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return isProblemCode(code) ? code : 'http-error';
}
