import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from '@lockstep/formats';
import type { Segment } from './segment.js';

/** When the first frame of a track in a segment is presented, ticks; undefined where it has none. */
export function trackStart({ parts }: Segment, contentType: 'video' | 'audio'): number | undefined {
  const wanted = contentType === 'video' ? VIDEO_TRACK_ID : AUDIO_TRACK_ID;
  for (const { tracks } of parts) {
    const track = tracks.find(({ trackId }) => trackId === wanted);
    if (track) return track.baseMediaDecodeTime + (track.samples[0]?.compositionOffset ?? 0);
  }
  return undefined;
}
