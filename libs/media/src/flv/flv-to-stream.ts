import {
  metadataOf,
  outputSamplingFrequency,
  readAudioSpecificConfig,
  readAudioTagBody,
  readScriptData,
  readVideoTagBody,
  type AudioTagBody,
  type VideoCodecPacket,
} from '@lockstep/formats';
import {
  LESSON_UUID,
  milliseconds,
  ParseError,
  readAvcDecoderConfiguration,
  readSps,
  sanitizeAvcDecoderConfiguration,
  writeAvcDecoderConfiguration,
} from '@lockstep/sei';
import type {
  AudioHeaders,
  DataItem,
  PublishedFrame,
  StreamHeaders,
  VideoHeaders,
} from '../stream/media-frame.js';
import type { PushResult } from '../stream/publication.js';
import { dataMessageOf } from './data-message.js';
import { UnsupportedMedia } from '../stream/unsupported-media.js';

/** Bodies of FLV tags, which RTMP messages are too. */
export type FlvMessage = {
  readonly kind: 'audio' | 'video' | 'script';
  /** DTS, ms, on the publisher's 32-bit clock. */
  readonly timestampMs: number;
  readonly body: Uint8Array;
};

/** What one FLV message means to a stream; undefined: nothing (an end of sequence, a command, a frame before its header). */
export type FlvMeaning =
  | { readonly headers: StreamHeaders }
  | { readonly frame: PublishedFrame }
  | { readonly data: Pick<DataItem, 'name' | 'values'> }
  | undefined;

/** Broken messages in a row after which a publisher is taken to send something else than it says. */
const MAX_BROKEN_IN_A_ROW = 50;
/** Audio without video for this long means that no video will come, ms: as it arrives, or by its time stamps when it does not come live. */
const MAX_AUDIO_ALONE_MS = 15_000;
const MAX_AUDIO_AT_ONCE_MS = 4_000;

/**
 * Reads the messages of one publisher: H.264 with AAC or without sound; all else is refused by name.
 * A single damaged message is skipped and counted, as a lost packet would be.
 */
export class FlvMessageReader {
  #headers: StreamHeaders = { metadata: {} };
  #brokenInARow = 0;
  #malformedInARow = 0;
  #firstAudio: { readonly timestampMs: number; readonly atMs: number } | undefined;
  /** Messages that could not be read. */
  broken = 0;

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
      `${MAX_BROKEN_IN_A_ROW} damaged pictures in a row, not length-prefixed H.264: ${result.reason}.`,
    );
  }

  #meaningOf(message: FlvMessage): FlvMeaning {
    switch (message.kind) {
      case 'script':
        return this.#script(message.body);
      case 'video': {
        const video = readVideoTagBody(message.body);
        if (video.packet === 'command') return undefined;
        return this.#video(video, message.timestampMs);
      }
      case 'audio':
        return this.#audio(readAudioTagBody(message.body), message.timestampMs);
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
    if (video.packet === 'sequence-header') {
      const read = ofHeader('H.264', () => readVideoHeaders(video.data));
      return this.#withHeaders({ ...this.#headers, video: read });
    }
    if (video.packet !== 'coded' || this.#headers.video === undefined || video.data.length === 0)
      return undefined;
    return {
      frame: {
        kind: 'video',
        isRandomAccess: video.isKeyframe,
        dtsMs: milliseconds(timestampMs),
        ptsMs: milliseconds(timestampMs + video.compositionTimeMs),
        bytes: video.data,
      },
    };
  }

  #audio(audio: AudioTagBody, timestampMs: number): FlvMeaning {
    if (audio.codec !== 'aac') throw new UnsupportedMedia(`audio codec ${audio.codec}. Publish AAC audio.`);
    if (audio.packet === 'sequence-header') {
      const read = ofHeader('AAC', () => readAudioHeaders(audio.data));
      return this.#withHeaders({ ...this.#headers, audio: read });
    }
    if (audio.packet !== 'raw' || this.#headers.audio === undefined || audio.data.length === 0)
      return undefined;
    if (this.#headers.video === undefined) this.#refuseAudioAlone(timestampMs);
    const dtsMs = milliseconds(timestampMs);
    return { frame: { kind: 'audio', dtsMs, ptsMs: dtsMs, bytes: audio.data } };
  }

  /** An encoder may need seconds for its first picture. Audio that comes faster than in real time comes from no such encoder. */
  #refuseAudioAlone(timestampMs: number): void {
    const atMs = performance.now();
    this.#firstAudio ??= { timestampMs, atMs };
    const aloneMs = atMs - this.#firstAudio.atMs;
    const aheadMs = Math.abs(timestampMs - this.#firstAudio.timestampMs) - aloneMs;
    if (aloneMs < MAX_AUDIO_ALONE_MS && aheadMs < MAX_AUDIO_AT_ONCE_MS) return;
    throw new UnsupportedMedia('audio without any picture. Publish H.264 video.');
  }

  #withHeaders(headers: StreamHeaders): FlvMeaning {
    this.#headers = headers;
    return { headers };
  }
}

/**
 * Nothing can be played without its header, and waiting does not mend it: the publisher is told at once.
 * @throws UnsupportedMedia
 */
function ofHeader<T>(codec: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new UnsupportedMedia(`The ${codec} header cannot be read: ${error.message}.`, { cause: error });
  }
}

/**
 * The configuration is written anew from what was read: what a publisher put beside the parameter sets stays behind.
 * @throws ParseError
 */
function readVideoHeaders(bytes: Uint8Array): VideoHeaders {
  const record = sanitizeAvcDecoderConfiguration(readAvcDecoderConfiguration(bytes), LESSON_UUID);
  const config = writeAvcDecoderConfiguration(record);
  const { lengthSize, sps } = record;
  const [first] = sps;
  // without parameter sets they are expected in the frames, and the size with them
  const { width, height, frameRate } = first === undefined ? { width: 0, height: 0 } : readSps(first);
  return {
    codec: 'h264',
    config,
    lengthSize,
    width,
    height,
    ...(frameRate === undefined ? {} : { frameRate }),
  };
}

/** @throws ParseError */
function readAudioHeaders(config: Uint8Array): AudioHeaders {
  const specific = readAudioSpecificConfig(config);
  return { codec: 'aac', config, sampleRate: outputSamplingFrequency(specific), channels: specific.channels };
}
