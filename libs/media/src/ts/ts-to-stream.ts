import { MpegTsReader, TsStreamType, type TsChunk, type TsStream } from '@lockstep/formats';
import { AVCC, hasIdr, ParseError } from '@lockstep/sei';
import { headersInBand } from '../stream/avc-headers.js';
import type { PublishedFrame, StreamHeaders } from '../stream/media-frame.js';
import type { PushResult } from '../stream/publication.js';
import type { MediaKind } from '../stream/stream-advice.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';
import { TsAudio } from './ts-audio.js';
import { TsVideo } from './ts-video.js';

/** What bytes of a transport stream mean to a stream, in their order. */
export type TsMeaning =
  | { readonly headers: StreamHeaders }
  | { readonly frame: PublishedFrame }
  /** Frames of this kind mean nothing until they bring headers that can be read. */
  | { readonly unreadable: MediaKind; readonly reason: string };

/** stream_type of what publishers send and no player here shows. ISO/IEC 13818-1, table 2-34; ATSC A/53, 3. */
const FOREIGN_VIDEO: ReadonlyMap<number, string> = new Map([
  [0x01, 'MPEG-1'],
  [0x02, 'MPEG-2'],
  [0x10, 'MPEG-4 part 2'],
  [TsStreamType.h265, 'H.265 (HEVC)'],
  [0x33, 'H.266 (VVC)'],
]);
const FOREIGN_AUDIO: ReadonlyMap<number, string> = new Map([
  [0x03, 'MPEG-1 audio'],
  [0x04, 'MPEG-2 audio'],
  [0x11, 'AAC in LATM'],
  [0x81, 'AC-3'],
  [0x87, 'E-AC-3'],
]);
/** Frames in a row that cannot be decoded, after which a publisher is taken to send something else than it says. */
const MAX_BROKEN_IN_A_ROW = 50;
/** Audio without video for this long means that no video will come, ms. */
const MAX_AUDIO_ALONE_MS = 15_000;
const NO_SETS = 'the first key frame brings no parameter sets (SPS and PPS)';

/**
 * Reads the transport stream of one publisher as it comes: the first H.264 and the first AAC stream that its tables name.
 * Lost and damaged packets cost the frames that they belonged to, and reading goes on behind them.
 */
export class TsStreamReader {
  readonly #reader: MpegTsReader;
  #headers: StreamHeaders = { metadata: {} };
  #video: { readonly pid: number; readonly units: TsVideo } | undefined;
  #audio: { readonly pid: number; readonly frames: TsAudio } | undefined;
  #damagedBefore = 0;
  #faults = 0;
  #malformedInARow = 0;
  #firstAudioMs: number | undefined;
  #hasTables = false;
  #isToldOfSets = false;

