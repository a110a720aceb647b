import { Serial } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import type { LiveStream } from '@lockstep/media';
import { retryUntilAborted } from '../../background/retry-until-aborted.js';
import { CUE_LEAD_MS } from '../../signalling/stream-time.js';

/** Something that is to happen on a frame whose time is known. */
export type DueFrame = {
  readonly name: string;
  readonly ptsMs: number;
  /** Puts it into the ledger, for that time. */
  readonly announce: () => Promise<unknown>;
};

/** What was planned and can still be taken back. */
export type PlannedFrames = {
  /** Frames at or after this time do not come. */
  withdrawFrom(ptsMs: number): void;
};

/**
 * Announces what belongs to frames shortly before they leave, in the order of their times: early enough for the ledger,
 * late enough that a teacher's event between two of them keeps its place.
 */
export class FrameEvents {
  readonly #logger = new Logger('Teaching');
  readonly #stopped = new AbortController();
  /** By time. */
  readonly #due: DueFrame[] = [];
  readonly #stopListening: () => void;
  readonly #announcements = new Serial();

  constructor(private readonly stream: LiveStream) {
    this.#stopListening = stream.on('frame', ({ kind }) => {
      if (kind === 'video') this.#announceDue();
    });
  }

  plan(frames: readonly DueFrame[]): PlannedFrames {
    const mine = new Set(frames);
    for (const frame of frames) {
      const index = this.#due.findIndex(({ ptsMs }) => ptsMs > frame.ptsMs);
      this.#due.splice(index < 0 ? this.#due.length : index, 0, frame);
    }
    this.#announceDue();
    return {
      withdrawFrom: (ptsMs) => {
        for (let i = this.#due.length - 1; i >= 0; i--) {
          const due = this.#due[i];
          if (due !== undefined && mine.has(due) && due.ptsMs >= ptsMs) this.#due.splice(i, 1);
        }
      },
    };
  }

  /** Nothing more is announced; resolves when what was begun is in the ledger or given up. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#stopListening();
    await this.#announcements.settled();
  }

  #announceDue(): void {
    const horizonMs = (this.stream.positionMs ?? 0) + CUE_LEAD_MS;
    while (this.#due[0] !== undefined && this.#due[0].ptsMs <= horizonMs) {
      const { name, announce } = this.#due.shift() as DueFrame;
      void this.#announcements.run(() =>
        retryUntilAborted(name, announce, this.#stopped.signal, this.#logger),
      );
    }
  }
}
