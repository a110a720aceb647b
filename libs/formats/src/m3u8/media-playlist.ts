import { decimalSeconds, writeTag } from './attribute-list.js';

/** What a media playlist says before its segments. Times are milliseconds. */
export type MediaPlaylistHead = {
  /** An upper bound of every segment's duration, rounded to seconds: a whole number of them. */
  readonly targetDurationMs: number;
  readonly mediaSequence: number;
  readonly discontinuitySequence: number;
  /** Every segment begins with a frame that can be decoded alone. */
  readonly hasIndependentSegments: boolean;
  /** A request may wait for the next segment. RFC 8216bis, 6.2.5.2. Low latency always has it. */
  readonly canBlockReload?: boolean;
  /** Absent: no parts. */
  readonly lowLatency?: { readonly partTargetMs: number; readonly canSkipUntilMs: number };
  /** Segments that a delta update leaves out. */
  readonly skippedSegments?: number;
  /** `EVENT`: segments are only added; `VOD`: nothing changes any more. RFC 8216bis, 4.4.3.5. */
  readonly playlistType?: 'EVENT' | 'VOD';
};

/** 9: EXT-X-SKIP; 6: EXT-X-MAP without I-frames only. RFC 8216bis, 8. */
const VERSION = { lowLatency: 9, plain: 6 } as const;
/** Least distance from the live edge, in parts and in target durations. RFC 8216bis, 4.4.3.8. */
const HOLD_BACK_PARTS = 3;
const HOLD_BACK_TARGETS = 3;

/**
 * The tags of a live media playlist before its first segment.
 * Specification: RFC 8216bis, 4.4.1, 4.4.2, 4.4.3.
 */
export function mediaPlaylistHead(head: MediaPlaylistHead): string[] {
  const { lowLatency, canBlockReload = false, targetDurationMs, skippedSegments = 0 } = head;
  return [
    '#EXTM3U',
    `#EXT-X-VERSION:${lowLatency ? VERSION.lowLatency : VERSION.plain}`,
    ...(head.hasIndependentSegments ? ['#EXT-X-INDEPENDENT-SEGMENTS'] : []),
    `#EXT-X-TARGETDURATION:${Math.ceil(targetDurationMs / 1000)}`,
    ...(head.playlistType ? [`#EXT-X-PLAYLIST-TYPE:${head.playlistType}`] : []),
    ...(lowLatency ? lowLatencyTags(lowLatency, targetDurationMs) : []),
    ...(!lowLatency && canBlockReload
      ? [writeTag('#EXT-X-SERVER-CONTROL', { 'CAN-BLOCK-RELOAD': 'YES' })]
      : []),
    `#EXT-X-MEDIA-SEQUENCE:${head.mediaSequence}`,
    ...(head.discontinuitySequence > 0
      ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${head.discontinuitySequence}`]
      : []),
    ...(skippedSegments > 0 ? [writeTag('#EXT-X-SKIP', { 'SKIPPED-SEGMENTS': skippedSegments })] : []),
  ];
}

function lowLatencyTags(
  { partTargetMs, canSkipUntilMs }: NonNullable<MediaPlaylistHead['lowLatency']>,
  targetDurationMs: number,
): string[] {
  return [
    writeTag('#EXT-X-SERVER-CONTROL', {
      'CAN-BLOCK-RELOAD': 'YES',
      'PART-HOLD-BACK': decimalSeconds(HOLD_BACK_PARTS * partTargetMs),
      'HOLD-BACK': decimalSeconds(HOLD_BACK_TARGETS * targetDurationMs),
      'CAN-SKIP-UNTIL': decimalSeconds(canSkipUntilMs),
    }),
    writeTag('#EXT-X-PART-INF', { 'PART-TARGET': decimalSeconds(partTargetMs) }),
  ];
}

/** A part of a resource, bytes. */
export type ByteRange = { readonly offset: number; readonly length: number };

const rangeText = ({ offset, length }: ByteRange): string => `${length}@${offset}`;

/** `EXT-X-MAP`: the initialization section of the segments that follow. RFC 8216bis, 4.4.4.5. */
export const mapTag = (uri: string, range?: ByteRange): string =>
  writeTag('#EXT-X-MAP', {
    URI: { quoted: uri },
    BYTERANGE: range && { quoted: rangeText(range) },
  });

/** `EXT-X-BYTERANGE`: where the segment that follows is in its resource. RFC 8216bis, 4.4.4.2. */
export const byteRangeTag = (range: ByteRange): string => `#EXT-X-BYTERANGE:${rangeText(range)}`;

/** `EXT-X-PROGRAM-DATE-TIME`, of the segment that follows; milliseconds since 1970. RFC 8216bis, 4.4.4.6. */
export const dateTimeTag = (wallClockMs: number): string =>
  `#EXT-X-PROGRAM-DATE-TIME:${new Date(wallClockMs).toISOString()}`;

export const DISCONTINUITY_TAG = '#EXT-X-DISCONTINUITY';
export const END_LIST_TAG = '#EXT-X-ENDLIST';

/** A segment and its address, two lines. RFC 8216bis, 4.4.4.1. */
export const segmentLines = (durationMs: number, uri: string): string[] => [
  `#EXTINF:${decimalSeconds(durationMs)},`,
  uri,
];

/** `EXT-X-PART`, RFC 8216bis, 4.4.4.9. */
export const partTag = (uri: string, durationMs: number, isIndependent: boolean): string =>
  writeTag('#EXT-X-PART', {
    DURATION: decimalSeconds(durationMs),
    URI: { quoted: uri },
    INDEPENDENT: isIndependent ? 'YES' : undefined,
  });

/** `EXT-X-PRELOAD-HINT` of the next part, RFC 8216bis, 4.4.5.3. */
export const preloadHintTag = (uri: string): string =>
  writeTag('#EXT-X-PRELOAD-HINT', { TYPE: 'PART', URI: { quoted: uri } });

/** Where another rendition is, so that a client that switches asks for the right part. */
export type RenditionReport = { readonly uri: string; readonly lastMsn: number; readonly lastPart: number };

/** `EXT-X-RENDITION-REPORT`, RFC 8216bis, 4.4.5.4. */
export const renditionReportTag = ({ uri, lastMsn, lastPart }: RenditionReport): string =>
  writeTag('#EXT-X-RENDITION-REPORT', {
    URI: { quoted: uri },
    'LAST-MSN': lastMsn,
    'LAST-PART': lastPart,
  });

/** A stretch of time that has a meaning. */
export type DateRange = {
  readonly id: string;
  readonly class: string;
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly durationMs?: number;
};

/** `EXT-X-DATERANGE`, RFC 8216bis, 4.4.5.1. */
export const dateRangeTag = ({ id, class: name, startMs, durationMs }: DateRange): string =>
  writeTag('#EXT-X-DATERANGE', {
    ID: { quoted: id },
    CLASS: { quoted: name },
    'START-DATE': { quoted: new Date(startMs).toISOString() },
    DURATION: durationMs === undefined ? undefined : decimalSeconds(durationMs),
  });