  /** @param now monotonic, ms */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.#reader = new MpegTsReader({
      streamTypes: new Set([TsStreamType.h264, TsStreamType.aacAdts]),
      onFault: () => this.#faults++,
    });
  }

  /** As read so far. */
  get headers(): StreamHeaders {
    return this.#headers;
  }

  /** Frames and runs of bytes that were left out because something of them was lost or is no such stream. */
  get damaged(): number {
    const inStreams = (this.#video?.units.damaged ?? 0) + (this.#audio?.frames.damaged ?? 0);
    return this.#faults + this.#damagedBefore + inStreams;
  }

  /** Audio comes, and no video will: none is named in the tables, or none came for long. */
  get isAudioAlone(): boolean {
    if (this.#headers.video !== undefined || this.#firstAudioMs === undefined) return false;
    return this.#video === undefined || this.now() - this.#firstAudioMs >= MAX_AUDIO_ALONE_MS;
  }

  /** @throws UnsupportedMedia with a reason for the publisher */
  *push(bytes: Uint8Array): Generator<TsMeaning> {
    for (const chunk of this.#chunksOf(bytes)) {
      if (chunk.streamType === TsStreamType.h264) yield* this.#readVideo(chunk);
      else yield* this.#readAudio(chunk);
    }
  }

  /**
   * What became of a frame: too many malformed ones in a row are no H.264.
   * @throws UnsupportedMedia
   */
  judge(result: PushResult): void {
    if (result.outcome === 'passed') this.#malformedInARow = 0;
    if (result.outcome !== 'malformed' || ++this.#malformedInARow < MAX_BROKEN_IN_A_ROW) return;
    throw new UnsupportedMedia(`${MAX_BROKEN_IN_A_ROW} damaged frames in a row: ${result.reason}.`);
  }

  #chunksOf(bytes: Uint8Array): readonly TsChunk[] {
    try {
      const chunks = this.#reader.push(bytes);
      this.#follow(this.#reader.streams);
      return chunks;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      throw new UnsupportedMedia(
        `what is sent is no MPEG transport stream: ${error.message}. Publish MPEG-TS (-f mpegts).`,
        {
          cause: error,
        },
      );
    }
  }

  /** @throws UnsupportedMedia where the tables name nothing that can be shown */
  #follow(streams: readonly TsStream[]): void {
    if (streams.length === 0) return;
    const video = streams.find(({ streamType }) => streamType === TsStreamType.h264);
    const audio = streams.find(({ streamType }) => streamType === TsStreamType.aacAdts);
    if (!this.#hasTables || video === undefined || audio === undefined) refuseForeign(streams, video, audio);
    this.#hasTables = true;
    if (video !== undefined && video.pid !== this.#video?.pid) {
      this.#damagedBefore += this.#video?.units.damaged ?? 0;
      this.#video = { pid: video.pid, units: new TsVideo() };
    }
    if (audio !== undefined && audio.pid !== this.#audio?.pid) {
      this.#damagedBefore += this.#audio?.frames.damaged ?? 0;
      this.#audio = { pid: audio.pid, frames: new TsAudio() };
    }
  }

  *#readVideo(chunk: TsChunk): Generator<TsMeaning> {
    if (chunk.pid !== this.#video?.pid) return;
    const frame = this.#video.units.push(chunk);
    if (frame === undefined) return;
    if (this.#headers.video === undefined) yield* this.#begin(frame);
    if (this.#headers.video !== undefined) yield { frame };
  }

  /** Parameter sets come in key frames; those of later ones the stream reads itself. */
  *#begin({ bytes }: PublishedFrame): Generator<TsMeaning> {
    try {
      const video = headersInBand(bytes, 4);
      if (video !== undefined) {
        yield this.#withHeaders({ ...this.#headers, video });
        return;
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.#faults++;
      return;
    }
    if (this.#isToldOfSets || !hasIdr(bytes, AVCC)) return;
    this.#isToldOfSets = true;
    yield { unreadable: 'video', reason: NO_SETS };
  }

  *#readAudio(chunk: TsChunk): Generator<TsMeaning> {
    if (chunk.pid !== this.#audio?.pid) return;
    for (const item of this.#audio.frames.push(chunk)) {
      this.#firstAudioMs ??= this.now();
      if ('unreadable' in item) yield { unreadable: 'audio', reason: item.unreadable };
      else if ('headers' in item) yield this.#withHeaders({ ...this.#headers, audio: item.headers });
      else yield item;
    }
  }

  #withHeaders(headers: StreamHeaders): TsMeaning {
    this.#headers = headers;
    return { headers };
  }
}

function refuseForeign(
  streams: readonly TsStream[],
  video: TsStream | undefined,
  audio: TsStream | undefined,
): void {
  const named = (names: ReadonlyMap<number, string>): string | undefined =>
    streams.flatMap(({ streamType }) => names.get(streamType) ?? []).at(0);
  const foreignVideo = video === undefined ? named(FOREIGN_VIDEO) : undefined;
  if (foreignVideo !== undefined)
    throw new UnsupportedMedia(`video codec ${foreignVideo}. Publish H.264 video.`);
  const foreignAudio = audio === undefined ? named(FOREIGN_AUDIO) : undefined;
  if (foreignAudio !== undefined)
    throw new UnsupportedMedia(`audio codec ${foreignAudio}. Publish AAC audio (in ADTS).`);
  if (video !== undefined || audio !== undefined) return;
  const types = streams.map(({ streamType }) => `0x${streamType.toString(16).padStart(2, '0')}`);
  throw new UnsupportedMedia(
    `neither H.264 video nor AAC audio (stream types ${types.join(', ')}). Publish H.264 and AAC.`,
  );
}
