import type { SrtRejectionCode } from './libsrt.js';
import type { SrtStatistics } from './srt-statistics.js';

/** What the thread is started with. */
export type ThreadOptions = {
  /** In digits. */
  readonly address: string;
  readonly port: number;
  readonly latencyMs: number;
  readonly passphrase: string | undefined;
  /** Absent: as the system finds it. */
  readonly library: string | undefined;
  /** Bytes that were sent to the server and that it has not taken yet: both count in it. */
  readonly inFlight: SharedArrayBuffer;
};

/** To the thread. */
export type ToThread =
  | { readonly kind: 'close'; readonly socket: number }
  /** Closes when what waits is sent, or after a moment. */
  | { readonly kind: 'finish'; readonly socket: number }
  /** Whole transport packets. `begins`: a player can begin here. */
  | {
      readonly kind: 'send';
      readonly socket: number;
      readonly bytes: Uint8Array;
      readonly begins: boolean;
    }
  /** What is measured: that which comes, or that which goes. */
  | { readonly kind: 'measure'; readonly socket: number; readonly direction: 'receive' | 'send' }
  | { readonly kind: 'stop' };

/**
 * A caller whom libsrt has not accepted yet. The answer is written into `cell`, see {@link AnswerCell}: the thread waits for
 * it, because libsrt wants it at once.
 */
export type Asking = {
  readonly kind: 'asking';
  readonly socket: number;
  readonly streamId: string;
  readonly remote: string;
  readonly cell: SharedArrayBuffer;
};

/** From the thread. */
export type FromThread =
  | { readonly kind: 'listening'; readonly port: number; readonly version: string }
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'unbound'; readonly reason: string }
  | Asking
  | { readonly kind: 'accepted'; readonly socket: number }
  /** A caller who was let in, and did not come: most often for the passphrase. */
  | { readonly kind: 'unfinished'; readonly socket: number }
  | { readonly kind: 'data'; readonly socket: number; readonly bytes: Uint8Array }
  | {
      readonly kind: 'measured';
      readonly socket: number;
      readonly statistics: SrtStatistics;
      /** Times that a player fell behind and went on at a later key frame. */
      readonly drops: number;
    }
  | { readonly kind: 'gone'; readonly socket: number }
  | { readonly kind: 'failed'; readonly error: string };

/** Places in the cell of a question: whether there is an answer, and what it is (0: let in). */
const IS_ANSWERED = 0;
const ANSWER = 1;
export const CELL_BYTES = 8;
/** Past this the caller is let in for now, and closed when the answer is a refusal. */
const PATIENCE_MS = 1000;

export function answer({ cell }: Pick<Asking, 'cell'>, reason: SrtRejectionCode | 0): void {
  const numbers = new Int32Array(cell);
  Atomics.store(numbers, ANSWER, reason);
  Atomics.store(numbers, IS_ANSWERED, 1);
  Atomics.notify(numbers, IS_ANSWERED);
}

/** Blocks this thread. */
export function awaitAnswer(cell: SharedArrayBuffer): number {
  const numbers = new Int32Array(cell);
  Atomics.wait(numbers, IS_ANSWERED, 0, PATIENCE_MS);
  return Atomics.load(numbers, ANSWER);
}
