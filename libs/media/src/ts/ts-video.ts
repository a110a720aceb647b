import type { TsChunk } from '@lockstep/formats';
import {
  AvcNalUnitType,
  joinLengthPrefixed,
  milliseconds,
  nalUnitTypeOf,
  ParseError,
  splitAnnexB,
  type Ticks90k,
} from '@lockstep/sei';
import type { PublishedFrame } from '../stream/media-frame.js';

/** A 4K key frame at 50 Mbit/s has about 2 MiB. */
const MAX_UNIT_BYTES = 8 * 1024 * 1024;
/** Bytes of a stream between its frames, which a sample has no place for: access unit delimiters and filler. */
const BETWEEN_FRAMES: ReadonlySet<number> = new Set([
  AvcNalUnitType.accessUnitDelimiter,
  AvcNalUnitType.fillerData,
]);
const TICKS_PER_MS = 90;

type Times = { readonly pts: Ticks90k; readonly dts: Ticks90k };

/** Joins the parts of one H.264 stream: each PES packet with a time stamp is a frame. ISO/IEC 13818-1, 2.14. */
export class TsVideo {
  #times: Times | undefined;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #isDamaged = false;
  /** Frames that were left out: a part of them was lost, or they are no byte stream. */
  damaged = 0;

  /** @returns the frame that ends where this part begins */
  push({ pes, data, isAfterLoss }: TsChunk): PublishedFrame | undefined {
    if (isAfterLoss) this.#isDamaged = true;
    if (pes?.pts === undefined || pes.dts === undefined) {
      this.#add(data);
      return undefined;
    }
    const frame = this.#take();
    this.#times = { pts: pes.pts, dts: pes.dts };
    this.#add(data);
    return frame;
  }

  #add(data: Uint8Array): void {
    if (this.#times === undefined || this.#isDamaged) return;
    this.#bytes += data.length;
    this.#parts.push(data);
    if (this.#bytes > MAX_UNIT_BYTES) this.#isDamaged = true;
    if (this.#isDamaged) this.#parts = [];
  }

  #take(): PublishedFrame | undefined {
    const times = this.#times;
    const isDamaged = this.#isDamaged;
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    this.#isDamaged = false;
    if (times === undefined) return undefined;
    const sample = isDamaged ? undefined : sampleOf(bytes);
    if (sample === undefined) {
      this.damaged++;
      return undefined;
    }
    return {
      kind: 'video',
      isRandomAccess: false, // the stream looks for an IDR itself
      dtsMs: milliseconds(Math.round(times.dts / TICKS_PER_MS)),
      ptsMs: milliseconds(Math.round(times.pts / TICKS_PER_MS)),
      bytes: sample,
    };
  }
}

/** @returns undefined for what is no byte stream of NAL units, ISO/IEC 14496-10, annex B */
function sampleOf(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const nals = splitAnnexB(bytes).filter(
      ([header = 0]) => !BETWEEN_FRAMES.has(nalUnitTypeOf(header, 'h264')),
    );
    return nals.length === 0 ? undefined : joinLengthPrefixed(nals, 4);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return undefined;
  }
}
