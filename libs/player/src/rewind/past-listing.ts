import type { SessionPast } from '@lockstep/contracts';
import { getText } from '../transports/http.js';
import { TransportError, withoutQuery } from '../transports/transport.js';

type Stretch = SessionPast['stretches'][number];

/**
 * What a stream can be rewound to.
 *
 * @param fromMs stream time from which on segments are listed, ms; absent: none are
 * @throws TransportError
 */
export async function fetchPast(url: string, signal: AbortSignal, fromMs?: number): Promise<SessionPast> {
  const address = new URL(url);
  if (fromMs !== undefined) address.searchParams.set('fromMs', String(Math.max(0, fromMs)));
  const past = parsed(await getText(address.href, signal));
  if (!isPast(past))
    throw new TransportError('refused', `${withoutQuery(url)} does not say what can be rewound to`);
  return past;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a page of a proxy in between, which is no past
  }
}

const isNumber = (value: unknown): boolean => typeof value === 'number';
const isNumberOrNull = (value: unknown): boolean => value === null || isNumber(value);

function isPast(value: unknown): value is SessionPast {
  const past = (value ?? {}) as Partial<SessionPast>;
  return (
    [past.startPtsMs, past.endPtsMs, past.openQuestionSeq].every(isNumberOrNull) &&
    isNumber(past.windowMs) &&
    Array.isArray(past.stretches) &&
    past.stretches.every(isStretch)
  );
}

function isStretch(value: unknown): boolean {
  const { init, segments } = (value ?? {}) as Partial<Stretch>;
  return typeof init === 'string' && Array.isArray(segments) && segments.every(isSegment);
}

function isSegment(value: unknown): boolean {
  const { url, startMs, endMs } = (value ?? {}) as Partial<Stretch['segments'][number]>;
  return typeof url === 'string' && isNumber(startMs) && isNumber(endMs);
}
