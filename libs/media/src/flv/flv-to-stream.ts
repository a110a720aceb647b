import {
  metadataOf,
  outputSamplingFrequency,
  readAudioSpecificConfig,
  readAudioTagBody,
  readScriptData,
  readVideoTagBody,
  type AudioCodecPacket,
  type VideoCodecPacket,
} from '@lockstep/formats';
import { milliseconds, ParseError, type NalLengthSize } from '@lockstep/sei';
import { headersInBand, lengthSizeOf, readAvcHeader } from '../stream/avc-headers.js';
import type {
  AudioHeaders,
  DataItem,
  PublishedFrame,
  StreamHeaders,
  VideoHeaders,
} from '../stream/media-frame.js';
import type { PushResult } from '../stream/publication.js';
import type { MediaKind } from '../stream/stream-advice.js';
import { dataMessageOf } from './data-message.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';

/** Bodies of FLV tags, which RTMP messages are too. */
export type FlvMessage = {
  readonly kind: 'audio' | 'video' | 'script';
  /** DTS, ms, on the publisher's 32-bit clock. */
  readonly timestampMs: number;
  readonly body: Uint8Array;
};

/**
 * What one FLV message means to a stream; undefined: nothing (an end of sequence, a command, a frame before its header, a
 * further track).
 */
export type FlvMeaning =
  /** `frame`: the one that the headers came in, for a publisher that sends them in band. */
  | { readonly headers: StreamHeaders; readonly frame?: PublishedFrame }
  | { readonly frame: PublishedFrame }
  | { readonly data: Pick<DataItem, 'name' | 'values'> }
  /** A sequence header that cannot be read: frames of its kind mean nothing until there is another one. */
  | { readonly unreadable: MediaKind; readonly reason: string }
  | undefined;

/** Broken messages in a row after which a publisher is taken to send something else than it says. */
const MAX_BROKEN_IN_A_ROW = 50;
/** Audio without video for this long means that no video will come, ms. */
const MAX_AUDIO_ALONE_MS = 15_000;
/**
 * Audio that is sent ahead of the first frame of video, ms. Encoders that start slowly send up to 10 s of it at once; 100 ms
 * are for time stamps that are not regular.
 */
const MAX_AUDIO_AHEAD_MS = 10_100;

/** Frames wait for parameter sets: in a key frame, or in another sequence header. */
type Awaited = { readonly lengthSize: NalLengthSize; readonly reason: string };

const NO_HEADER: Awaited = { lengthSize: 4, reason: 'no sequence header came before the first key frame' };

/**
 * Reads the messages of one publisher: H.264 and AAC, or one of them; all else is refused by name. A single damaged
 * message is skipped and counted, as a lost packet would be. Of several tracks of one kind, the first is read.
 */
export class FlvMessageReader {
  #headers: StreamHeaders = { metadata: {} };
  #brokenInARow = 0;
  #malformedInARow = 0;
  #firstAudio: { readonly timestampMs: number; readonly atMs: number } | undefined;
  #hasVideo = false;
  #awaited: Awaited | undefined = NO_HEADER;
  #isAwaitedTold = false;
  #isAudioAlone = false;
  /** Messages that could not be read. */
  broken = 0;

  /** @param now monotonic, ms: tells audio that comes faster than in real time */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** As read so far. */
  get headers(): StreamHeaders {
    return this.#headers;
  }

  /** Audio comes, and no video will: none was announced, or none came for long. */
  get isAudioAlone(): boolean {
    return this.#isAudioAlone && !this.#hasVideo;
  }

  /** @throws UnsupportedMedia with a reason for the publisher */
  read(message: FlvMessage): FlvMeaning {
    try {
      const meaning = this.#meaningOf(message);
      this.#brokenInARow = 0;
      return meaning;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      if (error.reason === 'unsupported' && message.kind !== 'script') {
        throw new UnsupportedMedia(`${error.message}. Publish H.264 video and AAC audio.`, { cause: error });
      }
      this.broken++;
      if (++this.#brokenInARow < MAX_BROKEN_IN_A_ROW) return undefined;
      throw new UnsupportedMedia(`${MAX_BROKEN_IN_A_ROW} damaged messages in a row: ${error.message}`, {
        cause: error,
      });
    }
  }

  /**
   * What became of the frame last read: too many malformed ones in a row are no H.264.
   * @throws UnsupportedMedia
   */
  judge(result: PushResult): void {
    if (result.outcome === 'passed') this.#malformedInARow = 0;
    if (result.outcome !== 'malformed' || ++this.#malformedInARow < MAX_BROKEN_IN_A_ROW) return;
    throw new UnsupportedMedia(
      `${MAX_BROKEN_IN_A_ROW} damaged frames in a row, not length-prefixed H.264: ${result.reason}.`,
    );
  }

  #meaningOf(message: FlvMessage): FlvMeaning {
    switch (message.kind) {
      case 'script':
        return this.#script(message.body);
      case 'video': {
        const video = readVideoTagBody(message.body);
        if (video.packet === 'command' || video.packet === 'further-tracks') return undefined;
        return this.#video(video, message.timestampMs);
      }
      case 'audio': {
        const audio = readAudioTagBody(message.body);
        return audio.packet === 'further-tracks' ? undefined : this.#audio(audio, message.timestampMs);
      }
    }
  }

  #script(body: Uint8Array): FlvMeaning {
    const script = readScriptData(body);
    const metadata = metadataOf(script);
    if (metadata !== undefined) return this.#withHeaders({ ...this.#headers, metadata });
    const data = dataMessageOf(script);
    return data && { data };
  }

