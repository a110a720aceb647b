import {
  AUDIO_TRACK_ID,
  ID3_SCHEME,
  VIDEO_TRACK_ID,
  writeMpd,
  type Fmp4TrackFragment,
  type MpdPeriod,
  type MpdSegment,
  type MpdTrack,
} from '@lockstep/formats';
import { initName, timedName } from '../cmaf/object-names.js';
import type { Packaging } from '../cmaf/packaging.js';
import type { Segment } from '../cmaf/segment.js';
import { trackStart } from '../cmaf/track-start.js';
import { VIDEO_TIMESCALE, type Stretch } from '../cmaf/stretch.js';

/** How often a player asks for the segments that were added, ms: a segment is not shorter. */
const UPDATE_MS = 1000;
/** Behind the live edge: what chunks of 200 ms and the way allow. Ms. */
const LATENCY_MS = { target: 1000, least: 500, most: 4000 };
/** The bit rate is that of so many segments. */
const SEGMENTS_MEASURED = 10;
/** Where the time is read, relative to the manifest. */
export const CLOCK_FILE = 'time';

/** The manifest of a packaging, as it is now: a period for each stretch, a track each for audio and video. */
export function renderManifest(packaging: Packaging, nowMs: number): string {
  const { store, lengths, hasEnded } = packaging;
  const segments = store.segments.filter(({ parts }) => parts.length > 0);
  const last = segments.at(-1);
  const [first] = segments;
  return writeMpd({
    availabilityStartMs: packaging.epochMs,
    publishedMs: nowMs,
    updateMs: UPDATE_MS,
    windowMs: last && first ? endOf(last) - first.startMs : 0,
    longestSegmentMs: lengths.targetMs,
    latencyMs: LATENCY_MS,
    clock: CLOCK_FILE,
    periods: stretchesOf(segments).map((part) => period(packaging, part)),
    ...(hasEnded && last && { endMs: endOf(last) }),
  });
}

/** Stream time behind the parts that a segment has, ms. */
function endOf({ startMs, durationMs, parts }: Segment): number {
  if (durationMs !== undefined) return startMs + durationMs;
  const last = parts.at(-1);
  return last ? last.startMs + last.durationMs : startMs;
}

function stretchesOf(segments: readonly Segment[]): Segment[][] {
  const stretches: Segment[][] = [];
  for (const segment of segments) {
    const current = stretches.at(-1);
    if (current?.[0]?.stretch === segment.stretch) current.push(segment);
    else stretches.push([segment]);
  }
  return stretches;
}

function period({ run, lengths }: Packaging, segments: readonly Segment[]): MpdPeriod {
  const [{ stretch, startMs }] = segments as [Segment];
  const tracks = (['video', 'audio'] as const).flatMap((contentType): MpdTrack[] => {
    const timeline = timelineOf(segments, contentType, lengths.segmentMs);
    if (!stretch.has(contentType) || timeline.length === 0) return [];
    const timescale = timescaleOf(stretch, contentType);
    return [
      {
        ...descriptionOf(stretch, contentType),
        contentType,
        bandwidth: bandwidthOf(segments, contentType),
        timescale,
        presentationTimeOffset: Math.round((startMs * timescale) / 1000),
        initialization: initName(run, contentType, stretch.number),
        media: timedName(run, contentType, '$Time$'),
        segments: timeline,
        availableEarlyMs: lengths.segmentMs - lengths.partTargetMs,
      },
    ];
  });
  return { id: `${run}-${stretch.number}`, startMs, tracks };
}

const timescaleOf = (stretch: Stretch, contentType: 'video' | 'audio'): number =>
  contentType === 'video' ? VIDEO_TIMESCALE : (stretch.audio?.sampleRate ?? VIDEO_TIMESCALE);

function descriptionOf(stretch: Stretch, contentType: 'video' | 'audio') {
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

const tracksOf = (segment: Segment, contentType: 'video' | 'audio'): Fmp4TrackFragment[] => {
  const wanted = contentType === 'video' ? VIDEO_TRACK_ID : AUDIO_TRACK_ID;
  return segment.parts.flatMap(({ tracks }) => tracks.filter(({ trackId }) => trackId === wanted));
};

/** The last one still grows: it is said to be as long as a segment is, so that players ask for it. */
function timelineOf(
  segments: readonly Segment[],
  contentType: 'video' | 'audio',
  segmentMs: number,
): MpdSegment[] {
  const starts = segments.flatMap((segment) => {
    const start = trackStart(segment, contentType);
    return start === undefined ? [] : [{ start, segment }];
  });
  return starts.map(({ start, segment }, i) => {
    const next = starts[i + 1]?.start;
    if (next !== undefined) return { start, duration: next - start };
    const soFar = tracksOf(segment, contentType).flatMap(({ samples }) => samples);
    const ticks = soFar.reduce((sum, { durationTicks }) => sum + durationTicks, 0);
    const whole = Math.round((segmentMs * timescaleOf(segment.stretch, contentType)) / 1000);
    return { start, duration: segment.durationMs === undefined ? Math.max(ticks, whole) : ticks };
  });
}

function bandwidthOf(segments: readonly Segment[], contentType: 'video' | 'audio'): number {
  let [bytes, ms] = [0, 0];
  for (const segment of segments.slice(-SEGMENTS_MEASURED)) {
    ms += endOf(segment) - segment.startMs;
    for (const { samples } of tracksOf(segment, contentType))
      for (const { data } of samples) bytes += data.length;
  }
  return ms > 0 ? Math.max(1, (8000 * bytes) / ms) : 1;
}
