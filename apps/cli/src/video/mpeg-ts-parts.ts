import { MpegTsReader, type OnFault, type TsChunk, TsStreamType } from '@lockstep/formats';
import {
  ANNEX_B,
  ParseError,
  pictureOrderCounter,
  type PictureOrderCounter,
  type VideoCodec,
} from '@lockstep/sei';
import { AccessUnitAssembler, type AssembledUnit } from './access-unit-assembler.js';
import type { StreamPart } from './video-frame.js';
import { roundToMicroseconds } from './presentation-clock.js';

const CODECS: ReadonlyMap<number, VideoCodec> = new Map([
  [TsStreamType.h264, 'h264'],
  [TsStreamType.h265, 'h265'],
]);
const DEFAULT_FRAME_RATE = 25;

/**
 * Frames of the first H.264 or H.265 stream of an MPEG transport stream. Where a newer program map moves it to another
 * PID, they go on there.
 *
 * @param onFault told of what is damaged and left out: lost bytes, a recording that was cut
 * @param warn told of other changes
 * @throws ParseError with offsets in the stream
 */
export async function* mpegTsParts(
  chunks: AsyncIterable<Uint8Array>,
  onFault: OnFault,
  warn: (message: string) => void,
): AsyncGenerator<StreamPart> {
  const reader = new MpegTsReader({ streamTypes: new Set(CODECS.keys()), onFault });
  let videoFrames: TsFrames | undefined;
  const isNamed = (pid: number): boolean => reader.streams.some((stream) => stream.pid === pid);
  function* read(parts: readonly TsChunk[]): Generator<StreamPart> {
    for (const part of parts) {
      const codec = CODECS.get(part.streamType);
      if (!codec) continue;
      if (videoFrames && videoFrames.pid !== part.pid && !isNamed(videoFrames.pid)) {
        yield* videoFrames.end();
        warn(`byte ${part.offset}: the video goes on in PID ${part.pid}`);
        videoFrames = new TsFrames(part.pid, codec, onFault, videoFrames.frames);
      }
      videoFrames ??= new TsFrames(part.pid, codec, onFault);
      if (part.pid === videoFrames.pid) yield* videoFrames.push(part);
    }
  }
  for await (const chunk of chunks) yield* read(reader.push(chunk));
  yield* read(reader.end());
  if (videoFrames) yield* videoFrames.end();
}

/** Where a PES packet's data begins in the elementary stream, and what it says. */
type Mark = {
  readonly streamOffset: number;
  readonly offset: number;
  readonly pts?: number;
  readonly dts?: number;
};

type Times = { readonly ptsMs: number; readonly dtsMs: number };

/** The times of a PES packet are those of the first access unit that begins in it. 2.4.3.7 */
class TsFrames {
  readonly pid: number;
  readonly #codec: VideoCodec;
  readonly #onFault: OnFault;
  readonly #assembler: AccessUnitAssembler;
  readonly #orders: PictureOrderCounter;
  /** From the one that the next access unit may begin in. */
  readonly #marks: Mark[] = [];
  #usedMark: Mark | undefined;
  #streamBytes = 0;
  #frame: number;
  #last: Times = { ptsMs: 0, dtsMs: 0 };
  #lastDurationMs = 0;

  /** @param frame number of the first access unit */
  constructor(pid: number, codec: VideoCodec, onFault: OnFault, frame = 0) {
    this.#onFault = onFault;
    this.#frame = frame;
    this.pid = pid;
    this.#codec = codec;
    this.#assembler = new AccessUnitAssembler(codec);
    this.#orders = pictureOrderCounter(codec);
  }

  /** Number of the next access unit. */
  get frames(): number {
    return this.#frame;
  }

  push({ pes, data, offset }: TsChunk): StreamPart[] {
    if (pes) this.#marks.push({ streamOffset: this.#streamBytes, offset, ...pes });
    this.#streamBytes += data.length;
    return this.#assemble(data, offset).map((unit) => this.#partOf(unit));
  }

  /** The first PES packet may begin inside of a NAL unit, and a damaged one may never end: it goes on at the next. */
  #assemble(data: Uint8Array, offset: number): AssembledUnit[] {
    try {
      return this.#assembler.push(data);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#onFault(new ParseError(error.reason, offset, error.detail));
      return this.#assembler.push(new Uint8Array(0));
    }
  }

  end(): StreamPart[] {
    return this.#assembler.end().map((unit) => this.#partOf(unit));
  }

  #partOf(unit: AssembledUnit): StreamPart {
    while (this.#marks.length > 1 && (this.#marks[1]?.streamOffset ?? Infinity) < unit.firstNalOffset) {
      this.#marks.shift();
    }
    const [mark] = this.#marks;
    const offset = mark?.offset ?? 0;
    const times = this.#timesOf(unit, mark);
    const videoFrame = {
      frame: this.#frame++,
      ...times,
      offset,
      codec: this.#codec,
      framing: ANNEX_B,
      bytes: unit.bytes,
    };
    return { videoFrame, offset, write: (accessUnit = unit.bytes) => accessUnit };
  }

  #timesOf(unit: AssembledUnit, mark: Mark | undefined): Times {
    const order = this.#orders.push(unit.nalUnits);
    const frameMs = 1000 / (order?.frameRate ?? DEFAULT_FRAME_RATE);
    const times = (mark !== this.#usedMark && timesOf(mark)) || this.#after(this.#last);
    this.#usedMark = mark;
    this.#last = times;
    this.#lastDurationMs = order?.isField ? frameMs / 2 : frameMs;
    return times;
  }

  /** A second field or frame in the same PES packet. */
  #after({ ptsMs, dtsMs }: Times): Times {
    const duration = this.#frame === 0 ? 0 : this.#lastDurationMs;
    return { ptsMs: roundToMicroseconds(ptsMs + duration), dtsMs: roundToMicroseconds(dtsMs + duration) };
  }
}

function timesOf(mark: Mark | undefined): Times | undefined {
  if (mark?.pts === undefined || mark.dts === undefined) return undefined;
  return { ptsMs: roundToMicroseconds(mark.pts / 90), dtsMs: roundToMicroseconds(mark.dts / 90) };
}
