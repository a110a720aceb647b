import {
  adtsToConfig,
  outputSamplingFrequency,
  readAdts,
  writeAudioSpecificConfig,
  type AdtsFrame,
  type AudioSpecificConfig,
  type TsChunk,
} from '@lockstep/formats';
import { milliseconds, ParseError } from '@lockstep/sei';
import { sameBytes, type AudioHeaders, type PublishedFrame } from '../stream/media-frame.js';

/** Of an ADTS header without CRC. ISO/IEC 14496-3, 1.A.2. */
const HEADER_BYTES = 7;
const SAMPLES = 1024;
const TICKS_PER_SECOND = 90_000;
const TICKS_PER_MS = 90;

export type TsAudioItem =
  | { readonly headers: AudioHeaders }
  | { readonly frame: PublishedFrame }
  /** Frames whose headers say too little for a decoder. */
  | { readonly unreadable: string };

/**
 * Cuts the parts of one AAC stream into frames. A PES packet holds any number of them, and its time stamp is that of the
 * first one that begins in it: the others follow at their own length. Behind lost bytes it looks for the next header.
 */
export class TsAudio {
  #rest: Uint8Array = new Uint8Array(0);
  /** Of the next frame; undefined until a time stamp comes. */
  #ticks: number | undefined;
  #config: Uint8Array | undefined;
  #isLost = false;
  /** That headers cannot be read was told. */
  #isUnreadable = false;
  /** Places where bytes were left out. */
  damaged = 0;

  push({ pes, data, isAfterLoss }: TsChunk): TsAudioItem[] {
    if (isAfterLoss) {
      this.#rest = new Uint8Array(0);
      this.#lose();
    }
    const carried = this.#rest.length;
    const bytes = carried === 0 ? data : Buffer.concat([this.#rest, data]);
    return [...this.#cut(bytes, carried, pes?.pts)];
  }

  /** @param carried bytes of the PES packet before; the time stamp is that of the first frame that begins behind them */
  *#cut(bytes: Uint8Array, carried: number, pts: number | undefined): Generator<TsAudioItem> {
    let at = 0;
    let isTimed = pts === undefined;
    for (;;) {
      if (!isTimed && at >= carried) {
        this.#ticks = pts;
        isTimed = true;
      }
      const length = lengthAt(bytes, at);
      if (length === undefined || at + length > bytes.length) break;
      const frame = length > 0 ? this.#read(bytes.subarray(at, at + length)) : undefined;
      if (frame === undefined) {
        this.#lose();
        at++;
        continue;
      }
      this.#isLost = false;
      at += length;
      yield* this.#itemsOf(frame);
    }
    this.#rest = bytes.slice(at);
  }

  #lose(): void {
    if (!this.#isLost) this.damaged++;
    this.#isLost = true;
  }

  #read(bytes: Uint8Array): AdtsFrame | undefined {
    try {
      return readAdts(bytes)[0];
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return undefined;
    }
  }

  *#itemsOf(frame: AdtsFrame): Generator<TsAudioItem> {
    if (this.#ticks === undefined) return;
    const specific = configOf(frame);
    if (typeof specific === 'string') {
      if (!this.#isUnreadable) yield { unreadable: specific };
      this.#isUnreadable = true;
      return;
    }
    const config = writeAudioSpecificConfig(specific);
    if (!sameBytes(config, this.#config)) {
      this.#config = config;
      const sampleRate = outputSamplingFrequency(specific);
      yield { headers: { codec: 'aac', config, sampleRate, channels: specific.channels } };
    }
    const dtsMs = milliseconds(Math.round(this.#ticks / TICKS_PER_MS));
    this.#ticks += (SAMPLES * TICKS_PER_SECOND) / frame.samplingFrequency;
    yield { frame: { kind: 'audio', dtsMs, ptsMs: dtsMs, bytes: frame.data } };
  }
}

/** @returns why not, where the header does not say the channels (channel configuration 0), or says some that AAC does not have */
function configOf(frame: AdtsFrame): AudioSpecificConfig | string {
  try {
    return adtsToConfig(frame);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return `the ADTS header does not say the channels: ${error.message}. Publish mono or stereo.`;
  }
}

/** aac_frame_length at this place; 0 where no frame begins, undefined while too little is there to tell. */
function lengthAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes.length - at < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  if ((view.getUint16(0) & 0xfff6) !== 0xfff0) return 0;
  const length = (view.getUint32(3) >>> 13) & 0x1fff;
  return length > HEADER_BYTES ? length : 0;
}
