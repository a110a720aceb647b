import { setTimeout as delay } from 'node:timers/promises';
import { type FlvTag, readVideoTagBody } from '@lockstep/formats';
import type { RtmpPublisher } from './rtmp-publisher.js';
import type { Clip } from './source-clip.js';

/** Clock of the publisher's time stamps: not near 0, as an encoder's is not that runs for a while. */
const FIRST_TIMESTAMP_MS = 3_600_000;

/** Plays a clip in a loop, in real time; knows when each frame was written. */
export class PacedPublication {
  readonly #publisher: RtmpPublisher;
  readonly #clip: Clip;
  readonly #writtenAt = new Map<number, number>();
  readonly #stop = new AbortController();
  #newest = 0;
  #isLeftOut: (tag: FlvTag) => boolean = () => false;

  private constructor(publisher: RtmpPublisher, clip: Clip) {
    this.#publisher = publisher;
    this.#clip = clip;
  }

  static start(publisher: RtmpPublisher, clip: Clip): PacedPublication {
    const publication = new PacedPublication(publisher, clip);
    for (const header of clip.headers) publisher.send(header, FIRST_TIMESTAMP_MS);
    void publication.#run();
    return publication;
  }

  /** Number of the frame written last, counted over all loops. */
  get newest(): number {
    return this.#newest;
  }

  /** When the frame with this number was written, in milliseconds of `performance.now`; undefined when it was not yet. */
  writtenAt(number: number): number | undefined {
    return this.#writtenAt.get(number);
  }

  /** Leaves out what this is true for, from now on: an encoder that skips, a microphone that is off. */
  leaveOut(isLeftOut: (tag: FlvTag) => boolean): void {
    this.#isLeftOut = isLeftOut;
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { tags, durationMs } = this.#clip;
    const { signal } = this.#stop;
    const startedAt = performance.now();
    for (let loop = 0; !signal.aborted; loop++) {
      for (const tag of tags) {
        const timeMs = tag.timestampMs + loop * durationMs;
        const waitMs = startedAt + timeMs - performance.now();
        if (waitMs > 0) await delay(waitMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        if (!this.#isLeftOut(tag)) this.#send(tag, timeMs, loop);
      }
    }
  }

  #send(tag: FlvTag, timeMs: number, loop: number): void {
    const { frames, firstPtsMs, frameRate } = this.#clip;
    const at = this.#publisher.send(tag, FIRST_TIMESTAMP_MS + Math.round(timeMs));
    if (tag.type !== 'video') return;
    const body = readVideoTagBody(tag.body);
    if (body.packet !== 'coded') return;
    const ptsMs = tag.timestampMs + body.compositionTimeMs;
    const number = loop * frames + Math.round(((ptsMs - firstPtsMs) * frameRate) / 1000);
    this.#writtenAt.set(number, at);
    this.#newest = Math.max(this.#newest, number);
  }
}
