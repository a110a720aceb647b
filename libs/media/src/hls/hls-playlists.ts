import {
  dateTimeTag,
  DISCONTINUITY_TAG,
  END_LIST_TAG,
  mapTag,
  mediaPlaylistHead,
  multivariantPlaylist,
  partTag,
  preloadHintTag,
  segmentLines,
  type Variant,
} from '@lockstep/formats';
import { initName, partName, segmentName, tsName } from '../cmaf/object-names.js';
import type { Packaging } from '../cmaf/packaging.js';
import type { Part, Segment } from '../cmaf/segment.js';

/**
 * Beside the open one. Parts more than three target durations from the end are not listed any more, RFC 8216bis, 4.4.4.9, and a
 * segment is one of these at most.
 */
const WHOLE_SEGMENTS_WITH_PARTS = 2;
/** Segments further back than this may be left out. RFC 8216bis, 4.4.3.8: six target durations at least. */
const SKIP_TARGETS = 6;

export type MediaPlaylistForm = {
  /** With parts; without: only whole segments. */
  readonly isLowLatency: boolean;
  /** A delta update: without the segments that the client has. */
  readonly isDelta: boolean;
  /** Of its segments; MPEG-TS has no parts. */
  readonly container: 'fmp4' | 'ts';
};

/** The media playlist of audio and video together, as it is now. */
export function renderMediaPlaylist(
  packaging: Packaging,
  { isLowLatency, isDelta, container }: MediaPlaylistForm,
): string {
  const { store, lengths, hasEnded } = packaging;
  const { targetMs, partTargetMs } = lengths;
  const { segments } = store;
  const count = segments.findLastIndex(isLowLatency ? hasBegun : isComplete) + 1;
  const edgeMs = edgeOf(segments);
  const skipped = isDelta ? skippedOf(segments, edgeMs - SKIP_TARGETS * targetMs) : 0;
  const head = mediaPlaylistHead({
    targetDurationMs: targetMs,
    mediaSequence: segments[0]?.msn ?? 0,
    discontinuitySequence: store.discontinuitySequence,
    hasIndependentSegments: store.hasIndependentSegments,
    canBlockReload: true,
    ...(isLowLatency && { lowLatency: { partTargetMs, canSkipUntilMs: SKIP_TARGETS * targetMs } }),
    skippedSegments: skipped,
  });
  const newestWhole = segments.findLast(isComplete)?.msn ?? 0;
  const partsFromMsn = isLowLatency ? newestWhole - WHOLE_SEGMENTS_WITH_PARTS : Infinity;
  let before: Segment | undefined;
  const body = segments.slice(skipped, count).flatMap((segment) => {
    const lines = [
      ...(before?.stretch === segment.stretch || container === 'ts'
        ? []
        : [mapTag(initName(packaging.run, 'muxed', segment.stretch.number))]),
      textOf(packaging.run, segment, formOf(container, segment.msn > partsFromMsn)),
    ];
    before = segment;
    return lines;
  });
  const hint = isLowLatency ? [preloadHintTag(partName(packaging.run, store.partCount))] : [];
  return [...head, ...body, ...(hasEnded ? [END_LIST_TAG] : hint), ''].join('\n');
}

/** The multivariant playlist: a variant for each rendition, with audio and video together; that of the publisher first. */
export function renderMultivariantPlaylist(packaging: Packaging, uri: string): string {
  const others = packaging.renditions.map(({ name, packaging: other }) =>
    variantOf(other, `${uri}${uri.includes('?') ? '&' : '?'}rendition=${encodeURIComponent(name)}`),
  );
  return multivariantPlaylist([variantOf(packaging, uri), ...others]);
}

function variantOf({ store, stream }: Packaging, uri: string): Variant {
  const { video, codecs } = store.last?.stretch ?? {};
  const frameRate = video?.frameRate ?? stream.health.frameRate ?? undefined;
  return {
    uri,
    ...bandwidthOf(store.segments),
    codecs: [codecs?.video, codecs?.audio].filter((codec) => codec !== undefined),
    ...(video && { width: video.width, height: video.height }),
    ...(frameRate !== undefined && { frameRate }),
  };
}

/** Stream time behind the newest part, ms. */
function edgeOf(segments: readonly Segment[]): number {
  const last = segments.findLast(hasBegun)?.parts.at(-1);
  return last ? last.startMs + last.durationMs : 0;
}

const isComplete = ({ durationMs }: Segment): boolean => durationMs !== undefined;
const hasBegun = ({ parts }: Segment): boolean => parts.length > 0;

function skippedOf(segments: readonly Segment[], boundaryMs: number): number {
  return (
    segments.findLastIndex(
      ({ startMs, durationMs }) => durationMs !== undefined && startMs + durationMs <= boundaryMs,
    ) + 1
  );
}

/** Nothing of a complete segment changes any more but whether its parts are listed. */
const written = {
  withParts: new WeakMap<Segment, string>(),
  whole: new WeakMap<Segment, string>(),
  ts: new WeakMap<Segment, string>(),
};
type SegmentForm = keyof typeof written;

const formOf = (container: MediaPlaylistForm['container'], hasParts: boolean): SegmentForm => {
  if (container === 'ts') return 'ts';
  return hasParts ? 'withParts' : 'whole';
};

function textOf(run: string, segment: Segment, form: SegmentForm): string {
  if (segment.durationMs === undefined) return writtenText(run, segment, form);
  const text = written[form].get(segment) ?? writtenText(run, segment, form);
  written[form].set(segment, text);
  return text;
}

function writtenText(run: string, segment: Segment, form: SegmentForm): string {
  const { msn, durationMs, wallClockMs, isDiscontinuous, parts } = segment;
  return [
    ...(isDiscontinuous ? [DISCONTINUITY_TAG] : []),
    dateTimeTag(wallClockMs),
    ...(form === 'withParts' ? parts.map((part) => partText(run, part)) : []),
    ...(durationMs === undefined
      ? []
      : segmentLines(durationMs, form === 'ts' ? tsName(run, msn) : segmentName(run, 'muxed', msn))),
  ].join('\n');
}

const writtenParts = new WeakMap<Part, string>();

function partText(run: string, part: Part): string {
  const known = writtenParts.get(part);
  if (known !== undefined) return known;
  const text = partTag(partName(run, part.number), part.durationMs, part.isIndependent);
  writtenParts.set(part, text);
  return text;
}

/** Bits a second on the way; headers of fragments are small beside the frames. */
function bandwidthOf(segments: readonly Segment[]): { bandwidth: number; averageBandwidth: number } {
  let [bits, ms, peak] = [0, 0, 0];
  for (const { parts } of segments) {
    const segmentMs = parts.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const segmentBits = parts.reduce((sum, { byteLength }) => sum + byteLength * 8, 0);
    if (segmentMs > 0) peak = Math.max(peak, (1000 * segmentBits) / segmentMs);
    bits += segmentBits;
    ms += segmentMs;
  }
  const average = ms > 0 ? (1000 * bits) / ms : 0;
  return { bandwidth: Math.max(1, peak), averageBandwidth: Math.max(1, average) };
}
