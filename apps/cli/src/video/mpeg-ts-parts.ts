import { MpegTsReader, type TsChunk, TsStreamType } from '@lockstep/formats';
import {
  ANNEX_B,
  ParseError,
  pictureOrderCounter,
  type PictureOrderCounter,
  type VideoCodec,
} from '@lockstep/sei';
import { AccessUnitAssembler, type AssembledUnit } from './access-unit-assembler.js';
import type { StreamPart } from './picture.js';
import { roundToMicroseconds } from './presentation-clock.js';

const CODECS: ReadonlyMap<number, VideoCodec> = new Map([
  [TsStreamType.h264, 'h264'],
  [TsStreamType.h265, 'h265'],
]);
const DEFAULT_FRAME_RATE = 25;

/**
 * Pictures of the first H.264 or H.265 stream of an MPEG transport stream. A recording that was cut inside of a packet is
 * read to its last whole one.
 *
 * @param warn told of the cut
 * @throws ParseError with offsets in the stream
 */
export async function* mpegTsParts(
  chunks: AsyncIterable<Uint8Array>,
  warn: (message: string) => void,
): AsyncGenerator<StreamPart> {
  const reader = new MpegTsReader();
  let pictures: TsPictures | undefined;
  const read = (parts: readonly TsChunk[]): StreamPart[] =>
    parts.flatMap((part) => {
      const codec = CODECS.get(part.streamType);
      if (!codec) return [];
      pictures ??= new TsPictures(part.pid, codec);
      return part.pid === pictures.pid ? pictures.push(part) : [];
    });
  for await (const chunk of chunks) yield* read(reader.push(chunk));
  try {
    yield* read(reader.end());
  } catch (error) {
    if (!(error instanceof ParseError) || error.reason !== 'truncated') throw error;
    warn(`the recording was cut: ${error.message}`);
  }
  if (pictures) yield* pictures.end();
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
class TsPictures {
  readonly pid: number;
  readonly #codec: VideoCodec;
  readonly #assembler: AccessUnitAssembler;
  readonly #orders: PictureOrderCounter;
  /** From the one that the next access unit may begin in. */
  readonly #marks: Mark[] = [];
  #usedMark: Mark | undefined;
  #streamBytes = 0;
  #frame = 0;
  #last: Times = { ptsMs: 0, dtsMs: 0 };
  #lastDurationMs = 0;

  constructor(pid: number, codec: VideoCodec) {
    this.pid = pid;
    this.#codec = codec;
    this.#assembler = new AccessUnitAssembler(codec);
    this.#orders = pictureOrderCounter(codec);
  }

  push({ pes, data, offset }: TsChunk): StreamPart[] {
    if (pes) this.#marks.push({ streamOffset: this.#streamBytes, offset, ...pes });
    this.#streamBytes += data.length;
    return this.#assembler.push(data).map((unit) => this.#partOf(unit));
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
    const picture = {
      frame: this.#frame++,
      ...times,
      offset,
      codec: this.#codec,
      framing: ANNEX_B,
      bytes: unit.bytes,
    };
    return { picture, offset, write: (accessUnit = unit.bytes) => accessUnit };
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

  /** A second field or picture in the same PES packet. */
  #after({ ptsMs, dtsMs }: Times): Times {
    const duration = this.#frame === 0 ? 0 : this.#lastDurationMs;
    return { ptsMs: roundToMicroseconds(ptsMs + duration), dtsMs: roundToMicroseconds(dtsMs + duration) };
  }
}

function timesOf(mark: Mark | undefined): Times | undefined {
  if (mark?.pts === undefined || mark.dts === undefined) return undefined;
  return { ptsMs: roundToMicroseconds(mark.pts / 90), dtsMs: roundToMicroseconds(mark.dts / 90) };
}
