import { Serial } from '@lockstep/async';
import { Logger } from '@nestjs/common';
import type { LiveStream, VideoFrame } from '@lockstep/media';

const NOTE_EVERY_MS = 1000;
/** What may have left unnoted before a crash: a note's interval, and one that was on its way. */
const UNNOTED_MS = 2 * NOTE_EVERY_MS;
/** The same in frames, at the highest frame rate we expect. */
const UNNOTED_FRAMES = (120 * UNNOTED_MS) / 1000;

type Position = { readonly positionPtsMs: number; readonly positionFrame: number };

/** Where a timeline goes on, so that no viewer who saw frames before a crash ever sees time run backwards. */
export function resumeAt(
  { positionPtsMs, positionFrame }: Position,
  lastAired: { ptsMs: number; frame: number } | undefined,
): { startAtMs: number; startAtFrame: number } {
  if (positionPtsMs === 0 && lastAired === undefined) return { startAtMs: 0, startAtFrame: 0 };
  return {
    startAtMs: Math.max(positionPtsMs, lastAired?.ptsMs ?? 0) + UNNOTED_MS,
    startAtFrame: Math.max(positionFrame, lastAired?.frame ?? 0) + UNNOTED_FRAMES,
  };
}

/** Notes how far a stream has come, about once a second and at its end. */
export class PositionKeeper {
  readonly #logger = new Logger('Streaming');
  readonly #writes = new Serial();
  #latest: VideoFrame | undefined;
  #notedAtMs = 0;

  constructor(
    private readonly stream: LiveStream,
    private readonly write: (ptsMs: number, frame: number) => Promise<void>,
  ) {}

  note(frame: VideoFrame): void {
    this.#latest = frame;
    const now = performance.now();
    if (now - this.#notedAtMs < NOTE_EVERY_MS) return;
    this.#notedAtMs = now;
    this.#save(frame);
  }

  async close(): Promise<void> {
    if (this.#latest) this.#save(this.#latest);
    await this.#writes.settled();
  }

  #save({ ptsMs, frame }: VideoFrame): void {
    const position = Math.max(ptsMs, this.stream.positionMs ?? 0);
    this.#writes
      .run(() => this.write(position, frame + 1))
      .catch((error: unknown) => this.#logger.warn(`A stream's position was not noted: ${String(error)}`));
  }
}
