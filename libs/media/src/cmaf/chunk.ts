import { AUDIO_TRACK_ID, mediaSegment, VIDEO_TRACK_ID } from '@lockstep/formats';
import type { Part, Segment } from './segment.js';
import type { TrackChoice } from './stretch.js';
import { timedMetadata } from './timed-metadata.js';

const TRACK_IDS = { video: VIDEO_TRACK_ID, audio: AUDIO_TRACK_ID } as const;

/** A part as a CMAF chunk, with the lesson's messages once more as event messages before it; empty where it has nothing of this choice. */
export function chunkOf(part: Part, tracks: TrackChoice): Uint8Array {
  const chosen =
    tracks === 'muxed' ? part.tracks : part.tracks.filter(({ trackId }) => trackId === TRACK_IDS[tracks]);
  if (chosen.length === 0) return NOTHING;
  const media = mediaSegment({ sequenceNumber: part.number + 1, tracks: chosen });
  const events = chosen.filter(({ trackId }) => trackId === VIDEO_TRACK_ID).flatMap(timedMetadata);
  return events.length === 0 ? media : Buffer.concat([...events, media]);
}

const NOTHING = new Uint8Array();

/** The chunks of a segment so far, one after the other. */
export const chunksOf = ({ parts }: Segment, tracks: TrackChoice): Uint8Array[] =>
  parts.map((part) => chunkOf(part, tracks));
