import {
  byteRangeTag,
  dateTimeTag,
  DISCONTINUITY_TAG,
  END_LIST_TAG,
  mapTag,
  mediaPlaylistHead,
  segmentLines,
} from '@lockstep/formats';
import type { ListedStretch, StoredSegment } from './stored-segments.js';

/** Where a stretch is to be asked for. */
export type PlacedStretch = ListedStretch & {
  readonly uri: string;
  /** Of the stretch in its resource, where that is not its file, bytes. */
  readonly baseOffset?: number;
};

/**
 * The media playlist of a recording: byte ranges of its files, on one timeline. Decoders are set up anew with each stretch.
 *
 * @param isEnded nothing is added any more
 */
export function recordingPlaylist(stretches: readonly PlacedStretch[], isEnded: boolean): string {
  const filled = stretches.filter(({ segments }) => segments.length > 0);
  const all = filled.flatMap(({ segments }) => segments);
  const longestMs = all.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 1000);
  const head = mediaPlaylistHead({
    targetDurationMs: Math.round(longestMs / 1000) * 1000,
    mediaSequence: 0,
    discontinuitySequence: 0,
    hasIndependentSegments: all.every(({ isIndependent }) => isIndependent),
    playlistType: isEnded ? 'VOD' : 'EVENT',
  });
  const body = filled.flatMap((stretch, index) => [
    ...(index > 0 ? [DISCONTINUITY_TAG] : []),
    mapTag(stretch.uri, placed(stretch.init, stretch)),
    ...stretch.segments.flatMap((segment) => linesOf(segment, stretch)),
  ]);
  return [...head, ...body, ...(isEnded ? [END_LIST_TAG] : []), ''].join('\n');
}

function linesOf(segment: StoredSegment, stretch: PlacedStretch): string[] {
  const [duration = '', uri = ''] = segmentLines(segment.endMs - segment.startMs, stretch.uri);
  return [
    ...(segment.wallClockMs === undefined ? [] : [dateTimeTag(segment.wallClockMs)]),
    duration,
    byteRangeTag(placed(segment, stretch)),
    uri,
  ];
}

const placed = (
  { offset, length }: { readonly offset: number; readonly length: number },
  { baseOffset = 0 }: PlacedStretch,
): { offset: number; length: number } => ({ offset: offset - baseOffset, length });
