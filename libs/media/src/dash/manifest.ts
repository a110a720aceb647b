import { ID3_SCHEME, writeMpd, type MpdPeriod, type MpdSegment, type MpdTrack } from '@lockstep/formats';
import { initName, timedName } from '../cmaf/object-names.js';
import type { Packaging } from '../cmaf/packaging.js';
import type { Stretch } from '../cmaf/stretch.js';
import { DASH_TRACKS, timescaleOf, type DashSegment, type DashTrack } from './dash-segment.js';
import { DashTimeline, endOf, type DashPeriod } from './dash-timeline.js';

/** How often a player asks for the segments that were added, ms: a segment is not shorter. */
const UPDATE_MS = 1000;
/** Behind the live edge: what chunks of 200 ms and the way allow. Ms. */
const LATENCY_MS = { target: 1000, least: 500, most: 4000 };
/** The bit rate is that of so many segments. */
const SEGMENTS_MEASURED = 5;
/**
 * The last one is said to be at least this long: while it grows, players look for the next one behind it, and no segment before the
 * last is shorter; at the end of a stream or a period, ffmpeg would read one again and again that ends in the whole second in which
 * it begins. Ms.
 */
const LEAST_LAST_MS = 1000;
/** A segment is at most as long as one that had to wait for the next to be long enough, in target durations. */
const LONGEST_TARGETS = 2;
/** Where the time is read, relative to the manifest. */
export const CLOCK_FILE = 'time';

/** The manifest of a packaging, as it is now: a period for each stretch, a track each for audio and video. */
export function renderManifest(packaging: Packaging, nowMs: number): string {
  const { lengths, hasEnded } = packaging;
  const { periods } = DashTimeline.of(packaging);
  const last = periods.at(-1);
  const [first] = periods;
  const endMs = last ? endOf(last) : 0;
  return writeMpd({
    availabilityStartMs: packaging.epochMs,
    publishedMs: nowMs,
    updateMs: UPDATE_MS,
    windowMs: first ? endMs - startOf(first) : 0,
    longestSegmentMs: LONGEST_TARGETS * lengths.targetMs,
    bufferMs: lengths.targetMs,
    latencyMs: LATENCY_MS,
    clock: CLOCK_FILE,
    periods: periods.map((period) => periodOf(packaging, period)),
    ...(hasEnded && last && { endMs }),
  });
}

/** Of the oldest segment that is kept, since the availability start, ms. */
const startOf = ({ startMs, streamStartMs, segments: [oldest] }: DashPeriod): number =>
  startMs + (oldest?.first.startMs ?? streamStartMs) - streamStartMs;

function periodOf({ run, lengths }: Packaging, period: DashPeriod): MpdPeriod {
  const { stretch, startMs, streamStartMs, segments } = period;
  const tracks = DASH_TRACKS.flatMap((contentType): MpdTrack[] => {
    const timeline = timelineOf(segments, contentType);
    if (!stretch.has(contentType) || timeline.length === 0) return [];
    const timescale = timescaleOf(stretch, contentType);
    return [
      {
        ...descriptionOf(stretch, contentType),
        contentType,
        bandwidth: bandwidthOf(segments, contentType),
        timescale,
        presentationTimeOffset: Math.round((streamStartMs * timescale) / 1000),
        initialization: initName(run, contentType, stretch.number),
        media: timedName(run, { tracks: contentType, stretch: stretch.number, time: '$Time$' }),
        segments: timeline,
        availableEarlyMs: LEAST_LAST_MS - lengths.partTargetMs,
      },
    ];
  });
  return { id: `${run}-${stretch.number}`, startMs, tracks };
}

function descriptionOf(stretch: Stretch, contentType: DashTrack) {
  const { video, audio, codecs } = stretch;
  if (contentType === 'audio')
    return { mimeType: 'audio/mp4', codecs: codecs.audio ?? '', sampleRate: audio?.sampleRate ?? 0 };
  return {
    mimeType: 'video/mp4',
    codecs: codecs.video ?? '',
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    eventSchemes: [ID3_SCHEME],
    ...(video?.frameRate !== undefined && { frameRate: video.frameRate }),
  };
}

/** A segment is as long as it is until the next one begins; the last one as long as its frames, see {@link LEAST_LAST_MS}. */
function timelineOf(segments: readonly DashSegment[], track: DashTrack): MpdSegment[] {
  const begun = segments.flatMap((segment) => {
    const start = segment.startOf(track);
    return start === undefined ? [] : [{ start, segment }];
  });
  return begun.map(({ start, segment }, i) => {
    const next = begun[i + 1]?.start;
    if (next !== undefined) return { start, duration: next - start };
    const { ticks } = segment.sizeOf(track);
    const least = Math.round((LEAST_LAST_MS * timescaleOf(segment.stretch, track)) / 1000);
    return { start, duration: Math.max(ticks, least) };
  });
}

/** Bits a second. It stays as it is while the newest whole segments do. */
function bandwidthOf(segments: readonly DashSegment[], track: DashTrack): number {
  const whole = segments.filter(({ isWhole }) => isWhole);
  let [bytes, seconds] = [0, 0];
  for (const segment of whole.length > 0 ? whole.slice(-SEGMENTS_MEASURED) : segments) {
    const size = segment.sizeOf(track);
    bytes += size.bytes;
    seconds += size.ticks / timescaleOf(segment.stretch, track);
  }
  return seconds > 0 ? Math.max(1, (8 * bytes) / seconds) : 1;
}
