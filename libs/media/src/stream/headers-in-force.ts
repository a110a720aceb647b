import { isDeepStrictEqual } from 'node:util';
import type { NalLengthSize } from '@lockstep/sei';
import { headersInBand, lacksParameterSets, noParameterSets } from './avc-headers.js';
import { sameAudioHeaders, sameBytes, sameVideoHeaders, type StreamHeaders } from './media-frame.js';
import { withLongLengths } from './short-lengths.js';

/** What other headers mean for decoders that are set up already. */
export type HeadersChange = { readonly videoGoesOn: boolean; readonly audioGoesOn: boolean };

/**
 * What decoders of a stream are set up with: taken from the headers that its publisher sets and from the parameter sets in
 * its key frames. Headers that are set count from the next frame on: publishers send metadata, video and audio headers one
 * after the other, and a publisher that comes again with the same ones must not set up any decoder anew.
 */
export class HeadersInForce {
  #headers: StreamHeaders = { metadata: {} };
  /** Set by the publisher, not yet followed by a frame. */
  #next: StreamHeaders | undefined;
  /** The decoder configuration as published: the one in force may come from the frames. */
  #publishedConfig: Uint8Array | undefined;
  #lacksParameterSets = false;
  #lengthSize: NalLengthSize = 4;

  get headers(): StreamHeaders {
    return this.#headers;
  }

  /** Of the publisher's samples; those of the stream are 4 bytes. */
  get lengthSize(): NalLengthSize {
    return this.#lengthSize;
  }

  /** Parameter sets are expected in the frames, and none came yet: no decoder can be set up. */
  get lacksParameterSets(): boolean {
    return this.#lacksParameterSets;
  }

  /** The next headers are those of another publication. */
  beginPublication(): void {
    this.#next = undefined;
    this.#publishedConfig = undefined;
  }

  set(headers: StreamHeaders): void {
    this.#next = headers;
  }

  /**
   * A frame follows: the headers that were set come into force.
   * @returns undefined where nothing changes
   */
  takeSet(): HeadersChange | undefined {
    const published = this.#next;
    if (published === undefined) return undefined;
    this.#next = undefined;
    this.#lengthSize = published.video?.lengthSize ?? 4;
    const headers = withLongLengths(published);
    const config = headers.video?.config;
    const isKnown = config !== undefined && sameBytes(config, this.#publishedConfig);
    this.#publishedConfig = config;
    const { video } = this.#headers;
    return this.#adopt(isKnown && video !== undefined ? { ...headers, video } : headers);
  }

  /**
   * The parameter sets of a random access frame come into force.
   * @param sample with lengths of four bytes
   * @returns undefined where nothing changes
   * @throws ParseError if they cannot be read
   */
  takeInBand(sample: Uint8Array): HeadersChange | undefined {
    const { video } = this.#headers;
    const inBand = video && headersInBand(sample, 4, video);
    return inBand && this.#adopt({ ...this.#headers, video: inBand });
  }

  /** @throws ParseError as long as no decoder can be set up */
  requireParameterSets(): void {
    if (this.#lacksParameterSets) throw noParameterSets();
  }

  #adopt(headers: StreamHeaders): HeadersChange | undefined {
    const before = this.#headers;
    if (isDeepStrictEqual(before, headers)) return undefined;
    const videoGoesOn = sameVideoHeaders(before, headers);
    if (!videoGoesOn) {
      this.#lacksParameterSets = headers.video !== undefined && lacksParameterSets(headers.video);
    }
    this.#headers = headers;
    return { videoGoesOn, audioGoesOn: sameAudioHeaders(before, headers) };
  }
}
