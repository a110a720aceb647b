import { childrenOf, payloadReader, type ReadBox, requireBox } from './box-reader.js';
import { type SampleEntry, readSampleEntries } from './sample-entry.js';
import { readSampleTable, type SampleIndex } from './sample-table-reader.js';
import { readMediaHandler, readTimescale, readTrackId } from './track-box-reader.js';

/** A track of a file that has its tables in the `moov`. */
export type MovieTrack = {
  readonly trackId: number;
  /** `vide`, `soun`, `text`, … */
  readonly handler: string;
  /** Ticks a second. */
  readonly timescale: number;
  readonly entries: readonly SampleEntry[];
  /** Movie time of the sample with presentation time 0, milliseconds; may be negative. */
  readonly startMs: number;
  /** Tracks with the names of chapters. */
  readonly chapterTrackIds: readonly number[];
  readonly samples: SampleIndex;
};

const MS_PER_SECOND = 1000;
/** A media_time of -1: nothing is shown. */
const EMPTY_64 = 0xffffffff * 2 ** 32 + 0xffffffff;
const EMPTY_32 = 0xffffffff;

/**
 * Reads the tracks of a `moov`, samples included. Of an edit list the delay and the first part that shows something count: a file that
 * was cut in pieces is read as if it were whole. Specification: ISO/IEC 14496-12, 8.2 to 8.7.
 *
 * @throws ParseError
 */
export function readMovie(moov: ReadBox): MovieTrack[] {
  const boxes = childrenOf(moov);
  const timescale = readTimescale(requireBox(boxes, 'mvhd', moov.offset));
  return boxes.filter(({ type }) => type === 'trak').map((trak) => readTrack(trak, timescale));
}

function readTrack(trak: ReadBox, movieTimescale: number): MovieTrack {
  const boxes = childrenOf(trak);
  const mdia = requireBox(boxes, 'mdia', trak.offset);
  const media = childrenOf(mdia);
  const timescale = readTimescale(requireBox(media, 'mdhd', mdia.offset));
  const minf = requireBox(media, 'minf', mdia.offset);
  const stbl = requireBox(childrenOf(minf), 'stbl', minf.offset);
  const edts = boxes.find(({ type }) => type === 'edts');
  const elst = edts && childrenOf(edts).find(({ type }) => type === 'elst');
  const { delay, mediaTime } = elst ? readEdits(elst) : { delay: 0, mediaTime: 0 };
  return {
    trackId: readTrackId(requireBox(boxes, 'tkhd', trak.offset)),
    handler: readMediaHandler(requireBox(media, 'hdlr', mdia.offset)),
    timescale,
    entries: readSampleEntries(requireBox(childrenOf(stbl), 'stsd', stbl.offset)),
    startMs: (delay * MS_PER_SECOND) / movieTimescale - (mediaTime * MS_PER_SECOND) / timescale,
    chapterTrackIds: readChapterTracks(boxes),
    samples: readSampleTable(stbl),
  };
}

/** `elst`: how long nothing is shown, ticks of the movie, and what is shown first, ticks of the track. */
function readEdits(elst: ReadBox): { readonly delay: number; readonly mediaTime: number } {
  const reader = payloadReader(elst);
  const isLong = reader.u8() === 1;
  reader.skip(3);
  const count = reader.u32();
  let delay = 0;
  for (let i = 0; i < count; i++) {
    const duration = isLong ? reader.u64() : reader.u32();
    const [high, low] = isLong ? [reader.u32(), reader.u32()] : [0, reader.u32()];
    reader.skip(4); // media_rate
    const mediaTime = high * 2 ** 32 + low;
    if (mediaTime === (isLong ? EMPTY_64 : EMPTY_32)) delay += duration;
    else return { delay, mediaTime };
  }
  return { delay, mediaTime: 0 };
}

/** `tref` with a `chap`. */
function readChapterTracks(boxes: readonly ReadBox[]): number[] {
  const tref = boxes.find(({ type }) => type === 'tref');
  const chap = tref && childrenOf(tref).find(({ type }) => type === 'chap');
  if (!chap) return [];
  const reader = payloadReader(chap);
  return Array.from({ length: Math.floor(chap.payload.length / 4) }, () => reader.u32());
}
