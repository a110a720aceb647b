import {
  writeAudioTagBody,
  writeFlvHeader,
  writeFlvTag,
  writeMetadata,
  writeVideoTagBody,
  type FlvTag,
} from '@lockstep/formats';
import { milliseconds, type Milliseconds } from '@lockstep/sei';
import type { Opening } from '../fanout/opening.js';
import { sameAudioHeaders, sameVideoHeaders, type StreamHeaders } from '../stream/media-frame.js';
import { liveMetadata } from './live-metadata.js';

type TagBody = Omit<FlvTag, 'timestampMs'>;

/**
 * What a decoder needs before the first frame, as FLV: the only writer of `onMetaData` and sequence headers, for HTTP-FLV,
 * RTMP players and clips. They carry the time of the frame that follows them.
 */
export class FlvHeaders implements Opening {
  /** onMetaData first. */
  readonly #bodies: readonly TagBody[];

  constructor(readonly headers: StreamHeaders) {
    this.#bodies = tagBodies(headers);
  }

  /** onMetaData and sequence headers before a first frame; RTMP messages have the same types, times and bodies. */
  tags(dtsMs: Milliseconds): FlvTag[] {
    return this.#bodies.map((tag) => timed(tag, dtsMs));
  }

  /**
   * The change from the headers `before` for a viewer who is watching: onMetaData, and the sequence headers only if they
   * differ, because a decoder that is set up anew interrupts the frame.
   */
  changedTags(dtsMs: Milliseconds, before: StreamHeaders): FlvTag[] {
    const goesOn = sameVideoHeaders(this.headers, before) && sameAudioHeaders(this.headers, before);
    return goesOn ? this.tags(dtsMs).slice(0, 1) : this.tags(dtsMs);
  }

  /** The bytes before the first frame of a viewer or file: FLV header, {@link tags}. */
  first(dtsMs: Milliseconds): Buffer {
    const { audio, video } = this.headers;
    const fileHeader = writeFlvHeader({ audio: audio !== undefined, video: video !== undefined });
    return Buffer.concat([fileHeader, ...this.tags(dtsMs).map(writeFlvTag)]);
  }

  change(dtsMs: Milliseconds, before: StreamHeaders): Buffer {
    return Buffer.concat(this.changedTags(dtsMs, before).map(writeFlvTag));
  }
}

/** onMetaData stands at 0: at any other time ffmpeg's demuxer makes a subtitle track of it. */
const timed = (tag: TagBody, dtsMs: Milliseconds): FlvTag => ({
  ...tag,
  timestampMs: tag.type === 'script' ? milliseconds(0) : dtsMs,
});

function tagBodies(headers: StreamHeaders): TagBody[] {
  const { video, audio } = headers;
  const tags: TagBody[] = [{ type: 'script', body: writeMetadata(liveMetadata(headers)) }];
  if (video?.codec === 'h264') {
    const common = { codec: 'h264', packet: 'sequence-header', isRandomAccess: true } as const;
    const body = writeVideoTagBody({ ...common, compositionTimeMs: milliseconds(0), data: video.config });
    tags.push({ type: 'video', body });
  }
  if (audio?.codec === 'aac') {
    const body = writeAudioTagBody({ codec: 'aac', packet: 'sequence-header', data: audio.config });
    tags.push({ type: 'audio', body });
  }
  return tags;
}
