import { type Box, box, fourCc, fullBox, u16, u32, zeros } from './box-writer.js';

const UNITY_MATRIX = [0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000].flatMap(u32);
/** `und`, five bits a letter. ISO/IEC 14496-12, 8.4.2.3. */
const LANGUAGE_UNDETERMINED = 0x55c4;
const LANGUAGE = /^[a-z]{3}$/;
/** Milliseconds, for the fields that count in the movie's own timescale. */
export const MOVIE_TIMESCALE = 1000;
const TRACK_IN_MOVIE = 2;
const TRACK_ENABLED = 1;
const MAX_32_BIT = 0xffffffff;

/** A number in 64 bits. */
const u64 = (value: number): number[] => [...u32(Math.floor(value / 2 ** 32)), ...u32(value % 2 ** 32)];

/** `mvhd`. Specification: ISO/IEC 14496-12, 8.2.2. @param durationMs 0 when the fragments carry the duration */
export function movieHeader({
  nextTrackId,
  durationMs = 0,
}: {
  readonly nextTrackId: number;
  readonly durationMs?: number;
}): Box {
  return fullBox(
    'mvhd',
    0,
    0,
    zeros(8), // creation and modification time: unknown
    u32(MOVIE_TIMESCALE),
    u32(Math.min(durationMs, MAX_32_BIT)),
    u32(0x00010000), // rate 1.0
    u16(0x0100), // volume 1.0
    zeros(10),
    UNITY_MATRIX,
    zeros(24),
    u32(nextTrackId),
  );
}

/** `vide`, `soun`; `sbtl`: text that is shown over the video; `text`: text for chapters. */
export type Handler = 'vide' | 'soun' | 'sbtl' | 'text';

export type TrackBoxOptions = {
  readonly trackId: number;
  /** Pixels; absent for what is not seen. */
  readonly width?: number;
  readonly height?: number;
  readonly timescale: number;
  readonly handler: Handler;
  /** The boxes of `stbl`. */
  readonly sampleTable: readonly Box[];
  /** Of all samples, in ticks of the track; absent when the fragments carry them. */
  readonly durationTicks?: number;
  /** How long it is shown, ms of the movie. */
  readonly durationMs?: number;
  /** `elst`, see {@link editList}. */
  readonly edits?: Box;
  /** ISO 639-2, three letters; absent: undetermined. */
  readonly language?: string;
  /** A track of chapters that belongs to this one. */
  readonly chapters?: number;
  /** Not to be shown unless somebody asks for it. Default true. */
  readonly isEnabled?: boolean;
};

const mediaHeaders: Readonly<Record<Handler, () => Box>> = {
  vide: () => fullBox('vmhd', 0, 1, zeros(8)),
  soun: () => fullBox('smhd', 0, 0, zeros(4)),
  sbtl: () => fullBox('nmhd', 0, 0),
  text: () => fullBox('nmhd', 0, 0),
};

/** A `trak`. Specification: ISO/IEC 14496-12, 8.3 to 8.6. */
export function trackBox(options: TrackBoxOptions): Box {
  const { trackId, width = 0, height = 0, timescale, handler, sampleTable, chapters } = options;
  const { durationTicks = 0, durationMs = 0, edits, language, isEnabled = true } = options;
  return box(
    'trak',
    fullBox(
      'tkhd',
      0,
      TRACK_IN_MOVIE | (isEnabled ? TRACK_ENABLED : 0),
      zeros(8),
      u32(trackId),
      zeros(4),
      u32(Math.min(durationMs, MAX_32_BIT)),
      zeros(8),
      zeros(4), // layer, alternate_group
      u16(handler === 'soun' ? 0x0100 : 0), // volume
      zeros(2),
      UNITY_MATRIX,
      u16(width),
      u16(0),
      u16(height),
      u16(0),
    ),
    ...(edits ? [box('edts', edits)] : []),
    ...(chapters === undefined ? [] : [box('tref', box('chap', u32(chapters)))]),
    box(
      'mdia',
      mediaHeader(timescale, durationTicks, language),
      fullBox('hdlr', 0, 0, zeros(4), fourCc(handler), zeros(12), zeros(1)),
      box(
        'minf',
        mediaHeaders[handler](),
        // One reference to data in this very file.
        box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
        box('stbl', ...sampleTable),
      ),
    ),
  );
}

function mediaHeader(timescale: number, durationTicks: number, language: string | undefined): Box {
  const code = u16(languageCode(language));
  return durationTicks > MAX_32_BIT
    ? fullBox('mdhd', 1, 0, zeros(16), u32(timescale), u64(durationTicks), code, zeros(2))
    : fullBox('mdhd', 0, 0, zeros(8), u32(timescale), u32(durationTicks), code, zeros(2));
}

function languageCode(language: string | undefined): number {
  if (language === undefined || !LANGUAGE.test(language)) return LANGUAGE_UNDETERMINED;
  return [...language].reduce((code, letter) => code * 32 + letter.charCodeAt(0) - 0x60, 0);
}

/** When a track begins in the movie, and which of its samples is the first: what is before is not shown. */
export type Edit = {
  /** Milliseconds of the movie before it begins. */
  readonly delayMs: number;
  /** Milliseconds of the movie that it is shown. */
  readonly durationMs: number;
  /** Time of its media that is shown first, ticks of the track. */
  readonly mediaTime: number;
};

/** `elst`, version 1. Specification: ISO/IEC 14496-12, 8.6.6. */
export function editList({ delayMs, durationMs, mediaTime }: Edit): Box {
  const rate = [...u16(1), ...u16(0)];
  const empty = [...u64(delayMs), ...u32(MAX_32_BIT), ...u32(MAX_32_BIT), ...rate]; // media_time -1
  const entries = [...(delayMs > 0 ? [empty] : []), [...u64(durationMs), ...u64(mediaTime), ...rate]];
  return fullBox('elst', 1, 0, u32(entries.length), entries.flat());
}
