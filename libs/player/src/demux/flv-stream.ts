import {
  FlvReader,
  type FlvTag,
  metadataOf,
  readAudioTagBody,
  readScriptData,
  readVideoTagBody,
} from '@lockstep/formats';
import { ParseError } from '@lockstep/sei';
import type { StreamDemuxer, StreamSample } from './stream-sample.js';

const WRAP_MS = 2 ** 32;

/** Makes samples of the bytes of one FLV connection, in milliseconds that go on past the 32 bits of FLV. */
export class FlvStream implements StreamDemuxer {
  readonly #reader = new FlvReader();
  #lastMs: number | undefined; // undefined before the first frame

  /** What the file header announces; undefined before it has arrived. */
  get header(): { readonly audio: boolean; readonly video: boolean } | undefined {
    return this.#reader.header;
  }

  /** @throws ParseError where the bytes are no FLV; a tag of a codec we do not know is `unsupported` */
  push(chunk: Uint8Array): StreamSample[] {
    return this.#reader.push(chunk).flatMap((tag) => {
      try {
        return this.#sample(tag) ?? [];
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        return { kind: 'unsupported', what: error.message } satisfies StreamSample;
      }
    });
  }

  #sample(tag: FlvTag): StreamSample | undefined {
    if (tag.type === 'video') return this.#video(tag);
    if (tag.type === 'audio') return this.#audio(tag);
    return this.#lastMs !== undefined && tellsPublication(tag.body) ? { kind: 'publication' } : undefined;
  }

  #video(tag: FlvTag): StreamSample | undefined {
    if (tag.body.length === 0) return undefined;
    const body = readVideoTagBody(tag.body);
    if (body.packet === 'sequence-header')
      return { kind: 'video-config', codec: body.codec, config: body.data };
    if (body.packet !== 'coded' || body.data.length === 0) return undefined;
    const dtsMs = this.#unwrapped(tag.timestampMs);
    return {
      kind: 'video',
      dtsMs,
      ptsMs: dtsMs + body.compositionTimeMs,
      isRandomAccess: body.isRandomAccess,
      data: body.data,
    };
  }

  #audio(tag: FlvTag): StreamSample | undefined {
    if (tag.body.length === 0) return undefined;
    const body = readAudioTagBody(tag.body);
    if (body.packet === 'further-tracks') return undefined;
    const { codec, packet, data } = body;
    if (codec !== 'aac') return { kind: 'unsupported', what: `audio codec ${codec}` };
    if (packet === 'sequence-header') return { kind: 'audio-config', config: data };
    if (packet !== 'raw' || data.length === 0) return undefined;
    return { kind: 'audio', dtsMs: this.#unwrapped(tag.timestampMs), data };
  }

  /** FLV counts modulo 2^32 ms: the value nearest to the last one is meant. */
  #unwrapped(timestampMs: number): number {
    const last = this.#lastMs;
    const near =
      last === undefined ? timestampMs : timestampMs + Math.round((last - timestampMs) / WRAP_MS) * WRAP_MS;
    this.#lastMs = near;
    return near;
  }
}

/** Script data that nobody can read tells nothing: it belongs to no frame. */
function tellsPublication(body: Uint8Array): boolean {
  try {
    const data = readScriptData(body);
    return data.name === 'onPublication' || metadataOf(data) !== undefined;
  } catch (error) {
    if (error instanceof ParseError) return false;
    throw error;
  }
}
