import { sleep } from '@lockstep/async';
import { TransportError } from './transport.js';

/** Waits before a way that failed is tried again, ms: each twice as long as the one before, up to the second. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** Bytes that come this long without a pause longer than the second say that a way works, ms. */
const STEADY_MS = 2_000;
const LONGEST_PAUSE_MS = 750;

export type ComeBackOptions = {
  /** Opens the way that failed. */
  readonly open: (signal: AbortSignal) => AsyncGenerator<Uint8Array, void>;
  readonly signal: AbortSignal;
  readonly firstWaitMs?: number;
};

/** Tries now and then, beside the way in use, whether one that failed works again. Resolves with true when it does; false: `signal` aborted. */
export async function worksAgain({ open, signal, firstWaitMs }: ComeBackOptions): Promise<boolean> {
  let waitMs = firstWaitMs ?? FIRST_WAIT_MS;
  while (await isSlept(waitMs, signal)) {
    if (await isSteady(open, signal)) return !signal.aborted;
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
  return false;
}

const isSlept = (ms: number, signal: AbortSignal): Promise<boolean> =>
  sleep(ms, signal).then(
    () => !signal.aborted,
    () => false,
  );

/** Proxies that hold a response back let bytes through in lumps, or none. */
async function isSteady(open: ComeBackOptions['open'], outer: AbortSignal): Promise<boolean> {
  const attempt = new AbortController();
  const stop = (): void => attempt.abort();
  outer.addEventListener('abort', stop, { once: true });
  let timer = setTimeout(stop, STEADY_MS);
  let firstAt: number | undefined;
  try {
    for await (const { length } of open(attempt.signal)) {
      if (attempt.signal.aborted) return false;
      if (length === 0) continue;
      const now = performance.now();
      firstAt ??= now;
      if (now - firstAt >= STEADY_MS) return true;
      clearTimeout(timer);
      timer = setTimeout(stop, LONGEST_PAUSE_MS);
    }
    return false;
  } catch (error) {
    if (attempt.signal.aborted || error instanceof TransportError) return false;
    throw error;
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
    attempt.abort();
  }
}
