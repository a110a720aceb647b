import { readAvcDecoderConfiguration } from '@lockstep/sei';
import type { PlacedMessage } from '../core/lesson-message.js';
import type { Epoch } from '../core/timeline.js';
import { Fmp4Stream } from '../demux/fmp4-stream.js';
import { LessonTap } from '../demux/lesson-tap.js';

/** A frame's messages are placed this much before it, in milliseconds: frames are further apart, and no rounding puts them behind it. */
const BEFORE_FRAME_MS = 1;

/** What a piece of media says, beside the frames that somebody else decodes. Times are media milliseconds. */
export type TappedFragment = {
  /** Where stream time lies from here on; undefined while it goes on as before. */
  readonly epoch: Epoch | undefined;
  /** Messages, a list for each frame. */
  readonly lessons: readonly (readonly PlacedMessage[])[];
  readonly oldestMs: number;
  readonly newestMs: number;
};

/** Reads the lesson out of fragments that another player hands to the browser. */
export class FragmentTap {
  readonly #stream = new Fmp4Stream();
  readonly #tap = new LessonTap(4);
  #offset: number | undefined;

  get hasAudio(): boolean {
    return this.#stream.header?.audio ?? false;
  }

  /**
   * @param bytes an init segment or fragments, as they are appended
   * @param offsetMs what is added to their times to give media time
   * @returns undefined where no frames are in them
   * @throws ParseError
   */
  push(bytes: Uint8Array, offsetMs: number): TappedFragment | undefined {
    // Frames have whole milliseconds in the stream, so all of them are moved by the same number of whole milliseconds.
    const offset = Math.round(offsetMs);
    const lessons: PlacedMessage[][] = [];
    const times: number[] = [];
    for (const sample of this.#stream.push(bytes)) {
      if (sample.kind === 'video-config')
        this.#tap.configure(readAvcDecoderConfiguration(sample.config).lengthSize);
      if (sample.kind !== 'video') continue;
      times.push(sample.ptsMs + offset);
      const place = { ptsMs: sample.ptsMs, mediaMs: sample.ptsMs + offset - BEFORE_FRAME_MS };
      const messages = this.#tap.read(sample.data);
      if (messages.length === 0) continue;
      lessons.push(
        messages.map(({ seq, snapshot, repeat, wallClockMs, body }) => ({
          ...place,
          seq,
          snapshot,
          repeat,
          wallClockMs,
          body: body.slice(),
        })),
      );
    }
    if (times.length === 0) return undefined;
    const oldestMs = Math.min(...times);
    return { epoch: this.#epochAt(oldestMs, offset), lessons, oldestMs, newestMs: Math.max(...times) };
  }

  #epochAt(oldestMs: number, offset: number): Epoch | undefined {
    if (this.#offset === offset) return undefined;
    this.#offset = offset;
    return { fromMediaMs: oldestMs - BEFORE_FRAME_MS, baseMs: -offset };
  }
}
