import {
  AUDIO_TRACK_ID,
  firstFrameBox,
  planMediaSegment,
  producerReferenceTime,
  VIDEO_TRACK_ID,
  type PlannedSegment,
} from '@lockstep/formats';
import type { Part } from '../cmaf/segment.js';

/** What is written at once: about a second of the stream. */
export type Fragment = {
  readonly part: Omit<Part, 'number'>;
  /** Milliseconds since 1970 in which its first frame arrived. */
  readonly wallClockMs: number;
};

/**
 * A fragment: when it was, which frame is its first, and a CMAF chunk. The samples are those of the stream, byte for byte.
 * The messages in them are not repeated as event messages: a recording is to be hardly larger than its media.
 *
 * @param sequenceNumber counts the fragments of a file, from 1
 */
export function planFragment({ part, wallClockMs }: Fragment, sequenceNumber: number): PlannedSegment {
  const { tracks, firstFrame } = part;
  const main = tracks.find(({ trackId }) => trackId === VIDEO_TRACK_ID) ?? tracks[0];
  const trackId = main?.trackId ?? AUDIO_TRACK_ID;
  const mediaTime = main?.baseMediaDecodeTime ?? 0;
  const heads = [
    producerReferenceTime({ trackId, wallClockMs, mediaTime }),
    ...(firstFrame === undefined ? [] : [firstFrameBox(firstFrame)]),
  ];
  const segment = planMediaSegment({ sequenceNumber, tracks });
  const write = (target: Uint8Array, offset: number): number => {
    let at = offset;
    for (const head of heads) {
      target.set(head, at);
      at += head.length;
    }
    return segment.write(target, at);
  };
  return { byteLength: heads.reduce((sum, { length }) => sum + length, segment.byteLength), write };
}
