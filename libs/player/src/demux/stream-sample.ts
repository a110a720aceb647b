import type { VideoCodec } from '@lockstep/sei';

/** What a piece of a stream says, whatever its container; times are stream milliseconds that never wrap. */
export type StreamSample =
  | { readonly kind: 'video-config'; readonly codec: VideoCodec; readonly config: Uint8Array }
  | {
      readonly kind: 'video';
      readonly dtsMs: number;
      readonly ptsMs: number;
      readonly isRandomAccess: boolean;
      /** Until the next frame, where the container says so, ms. */
      readonly durationMs?: number;
      /** Length-prefixed NAL units. */
      readonly data: Uint8Array;
    }
  | { readonly kind: 'audio-config'; readonly config: Uint8Array }
  | { readonly kind: 'audio'; readonly dtsMs: number; readonly data: Uint8Array }
  /** From here on frames are another publication's: they arrive at a pace of their own. docs/signalling.md. */
  | { readonly kind: 'publication' }
  /** Something this player cannot play: the rest of the stream may still be good. */
  | { readonly kind: 'unsupported'; readonly what: string };

/** Makes samples of the bytes of one connection. */
export interface StreamDemuxer {
  /** What the stream announces; undefined before that has arrived. */
  readonly header: { readonly audio: boolean; readonly video: boolean } | undefined;
  /** @throws ParseError where the bytes are not of this container */
  push(chunk: Uint8Array): StreamSample[];
}
