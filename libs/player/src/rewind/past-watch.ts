import type { SessionPast } from '@lockstep/contracts';
import { clockMs } from '../media/pipeline-messages.js';
import { fetchPast } from './past-listing.js';

/** Stream times between which a live stream can be shown again, ms. */
export type SeekableRange = { readonly startPtsMs: number; readonly endPtsMs: number };

/** How often it is asked again while a stream is rewound, or nothing of it is recorded yet, ms. */
const AGAIN_MS = 5000;

/** Knows how far back a live stream can be shown, and which question can be answered at its live edge. */
export class PastWatch {
  readonly #url: string;
  readonly #onChange: () => void;
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #past: SessionPast | undefined;
  #askedAtMs = 0;
  /** Stream time of the frame that was on screen at the live edge last, ms. */
  #seenMs: number | undefined;
  #isRewound = false;
  #isAsking = false;

  /** @param onChange what it knows is another thing than before */
  constructor(url: string, onChange: () => void) {
    this.#url = url;
    this.#onChange = onChange;
  }

  /** null: nothing of the stream can be shown again, or it is not known yet. Its end is an estimate that goes on with time. */
  get seekable(): SeekableRange | null {
    const { startPtsMs = null, endPtsMs = null, windowMs = 0 } = this.#past ?? {};
    if (startPtsMs === null || endPtsMs === null || windowMs === 0) return null;
    const nowMs = this.#isRewound ? endPtsMs + clockMs() - this.#askedAtMs : (this.#seenMs ?? endPtsMs);
    return { startPtsMs: Math.max(startPtsMs, nowMs - windowMs), endPtsMs: nowMs };
  }

  /** Seq of the event that opened the question which can be answered at the live edge; null: none can be. */
  get openQuestionSeq(): number | null {
    return this.#past?.openQuestionSeq ?? null;
  }

  /** The stream's frames are there: asks what can be shown again, until that is known. */
  begin(): void {
    if (this.#past === undefined) void this.#ask();
  }

  /** A frame of the live edge is on screen. */
  seen(ptsMs: number): void {
    this.#seenMs = ptsMs;
  }

  /** @param openQuestionSeq of the frame that was on screen at the live edge last; undefined: it is back there */
  rewound(openQuestionSeq: number | null | undefined): void {
    this.#isRewound = openQuestionSeq !== undefined;
    if (openQuestionSeq === undefined) return;
    if (this.#past)
      this.#past = { ...this.#past, openQuestionSeq, endPtsMs: this.#seenMs ?? this.#past.endPtsMs };
    this.#askedAtMs = clockMs();
    void this.#ask();
  }

  stop(): void {
    this.#stop.abort();
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    clearTimeout(this.#timer);
    const { signal } = this.#stop;
    try {
      const past = await fetchPast(this.#url, signal);
      const before = this.#past;
      this.#past = past;
      this.#askedAtMs = clockMs();
      const isNew = before?.startPtsMs !== past.startPtsMs || before.openQuestionSeq !== past.openQuestionSeq;
      if (isNew && !signal.aborted) this.#onChange();
    } catch {
      // The stream is away: what is known stays, and it is asked again.
    } finally {
      this.#isAsking = false;
    }
    const isMissing = this.#past === undefined || (this.#past.windowMs > 0 && this.#past.startPtsMs === null);
    if (!signal.aborted && (this.#isRewound || isMissing))
      this.#timer = setTimeout(() => void this.#ask(), AGAIN_MS);
  }
}
