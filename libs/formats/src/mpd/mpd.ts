/** A segment on the timeline of a representation, ticks. */
export type MpdSegment = { readonly start: number; readonly duration: number };

/** One way to receive a track. */
export type MpdRepresentation = {
  /** Unique in its period; default: what is in it. */
  readonly id?: string;
  /** RFC 6381. */
  readonly codecs: string;
  /** Bits a second. */
  readonly bandwidth: number;
  readonly width?: number;
  readonly height?: number;
  readonly frameRate?: number;
  readonly sampleRate?: number;
  /** Ticks a second. */
  readonly timescale: number;
  /** Where the period begins, ticks. */
  readonly presentationTimeOffset: number;
  readonly initialization: string;
  /** With `$Time$` for the start of a segment. */
  readonly media: string;
  readonly segments: readonly MpdSegment[];
  /** How long before its end a segment may be asked for, milliseconds: as long as its first chunk allows. */
  readonly availableEarlyMs: number;
};

/** One track of a period: a representation, and others of the same content that a player may change to. */
export type MpdTrack = MpdRepresentation & {
  readonly contentType: 'video' | 'audio';
  readonly mimeType: string;
  /** Of event messages in its segments. */
  readonly eventSchemes?: readonly string[];
  readonly others?: readonly MpdRepresentation[];
};

export type MpdPeriod = {
  readonly id: string;
  /** Since the availability start, milliseconds. */
  readonly startMs: number;
  readonly tracks: readonly MpdTrack[];
};

export type Mpd = {
  /** Milliseconds since 1970. */
  readonly availabilityStartMs: number;
  readonly publishedMs: number;
  readonly updateMs: number;
  readonly windowMs: number;
  readonly longestSegmentMs: number;
  /** What a player may have to buffer to play without a stop at the lowest bit rate that is named. */
  readonly bufferMs: number;
  /** How far behind the live edge players should be. */
  readonly latencyMs: { readonly target: number; readonly least: number; readonly most: number };
  /** Where a player reads the time of the server. */
  readonly clock: string;
  readonly periods: readonly MpdPeriod[];
  /** Nothing is added any more: the end of the last segment, milliseconds since the availability start. */
  readonly endMs?: number;
};

/** What a player may add to or take from its speed to keep its distance. */
const PLAYBACK_RATE = { least: 0.96, most: 1.04 };
const PROFILES = 'urn:mpeg:dash:profile:isoff-live:2011,http://www.dashif.org/guidelines/low-latency-live-v5';

/**
 * A live media presentation description with a timeline of segments.
 * Specification: ISO/IEC 23009-1, 5.3; low latency: DASH-IF IOP, part 4.
 */
export function writeMpd(mpd: Mpd): string {
  const { latencyMs } = mpd;
  const utcTiming = element('UTCTiming', {
    schemeIdUri: 'urn:mpeg:dash:utc:http-iso:2014',
    value: mpd.clock,
  });
  const service = element('ServiceDescription', { id: 0 }, [
    element('Latency', { target: latencyMs.target, min: latencyMs.least, max: latencyMs.most }),
    element('PlaybackRate', { min: PLAYBACK_RATE.least, max: PLAYBACK_RATE.most }),
  ]);
  const isLive = mpd.endMs === undefined;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'MPD',
    {
      xmlns: 'urn:mpeg:dash:schema:mpd:2011',
      profiles: PROFILES,
      type: isLive ? 'dynamic' : 'static',
      availabilityStartTime: new Date(mpd.availabilityStartMs).toISOString(),
      publishTime: new Date(mpd.publishedMs).toISOString(),
      minimumUpdatePeriod: isLive ? duration(mpd.updateMs) : undefined,
      mediaPresentationDuration: mpd.endMs === undefined ? undefined : duration(mpd.endMs),
      minBufferTime: duration(mpd.bufferMs),
      timeShiftBufferDepth: isLive ? duration(mpd.windowMs) : undefined,
      maxSegmentDuration: duration(mpd.longestSegmentMs),
    },
    [service, ...mpd.periods.map(period), utcTiming],
  )}\n`;
}

const period = ({ id, startMs, tracks }: MpdPeriod): string =>
  element('Period', { id, start: duration(startMs) }, tracks.map(adaptationSet));

function adaptationSet(track: MpdTrack, index: number): string {
  const { contentType, mimeType, others = [] } = track;
  const events = (track.eventSchemes ?? []).map((scheme) =>
    element('InbandEventStream', { schemeIdUri: scheme, value: '' }),
  );
  const attributes = { id: index, contentType, mimeType };
  if (others.length === 0) {
    const content = [...events, segmentTemplate(track), representation(track, contentType)];
    return element('AdaptationSet', { ...attributes, segmentAlignment: 'true', startWithSAP: 1 }, content);
  }
  // one that is made again after a pause begins with a segment of its own
  const representations = [track, ...others].map((one) =>
    representation(one, contentType, [segmentTemplate(one)]),
  );
  return element('AdaptationSet', { ...attributes, startWithSAP: 1 }, [...events, ...representations]);
}

function segmentTemplate(one: MpdRepresentation): string {
  const { timescale, presentationTimeOffset, initialization, media, segments } = one;
  const attributes = {
    timescale,
    presentationTimeOffset,
    initialization,
    media,
    availabilityTimeOffset: seconds(one.availableEarlyMs),
    availabilityTimeComplete: 'false',
  };
  return element('SegmentTemplate', attributes, [element('SegmentTimeline', {}, runsOf(segments))]);
}

const representation = (
  one: MpdRepresentation,
  contentType: MpdTrack['contentType'],
  children: readonly string[] = [],
): string =>
  element(
    'Representation',
    {
      id: one.id ?? contentType,
      codecs: one.codecs,
      bandwidth: Math.ceil(one.bandwidth),
      width: one.width,
      height: one.height,
      frameRate: one.frameRate === undefined ? undefined : frameRate(one.frameRate),
      audioSamplingRate: one.sampleRate,
    },
    children,
  );

/** Segments that follow each other and are equally long are one element. ISO/IEC 23009-1, 5.3.9.6. */
function runsOf(segments: readonly MpdSegment[]): string[] {
  const runs: { start: number; duration: number; repeats: number }[] = [];
  for (const { start, duration: ticks } of segments) {
    const run = runs.at(-1);
    if (run?.duration === ticks && run.start + (run.repeats + 1) * ticks === start) run.repeats++;
    else runs.push({ start, duration: ticks, repeats: 0 });
  }
  return runs.map(
    (run) => `<S t="${run.start}" d="${run.duration}"${run.repeats > 0 ? ` r="${run.repeats}"` : ''}/>`,
  );
}

/** A whole number, or that of a rate of television: x000/1001. ISO/IEC 23009-1, 5.3.7.2. */
function frameRate(rate: number): string {
  const whole = Math.round(rate);
  return Math.abs(rate - whole) < 0.005 ? String(whole) : `${Math.round(rate * 1.001) * 1000}/1001`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
const duration = (milliseconds: number): string => `PT${seconds(milliseconds)}S`;

type Attributes = Readonly<Record<string, string | number | undefined>>;

function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
