import { readBars, Unwrapper } from '../harness/bar-code.js';
import type { Sighting } from '../harness/screen-watch.js';
import type { RtmpSource } from '../harness/rtmp-source.js';

/** From the write of one picture to the RTMP socket until its first pixels stood whole on the screen. */
export type PictureLatency = { readonly shownAtMs: number; readonly latencyMs: number };

/** The latencies of all pictures that came onto the screen, from sightings with the rows picture above, picture below. */
export function pictureLatencies(
  sightings: readonly Sighting[],
  { publication, clip }: RtmpSource,
  nearFrame: number,
): PictureLatency[] {
  const frames = new Unwrapper(clip.frames, nearFrame);
  const latencies: PictureLatency[] = [];
  let newest = -Infinity;
  for (const { atMs, rows } of sightings) {
    const bars = readBars(rows[0] ?? 0, rows[1] ?? 0);
    if (bars === undefined || bars >= clip.frames) continue;
    const frame = frames.next(bars);
    if (frame <= newest) continue;
    newest = frame;
    const writtenAtMs = publication.writtenAt(frame);
    if (writtenAtMs !== undefined) latencies.push({ shownAtMs: atMs, latencyMs: atMs - writtenAtMs });
  }
  return latencies;
}
