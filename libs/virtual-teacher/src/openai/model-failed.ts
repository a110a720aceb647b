import OpenAI from 'openai';
import type { Judgement } from '@lockstep/contracts';

export type ModelFailureReason = NonNullable<Judgement['by']['insteadOf']>['reason'];

/** A model gave no usable answer. Its message holds what happened, never what was sent or a key. */
export class ModelFailed extends Error {
  override readonly name = 'ModelFailed';

  constructor(
    readonly reason: ModelFailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What another try may cure, and how long the server asks to wait; undefined for what it cannot. */
export function retryAfterMs(error: unknown): number | undefined {
  if (error instanceof ModelFailed) return error.reason === 'error' ? 0 : undefined;
  if (error instanceof SyntaxError) return undefined;
  if (!(error instanceof OpenAI.APIError)) return 0; // the connection broke within the stream
  if (error instanceof OpenAI.APIUserAbortError) return undefined;
  if (error instanceof OpenAI.APIConnectionError) return 0;
  const { status } = error as { readonly status: number | undefined };
  const { headers } = error as { readonly headers: Headers | undefined };
  if (status === undefined) return 0; // the stream said so, or broke
  if (status !== 429 && status !== 408 && status !== 409 && status < 500) return undefined;
  return askedToWaitMs(headers) ?? 0;
}

/** RFC 9110, 10.2.3: seconds or a date; `retry-after-ms` is OpenAI's own. */
function askedToWaitMs(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const text = headers?.get('retry-after');
  if (text === null || text === undefined || text === '') return undefined;
  const wait = Number.isFinite(Number(text)) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** The server's own words stay out: some of them repeat the key or the request. */
export function modelFailure(error: unknown): ModelFailed {
  if (error instanceof ModelFailed) return error;
  if (error instanceof OpenAI.APIConnectionError) {
    return new ModelFailed('error', 'the model’s server cannot be reached', { cause: error.cause });
  }
  if (error instanceof OpenAI.APIError) {
    const { status } = error as { readonly status: number | undefined };
    return new ModelFailed('error', `the model’s server answered with status ${String(status ?? 'unknown')}`);
  }
  if (error instanceof SyntaxError) return new ModelFailed('invalid-output', 'the model’s answer is no JSON');
  return new ModelFailed('error', 'the model’s answer broke off', { cause: error });
}
