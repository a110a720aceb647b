import type { LiveStream } from '@lockstep/media';
import { CUE_LEAD_MS } from '../../signalling/stream-time.js';

/** Grace period for an answer given at the last moment, on top of its page's own delay. */
const ON_THE_WAY_MS = 250;
/** A page that is further behind than this does not hold up the class; its answer still counts. */
const LONGEST_DELAY_MS = 5000;

export type WindowParts = {
  readonly stream: LiveStream;
  readonly endsPtsMs: number;
  /** Whether everybody who watches has nothing left to answer. */
  readonly isEverybodyDone: () => boolean;
  /** The longest delay among pages that may still send an answer, ms. */
  readonly longestDelayMs: () => number;
};

/**
 * Resolves when the class has had its time: `time` shortly before the last frame of the window, so that its end can be
 * announced for its own frame; `everybody` at once. Undefined when interrupted.
 */
export function windowOver(
  { stream, endsPtsMs, isEverybodyDone }: WindowParts,
  onChange: (listener: () => void) => () => void,
  signal: AbortSignal,
): Promise<'time' | 'everybody' | undefined> {
  return new Promise((resolve) => {
    const stops = [
      stream.on('frame', ({ ptsMs }) => {
        if (ptsMs + CUE_LEAD_MS >= endsPtsMs) finish('time');
      }),
      onChange(() => {
        if (isEverybodyDone()) finish('everybody');
      }),
    ];
    const cancel = () => finish(undefined);
    signal.addEventListener('abort', cancel, { once: true });
    function finish(how: 'time' | 'everybody' | undefined): void {
      stops.forEach((stop) => stop());
      signal.removeEventListener('abort', cancel);
      resolve(how);
    }
    if (signal.aborted) finish(undefined);
    else if (isEverybodyDone()) finish('everybody');
  });
}

/** After the window's last frame: resolves when answers that were given in time are here. Undefined when interrupted. */
export function stragglersHere(parts: WindowParts, signal: AbortSignal): Promise<void> {
  const { stream, endsPtsMs, longestDelayMs } = parts;
  const untilPtsMs = () => endsPtsMs + Math.min(longestDelayMs(), LONGEST_DELAY_MS) + ON_THE_WAY_MS;
  return streamReaches(stream, signal, (ptsMs) => ptsMs >= untilPtsMs() || parts.isEverybodyDone());
}

/** Resolves with the first frame that fits, or when interrupted. */
export function streamReaches(
  stream: LiveStream,
  signal: AbortSignal,
  fits: (ptsMs: number) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const stop = stream.on('frame', ({ kind, ptsMs }) => {
      if (kind === 'video' && fits(ptsMs)) finish();
    });
    signal.addEventListener('abort', finish, { once: true });
    function finish(): void {
      stop();
      signal.removeEventListener('abort', finish);
      resolve();
    }
    if (signal.aborted) finish();
  });
}
