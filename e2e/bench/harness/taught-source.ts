import { type FlvTag, writeFlvHeader, writeFlvTag } from '@lockstep/formats';
import { Clip as HouseClip, type LiveStream, Pacer, Playout } from '@lockstep/media';
import { milliseconds, type Milliseconds } from '@lockstep/sei';
import type { Clip } from './source-clip.js';
import type { Source } from './stage.js';

/** Frames and sounds that last exactly as long: what clips are made of. */
const CELL = { videoFrames: 8, sounds: 15 };
/** How far ahead a word is known: less than a cell, so that events come at every place of one. */
const AHEAD_MS = 200;
const VIDEO_FRAME_MS = 40;

/**
 * A virtual teacher: the clip is a sentence that a playout says again and again, spliced to itself, and events are
 * stamped for a frame of it before that is shown.
 */
export class TaughtSource implements Source {
  readonly #playout: Playout;
  readonly #starts: number[] = [];
  #newestPtsMs = 0;

  private constructor(
    readonly clip: Clip,
    private readonly sentence: HouseClip,
    private readonly pacer: Pacer,
    stream: LiveStream,
  ) {
    stream.on('frame', (frame) => {
      if (frame.kind === 'video') this.#newestPtsMs = frame.ptsMs;
    });
    this.#playout = new Playout({ stream, pacer, idle: sentence });
    this.#say();
    this.#say();
  }

  static open(clip: Clip, stream: LiveStream): TaughtSource {
    return new TaughtSource(clip, HouseClip.fromFlv(inCells(clip)), new Pacer(), stream);
  }

  get newest(): number {
    return this.numberAt(this.#newestPtsMs);
  }

  /** By the sentence that the frame belongs to; before the first one, of the idle clip, NaN. */
  numberAt(ptsMs: number): number {
    const sentence = this.#starts.findLastIndex((startPtsMs) => startPtsMs <= ptsMs);
    const start = this.#starts[sentence] ?? Number.NaN;
    return sentence * this.clip.frames + Math.round((ptsMs - start) / VIDEO_FRAME_MS);
  }

  nextPtsMs(): Milliseconds {
    return milliseconds(this.#newestPtsMs + AHEAD_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#playout[Symbol.asyncDispose]();
    this.pacer[Symbol.dispose]();
  }

  /** The next one is always waiting, so that none is followed by the idle clip. */
  #say(): void {
    this.#playout.enqueue(this.sentence, {
      onScheduled: ({ startPtsMs }) => this.#starts.push(startPtsMs),
      onStarted: () => this.#say(),
    });
  }
}

/** The file without the audio that an encoder adds at its end. */
function inCells({ headers, tags, frames }: Clip): Uint8Array {
  let sounds = (frames / CELL.videoFrames) * CELL.sounds;
  const kept = tags.filter(({ type }) => type === 'video' || (type === 'audio' && sounds-- > 0));
  const write = ({ type, timestampMs, body }: FlvTag) =>
    writeFlvTag({ type, timestampMs: milliseconds(timestampMs), body });
  return Buffer.concat([
    writeFlvHeader({ audio: true, video: true }),
    ...headers.map((tag) => write({ ...tag, timestampMs: milliseconds(0) })),
    ...kept.map(write),
  ]);
}