  #video(video: VideoCodecPacket, timestampMs: number): FlvMeaning {
    if (video.codec !== 'h264') throw new UnsupportedMedia('video codec H.265 (HEVC). Publish H.264 video.');
    this.#hasVideo = true;
    if (video.packet === 'sequence-header') return this.#videoHeader(video.data);
    if (video.packet !== 'coded' || video.data.length === 0) return undefined;
    const frame: PublishedFrame = {
      kind: 'video',
      isRandomAccess: video.isRandomAccess,
      dtsMs: milliseconds(timestampMs),
      ptsMs: milliseconds(timestampMs + video.compositionTimeMs),
      bytes: video.data,
    };
    return this.#awaited === undefined ? { frame } : this.#inBand(frame, this.#awaited);
  }

  #videoHeader(bytes: Uint8Array): FlvMeaning {
    try {
      const video = readAvcHeader(bytes);
      this.#awaited = undefined;
      return this.#withHeaders({ ...this.#headers, video });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      const reason = `the H.264 header cannot be read: ${error.message}`;
      this.#awaited = { lengthSize: lengthSizeOf(bytes), reason };
      return this.#tellAwaited(reason);
    }
  }

  /**
   * A frame without a header before it: its own parameter sets are the header, as ffmpeg has it.
   * @throws UnsupportedMedia at a key frame that follows an unreadable header and has none
   */
  #inBand(frame: PublishedFrame, { lengthSize, reason }: Awaited): FlvMeaning {
    const video = setsIn(frame, lengthSize);
    if (video !== undefined) {
      this.#awaited = undefined;
      return { ...this.#withHeaders({ ...this.#headers, video }), frame };
    }
    if (frame.kind === 'audio' || !frame.isRandomAccess) return undefined;
    if (!this.#isAwaitedTold) return this.#tellAwaited(reason);
    throw new UnsupportedMedia(
      `${reason}. No key frame brings parameter sets either: start the encoder anew.`,
    );
  }

  #tellAwaited(reason: string): FlvMeaning {
    this.#isAwaitedTold = true;
    return { unreadable: 'video', reason };
  }

  #audio(audio: AudioCodecPacket, timestampMs: number): FlvMeaning {
    if (audio.codec !== 'aac') throw new UnsupportedMedia(`audio codec ${audio.codec}. Publish AAC audio.`);
    if (audio.packet === 'sequence-header') return this.#audioHeader(audio.data);
    if (audio.packet !== 'raw' || this.#headers.audio === undefined || audio.data.length === 0)
      return undefined;
    if (!this.#hasVideo) this.#isAudioAlone ||= this.#isWithoutVideo(timestampMs);
    const dtsMs = milliseconds(timestampMs);
    return { frame: { kind: 'audio', dtsMs, ptsMs: dtsMs, bytes: audio.data } };
  }

  #audioHeader(bytes: Uint8Array): FlvMeaning {
    try {
      return this.#withHeaders({ ...this.#headers, audio: readAudioHeaders(bytes) });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return { unreadable: 'audio', reason: `the AAC header cannot be read: ${error.message}` };
    }
  }

  /** An encoder may need seconds for its first frame. Audio that comes faster than in real time comes from no such encoder. */
  #isWithoutVideo(timestampMs: number): boolean {
    if (announcesAudioAlone(this.#headers)) return true;
    const atMs = this.now();
    this.#firstAudio ??= { timestampMs, atMs };
    const aloneMs = atMs - this.#firstAudio.atMs;
    const aheadMs = Math.abs(timestampMs - this.#firstAudio.timestampMs) - aloneMs;
    return aloneMs >= MAX_AUDIO_ALONE_MS || aheadMs > MAX_AUDIO_AHEAD_MS;
  }

  #withHeaders(headers: StreamHeaders): { readonly headers: StreamHeaders } {
    this.#headers = headers;
    return { headers };
  }
}

/** @throws ParseError for a frame that cannot be read, unless it is a key frame: the fault of its header is reported then */
function setsIn(frame: PublishedFrame, lengthSize: NalLengthSize): VideoHeaders | undefined {
  try {
    return headersInBand(frame.bytes, lengthSize);
  } catch (error) {
    if (error instanceof ParseError && frame.kind === 'video' && frame.isRandomAccess) return undefined;
    throw error;
  }
}

/** What encoders say of their video in `onMetaData`; those that say nothing at all may have some. */
const announcesAudioAlone = ({ metadata }: StreamHeaders): boolean =>
  'audiocodecid' in metadata && !('videocodecid' in metadata || 'width' in metadata);

/** @throws ParseError */
function readAudioHeaders(config: Uint8Array): AudioHeaders {
  const specific = readAudioSpecificConfig(config);
  return { codec: 'aac', config, sampleRate: outputSamplingFrequency(specific), channels: specific.channels };
}
