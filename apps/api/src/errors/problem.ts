import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { type Problem } from '@lockstep/contracts';
import { StampError, BudgetExceeded, type StampRefusal } from '@lockstep/media';
import { DomainError, type RefusalKind, ValidationFailed } from './domain-error.js';

const statusOf: Record<RefusalKind, number> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  invalid: 400,
  'too-many': 429,
  unavailable: 503,
};

const statusOfStamp: Record<StampRefusal, number> = {
  'body-too-large': 413,
  'budget-exceeded': 429,
  'seq-out-of-order': 500,
  'stream-ended': 409,
  relayed: 409,
};

/** Refusals of the body parser, which are plain errors with a `type` and a `status`. */
const parserCodes: Record<string, string> = {
  'entity.parse.failed': 'malformed-json',
  'entity.too.large': 'body-too-large',
  'charset.unsupported': 'unsupported-charset',
  'encoding.unsupported': 'unsupported-encoding',
};

/** The problem that tells a client of `error`; undefined for what nobody foresaw, whose details stay in the log. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof DomainError) {
    return problem(statusOf[error.kind], error.code, error.message, {
      ...(error instanceof ValidationFailed && { errors: [...error.errors] }),
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
  return parserProblem(error);
}

export const unforeseen = (): Problem =>
  problem(500, 'internal-error', 'The server failed at this; its log says why.');

function parserProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return undefined;
  const { type, status } = error;
  const code = typeof type === 'string' ? parserCodes[type] : undefined;
  if (code === undefined || typeof status !== 'number') return undefined;
  return problem(status, code, `The request body cannot be read: ${error.message}`);
}

function problem(status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...more };
}

const codeOfStatus = (status: number): string =>
  (STATUS_CODES[status] ?? 'error').toLowerCase().replaceAll(/[^a-z]+/g, '-');
