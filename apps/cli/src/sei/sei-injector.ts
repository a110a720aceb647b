import { insertSei, MAX_LESSON_BYTES_PER_ACCESS_UNIT } from '@lockstep/sei';
import { InputError } from '../errors.js';
import type { VideoFrame } from '../video/video-frame.js';
import type { EventRequest } from './event-line.js';
import type { ScheduledFrame } from './event-schedule.js';

/** An SEI NAL unit of a lesson message that waits for room. */
type WaitingNal = { readonly nal: Uint8Array; readonly request: EventRequest; readonly isLast: boolean };

/**
 * Puts the SEI of scheduled events into frames. Lesson messages keep the budget of the format: at most 2 KiB in one
 * frame, the rest in the next ones that are shown later, in order.
 */
export class SeiInjector {
  readonly #waiting: WaitingNal[] = [];
  readonly #delayed: string[] = [];
  #lastLessonPtsMs = -Infinity;
  #messages = 0;

  /** Messages written so far. */
  get messages(): number {
    return this.#messages;
  }

  /** Messages that were complete only in a later frame than asked for, for people. */
  get delayed(): readonly string[] {
    return this.#delayed;
  }

  /** Lines of events whose last fragments found no frame. */
  get unfinishedLines(): number[] {
    return [...new Set(this.#waiting.map(({ request }) => request.line))];
  }

  /**
   * @returns the access unit with SEI; the same instance when there is none for it
   * @throws InputError when a message is too large for the NAL unit lengths of the stream
   */
  write({ videoFrame, requests }: ScheduledFrame): Uint8Array {
    const { codec, bytes, framing, frame } = videoFrame;
    const others = requests.filter(({ isLesson }) => !isLesson).flatMap((request) => request.nalUnits(codec));
    this.#messages += requests.filter(({ isLesson }) => !isLesson).length;
    try {
      return insertSei(bytes, [...others, ...this.#lessonNals(videoFrame, requests)], framing, codec);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const lines = requests.map(({ line }) => line).join(', ');
      throw new InputError(
        `frame ${frame}: the message of line ${lines} is too large for this stream: ${error.message}`,
      );
    }
  }

  #lessonNals(videoFrame: VideoFrame, requests: readonly EventRequest[]): Uint8Array[] {
    const own = requests
      .filter(({ isLesson }) => isLesson)
      .flatMap((request) =>
        request
          .nalUnits(videoFrame.codec)
          .map((nal, index, all) => ({ nal, request, isLast: index === all.length - 1 })),
      );
    // Fragments never go back in presentation order; what was asked for a frame shown earlier goes there.
    if (videoFrame.ptsMs <= this.#lastLessonPtsMs) {
      const nals = this.#take(own, videoFrame, requests);
      this.#waiting.push(...own);
      return nals;
    }
    this.#waiting.push(...own);
    const nals = this.#take(this.#waiting, videoFrame, requests);
    if (nals.length > 0) this.#lastLessonPtsMs = videoFrame.ptsMs;
    return nals;
  }

  /** Takes from the queue what fits one frame. */
  #take(queue: WaitingNal[], { frame, ptsMs }: VideoFrame, asked: readonly EventRequest[]): Uint8Array[] {
    const nals: Uint8Array[] = [];
    let bytes = 0;
    for (let [next] = queue; next; [next] = queue) {
      bytes += next.nal.length;
      if (bytes > MAX_LESSON_BYTES_PER_ACCESS_UNIT && nals.length > 0) break;
      queue.shift();
      nals.push(next.nal);
      if (!next.isLast) continue;
      this.#messages++;
      if (!asked.includes(next.request)) {
        this.#delayed.push(`line ${next.request.line}: complete in frame ${frame} (${ptsMs} ms)`);
      }
    }
    return nals;
  }
}
