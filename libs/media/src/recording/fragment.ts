import {
  AUDIO_TRACK_ID,
  firstFrameBox,
  mediaSegment,
  producerReferenceTime,
  VIDEO_TRACK_ID,
} from '@lockstep/formats';
import type { Part } from '../cmaf/segment.js';

/** What is written at once: about a second of the stream. */
export type Fragment = {
  readonly part: Omit<Part, 'number'>;
  /** Number of its first video frame on the stream's timeline; undefined where it has none. */
  readonly firstFrame: number | undefined;
  /** Milliseconds since 1970 in which its first frame arrived. */
  readonly wallClockMs: number;
};

/**
 * The bytes of a fragment: when it was, which frame is its first, and a CMAF chunk. The samples are those of the stream, byte for byte.
 * The messages in them are not repeated as event messages: a recording is to be hardly larger than its media.
 *
 * @param sequenceNumber counts the fragments of a file, from 1
 */
export function fragmentBytes(
  { part, firstFrame, wallClockMs }: Fragment,
  sequenceNumber: number,
): Uint8Array[] {
  const { tracks } = part;
  const main = tracks.find(({ trackId }) => trackId === VIDEO_TRACK_ID) ?? tracks[0];
  const trackId = main?.trackId ?? AUDIO_TRACK_ID;
  const mediaTime = main?.baseMediaDecodeTime ?? 0;
  return [
    producerReferenceTime({ trackId, wallClockMs, mediaTime }),
    ...(firstFrame === undefined ? [] : [firstFrameBox(firstFrame)]),
    mediaSegment({ sequenceNumber, tracks }),
  ];
}
