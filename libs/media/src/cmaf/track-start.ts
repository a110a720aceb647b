import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from '@lockstep/formats';
import type { Segment } from './segment.js';

const known = { video: new WeakMap<Segment, number>(), audio: new WeakMap<Segment, number>() };

/** When the first frame of a track in a segment is presented, ticks; undefined where it has none. */
export function trackStart(segment: Segment, contentType: 'video' | 'audio'): number | undefined {
  const found = known[contentType].get(segment) ?? find(segment, contentType);
  if (found !== undefined) known[contentType].set(segment, found);
  return found;
}

function find({ parts }: Segment, contentType: 'video' | 'audio'): number | undefined {
  const wanted = contentType === 'video' ? VIDEO_TRACK_ID : AUDIO_TRACK_ID;
  for (const { tracks } of parts) {
    const track = tracks.find(({ trackId }) => trackId === wanted);
    if (track) return track.baseMediaDecodeTime + (track.samples[0]?.compositionOffset ?? 0);
  }
  return undefined;
}
