import {
  ID3_SCHEME,
  writeMpd,
  type MpdPeriod,
  type MpdRepresentation,
  type MpdSegment,
  type MpdTrack,
} from '@lockstep/formats';
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
  const periods = listedPeriods(packaging);
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
    periods: periods.map((period, i) =>
      periodOf(packaging, period, periods[i + 1]?.streamStartMs ?? Infinity),
    ),
    ...(hasEnded && last && { endMs }),
  });
}

/** How long a period waits for its other renditions: players choose among those that it begins with. Ms of stream time. */
const LONGEST_WITHOUT_OTHERS_MS = 2000;

/** Those that a manifest names now. */
export function listedPeriods(packaging: Packaging): readonly DashPeriod[] {
  const { periods } = DashTimeline.of(packaging);
  const offered = packaging.stream.renditions.all.length;
  const last = periods.at(-1);
  if (!last || offered === 0 || packaging.hasEnded) return periods;
  const isComplete =
    endOf(last) - last.startMs > LONGEST_WITHOUT_OTHERS_MS ||
    otherVideo(packaging, last.streamStartMs, Infinity).length === offered;
  return isComplete ? periods : periods.slice(0, -1);
}

/** Of the oldest segment that is kept, since the availability start, ms. */
const startOf = ({ startMs, streamStartMs, segments: [oldest] }: DashPeriod): number =>
  startMs + (oldest?.first.startMs ?? streamStartMs) - streamStartMs;

function periodOf(packaging: Packaging, period: DashPeriod, endMs: number): MpdPeriod {
  const { run } = packaging;
  const { stretch, startMs, streamStartMs } = period;
  const tracks = DASH_TRACKS.flatMap((contentType): MpdTrack[] => {
    const own = representationOf(packaging, period, contentType, streamStartMs);
    if (!own) return [];
    const others = contentType === 'video' ? otherVideo(packaging, streamStartMs, endMs) : [];
    return [{ ...kindOf(contentType), ...own, contentType, ...(others.length > 0 && { others }) }];
  });
  return { id: `${run}-${stretch.number}`, startMs, tracks };
}

/** The video of the other renditions between two stream times. Their audio is that of the source. */
function otherVideo(packaging: Packaging, fromMs: number, toMs: number): MpdRepresentation[] {
  return packaging.renditions.flatMap(({ name, packaging: other }): MpdRepresentation[] => {
    const isWithin = ({ streamStartMs }: DashPeriod): boolean =>
      streamStartMs >= fromMs && streamStartMs < toMs;
    const period = DashTimeline.of(other).periods.findLast(isWithin);
    const video = period && representationOf(other, period, 'video', fromMs);
    return video ? [{ ...video, id: `${name}-${period.stretch.number}` }] : [];
  });
}

/** @param streamStartMs of the period that it is listed in */
function representationOf(
  { run, lengths }: Packaging,
  { stretch, segments }: DashPeriod,
  track: DashTrack,
  streamStartMs: number,
): MpdRepresentation | undefined {
  const timeline = timelineOf(segments, track);
  if (!stretch.has(track) || timeline.length === 0) return undefined;
  const timescale = timescaleOf(stretch, track);
  return {
    ...descriptionOf(stretch, track),
    bandwidth: bandwidthOf(segments, track),
    timescale,
    presentationTimeOffset: Math.round((streamStartMs * timescale) / 1000),
    initialization: initName(run, track, stretch.number),
    media: timedName(run, { tracks: track, stretch: stretch.number, time: '$Time$' }),
    segments: timeline,
    availableEarlyMs: LEAST_LAST_MS - lengths.partTargetMs,
  };
}

const kindOf = (track: DashTrack) =>
  track === 'audio' ? { mimeType: 'audio/mp4' } : { mimeType: 'video/mp4', eventSchemes: [ID3_SCHEME] };

function descriptionOf(stretch: Stretch, contentType: DashTrack) {
  const { video, audio, codecs } = stretch;
  if (contentType === 'audio') return { codecs: codecs.audio ?? '', sampleRate: audio?.sampleRate ?? 0 };
  return {
    codecs: codecs.video ?? '',
    width: video?.width ?? 0,
    height: video?.height ?? 0,
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
