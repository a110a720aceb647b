import { type ReadBox, childrenOf, payloadReader, requireBox } from './box-reader.js';
import { type SampleEntry, readSampleEntries } from './sample-entry.js';
import { SampleTable } from './sample-table.js';

/** What `trex` says for samples whose fragment says nothing. ISO/IEC 14496-12, 8.8.3. */
export type SampleDefaults = {
  /** 1 is the first. */
  readonly sampleDescriptionIndex: number;
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
};

/** One track of a movie. */
export type MovieTrack = {
  readonly trackId: number;
  /** vide, soun, … */
  readonly handler: string;
  /** Ticks a second. */
  readonly timescale: number;
  readonly entries: readonly SampleEntry[];
  /**
   * Ticks of the media that the edit list presents at time 0: a presentation time is the composition time minus this.
   * Negative when the track begins later than the movie. Only the first edit that shows something is followed.
   */
  readonly editStartTicks: number;
  /** Samples outside of fragments; none in a fragmented file. */
  readonly samples: SampleTable;
  /** Present in a fragmented file. */
  readonly defaults?: SampleDefaults;
};

/**
 * Reads the tracks of a `moov` box. Specification: ISO/IEC 14496-12, 8.2 to 8.8.
 *
 * @throws ParseError with offsets in the bytes that the box was read from.
 */
export function readMovie(moov: ReadBox): MovieTrack[] {
  const boxes = childrenOf(moov);
  const movieTimescale = readTimescale(requireBox(boxes, 'mvhd', moov.offset));
  const mvex = boxes.find(({ type }) => type === 'mvex');
  const defaults = new Map(
    mvex
      ? childrenOf(mvex)
          .filter(({ type }) => type === 'trex')
          .map(readTrackExtends)
      : [],
  );
  return boxes
    .filter(({ type }) => type === 'trak')
    .map((trak) => {
      const track = readTrack(trak, movieTimescale);
      const own = defaults.get(track.trackId);
      return own ? { ...track, defaults: own } : track;
    });
}

function readTrack(trak: ReadBox, movieTimescale: number): MovieTrack {
  const boxes = childrenOf(trak);
  const tkhd = payloadReader(requireBox(boxes, 'tkhd', trak.offset));
  skipTimes(tkhd);
  const trackId = tkhd.u32();
  const mdia = requireBox(boxes, 'mdia', trak.offset);
  const media = childrenOf(mdia);
  const timescale = readTimescale(requireBox(media, 'mdhd', mdia.offset));
  const hdlr = payloadReader(requireBox(media, 'hdlr', mdia.offset));
  hdlr.skip(8);
  const handler = String.fromCharCode(...hdlr.take(4));
  const minf = requireBox(media, 'minf', mdia.offset);
  const stbl = requireBox(childrenOf(minf), 'stbl', minf.offset);
  const tables = childrenOf(stbl);
  const edts = boxes.find(({ type }) => type === 'edts');
  return {
    trackId,
    handler,
    timescale,
    entries: readSampleEntries(requireBox(tables, 'stsd', stbl.offset)),
    editStartTicks: edts ? readEditStart(edts, timescale / movieTimescale) : 0,
    samples: new SampleTable(stbl, tables),
  };
}

/** Version, flags and the two times before the field that `tkhd` and `mdhd` are read for. */
function skipTimes(reader: ReturnType<typeof payloadReader>): number {
  const version = reader.u8();
  reader.skip(version === 1 ? 19 : 11);
  return version;
}

function readTimescale(header: ReadBox): number {
  const reader = payloadReader(header);
  skipTimes(reader);
  const timescale = reader.u32();
  if (timescale === 0) throw reader.error('bad-value', `${header.type} with a timescale of 0`);
  return timescale;
}

/** ISO/IEC 14496-12, 8.6.6: empty edits first, then the one that says where the media begins. */
function readEditStart(edts: ReadBox, ticksPerMovieTick: number): number {
  const elst = childrenOf(edts).find(({ type }) => type === 'elst');
  if (!elst) return 0;
  const reader = payloadReader(elst);
  const version = reader.u8();
  reader.skip(3);
  const count = reader.u32();
  let delay = 0;
  for (let index = 0; index < count; index++) {
    const duration = version === 1 ? reader.u64() : reader.u32();
    // An empty edit has media_time -1; in 64 bits that is beyond what u64 accepts, so the halves are looked at.
    const high = version === 1 ? reader.i32() : 0;
    const low = version === 1 ? reader.u32() : reader.i32();
    reader.skip(4);
    const isEmpty = version === 1 ? high === -1 : low === -1;
    if (!isEmpty) return high * 2 ** 32 + low - delay;
    delay += Math.round(duration * ticksPerMovieTick);
  }
  return -delay;
}

function readTrackExtends(trex: ReadBox): [number, SampleDefaults] {
  const reader = payloadReader(trex);
  reader.skip(4);
  const trackId = reader.u32();
  const sampleDescriptionIndex = reader.u32();
  const duration = reader.u32();
  return [trackId, { sampleDescriptionIndex, duration, size: reader.u32(), flags: reader.u32() }];
}
