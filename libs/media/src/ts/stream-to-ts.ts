import {
  readAudioSpecificConfig,
  TransportStreamWriter,
  writeAdts,
  type AudioSpecificConfig,
  type TsKind,
} from '@lockstep/formats';
import { annexBUnit, parameterSetsOf, type ParameterSets } from '../stream/annex-b-unit.js';
import { sameBytes, type MediaFrame, type StreamHeaders } from '../stream/media-frame.js';

const TICKS_PER_MS = 90;
/** The tables are repeated at key frames, and where there are none. */
const TABLES_EVERY_MS = 500;

/** Whole transport packets. `begins`: a reader can begin here. */
export type TsPiece = { readonly bytes: Uint8Array<ArrayBuffer>; readonly begins: boolean };

/** Writes the frames of a stream as one transport stream without end, a piece a frame. */
export class StreamToTs {
  #writer: TransportStreamWriter | undefined;
  #video: { readonly config: Uint8Array; readonly sets: ParameterSets } | undefined;
  #audio: { readonly config: Uint8Array; readonly specific: AudioSpecificConfig } | undefined;
  #tablesAtMs = -Infinity;

  setHeaders({ video, audio }: StreamHeaders): void {
    if (!sameBytes(video?.config, this.#video?.config))
      this.#video = video && { config: video.config, sets: parameterSetsOf(video.config) };
    if (!sameBytes(audio?.config, this.#audio?.config))
      this.#audio = audio && { config: audio.config, specific: readAudioSpecificConfig(audio.config) };
    const kinds: TsKind[] = [...(video ? (['video'] as const) : []), ...(audio ? (['audio'] as const) : [])];
    if (this.#writer === undefined) this.#writer = new TransportStreamWriter(kinds);
    else if (this.#writer.kinds.join() !== kinds.join()) this.#writer.change(kinds);
  }

  /** @returns undefined for a frame without headers */
  write(frame: MediaFrame): TsPiece | undefined {
    const writer = this.#writer;
    const data = this.#dataOf(frame);
    if (writer === undefined || data === undefined) return undefined;
    const { kind, dtsMs, ptsMs } = frame;
    const begins = kind === 'video' && frame.isRandomAccess;
    const isDue = begins || dtsMs - this.#tablesAtMs >= TABLES_EVERY_MS || dtsMs < this.#tablesAtMs;
    const tables = isDue ? writer.tables() : undefined;
    if (isDue) this.#tablesAtMs = dtsMs;
    const unit = writer.write({
      ...{ kind, data, dts: dtsMs * TICKS_PER_MS, pts: ptsMs * TICKS_PER_MS },
      isRandomAccess: kind === 'audio' || frame.isRandomAccess,
    });
    return { bytes: tables === undefined ? unit : Uint8Array.from(Buffer.concat([tables, unit])), begins };
  }

  #dataOf(frame: MediaFrame): Uint8Array | undefined {
    if (frame.kind === 'video')
      return this.#video && annexBUnit(frame.bytes, frame.isRandomAccess, this.#video.sets);
    return this.#audio && writeAdts({ ...this.#audio.specific, data: frame.bytes });
  }
}
