import { readBars, Unwrapper } from '../harness/bar-code.js';
import type { Sighting } from '../harness/screen-watch.js';
import type { RtmpSource } from '../harness/rtmp-source.js';

/** From the write of one frame to the RTMP socket until its first pixels stood whole on the screen. */
export type FrameLatency = { readonly shownAtMs: number; readonly latencyMs: number };

/** The latencies of all frames that came onto the screen, from sightings with the rows frame above, frame below. */
export function frameLatencies(
  sightings: readonly Sighting[],
  { publication, clip }: RtmpSource,
  nearFrame: number,
): FrameLatency[] {
  const frames = new Unwrapper(clip.frames, nearFrame);
  const latencies: FrameLatency[] = [];
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
