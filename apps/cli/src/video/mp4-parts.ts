import {
  type FragmentContext,
  MAX_BOX_HEADER_BYTES,
  type MovieTrack,
  type ReadBox,
  readBoxHeader,
  readMovie,
  readMovieFragment,
  type SampleDefaults,
  type SampleEntry,
  type SampleLocation,
} from '@lockstep/formats';
import {
  ByteReader,
  lengthPrefixed,
  type NalFraming,
  ParseError,
  readAvcDecoderConfiguration,
  readHevcDecoderConfiguration,
  type VideoCodec,
} from '@lockstep/sei';
import { type ByteSource, readAll } from '../io/byte-source.js';
import type { StreamPart } from './picture.js';
import { roundToMicroseconds } from './presentation-clock.js';

/** A `moov` of a day of video has 30 MB; more is a broken size. */
const MAX_INDEX_BYTES = 256 * 1024 * 1024;
/** Larger pictures do not exist (level 6.2); more is a broken size. */
const MAX_SAMPLE_BYTES = 64 * 1024 * 1024;

const SHORT_HEADER_BYTES = 8;
const SIZE_IN_64_BITS = 1;

const CODECS: Readonly<Record<string, VideoCodec>> = {
  avc1: 'h264',
  avc3: 'h264',
  hvc1: 'h265',
  hev1: 'h265',
};

type TopBox = {
  readonly type: string;
  readonly offset: number;
  readonly payloadOffset: number;
  readonly end: number;
};

/**
 * Pictures of the first H.264 or H.265 track of an MP4, fragmented or not. From a pipe too: a file whose index comes last
 * is then put into a temporary file first.
 *
 * @throws ParseError with offsets in the file
 */
export async function* mp4Parts(source: ByteSource): AsyncGenerator<StreamPart> {
  const reader = new Mp4Pictures(source);
  for await (const top of topBoxes(source)) {
    if (top.type === 'moov') reader.setMovie(await readWhole(source, top));
    else if (top.type === 'moof') reader.addFragment(await readWhole(source, top));
    else if (top.type === 'mdat' && !reader.hasMovie) await source.makeSeekable(top.payloadOffset);
    // What is in a pipe can only be read when it comes by.
    if (source.isSeekable) yield* reader.pictures(Infinity);
    else if (top.type === 'mdat') yield* reader.pictures(top.end);
  }
  if (!reader.hasMovie) throw new ParseError('bad-signature', 0, 'an MP4 without index (moov)');
  yield* reader.pictures(Infinity);
}

async function* topBoxes(source: ByteSource): AsyncGenerator<TopBox> {
  let offset = 0;
  for (;;) {
    const bytes = await readHeader(source, offset);
    if (bytes.length === 0) return;
    const { type, size, headerBytes } = readBoxHeader(new ByteReader(bytes, offset));
    const end = size === undefined ? Infinity : offset + size;
    yield { type, offset, payloadOffset: offset + headerBytes, end };
    if (end === Infinity) return;
    offset = end;
  }
}

/** Not a byte more than the header has: a pipe does not go back. */
async function readHeader(source: ByteSource, offset: number): Promise<Uint8Array> {
  const short = await source.read(offset, SHORT_HEADER_BYTES);
  if (short.length < SHORT_HEADER_BYTES || new ByteReader(short).u32() !== SIZE_IN_64_BITS) return short;
  const rest = await source.read(offset + SHORT_HEADER_BYTES, MAX_BOX_HEADER_BYTES - SHORT_HEADER_BYTES);
  return Buffer.concat([short, rest]);
}

async function readWhole(source: ByteSource, { type, offset, payloadOffset, end }: TopBox): Promise<ReadBox> {
  const length = end - payloadOffset;
  if (length > MAX_INDEX_BYTES) throw new ParseError('too-large', offset, `a ${type} box of ${length} bytes`);
  return {
    type,
    offset,
    payloadOffset,
    payload: await readAll(source, payloadOffset, length, `a ${type} box`),
  };
}

/** How the samples of one sample entry are coded. */
type Coding = { readonly codec: VideoCodec; readonly framing: NalFraming };

class Mp4Pictures {
  readonly #source: ByteSource;
  #track: MovieTrack | undefined;
  #hasMovie = false;
  #codings: (Coding | undefined)[] = [];
  #defaults: ReadonlyMap<number, SampleDefaults> = new Map();
  readonly #decodeTimes = new Map<number, number>();
  /** Of the movie, then of its fragments. */
  readonly #pending: Iterator<SampleLocation>[] = [];
  #next: SampleLocation | undefined;
  #frame = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  get hasMovie(): boolean {
    return this.#hasMovie;
  }

  setMovie(moov: ReadBox): void {
    const tracks = readMovie(moov);
    this.#hasMovie = true;
    this.#defaults = new Map(
      tracks.flatMap(({ trackId, defaults }) => (defaults ? [[trackId, defaults]] : [])),
    );
    this.#track = tracks.find(({ entries }) => entries.some(({ type }) => CODECS[type] !== undefined));
    this.#codings = this.#track?.entries.map(codingOf) ?? [];
    if (this.#track) this.#addPending(this.#track.samples[Symbol.iterator]());
  }

  addFragment(moof: ReadBox): void {
    const context: FragmentContext = { defaults: this.#defaults, decodeTimes: this.#decodeTimes };
    for (const { trackId, samples, endDecodeTime } of readMovieFragment(moof, context).tracks) {
      this.#decodeTimes.set(trackId, endDecodeTime);
      if (trackId === this.#track?.trackId) this.#addPending(samples[Symbol.iterator]());
    }
  }

  /** Pictures up to the first that begins at or behind `end`. */
  async *pictures(end: number): AsyncGenerator<StreamPart> {
    for (; this.#next && this.#next.offset < end; this.#advance()) {
      if (this.#track) yield await this.#read(this.#next, this.#track);
    }
  }

  #addPending(samples: Iterator<SampleLocation>): void {
    this.#pending.push(samples);
    if (!this.#next) this.#advance();
  }

  #advance(): void {
    this.#next = undefined;
    for (let [samples] = this.#pending; samples; [samples] = this.#pending) {
      const { value, done } = samples.next();
      if (!done) {
        this.#next = value;
        return;
      }
      this.#pending.shift();
    }
  }

  async #read(sample: SampleLocation, track: MovieTrack): Promise<StreamPart> {
    const { offset, size, decodeTime, compositionOffset, entryIndex } = sample;
    const coding = this.#codings[entryIndex];
    if (!coding) throw new ParseError('unsupported', offset, `a picture of sample entry ${entryIndex + 1}`);
    if (size > MAX_SAMPLE_BYTES) throw new ParseError('too-large', offset, `a picture of ${size} bytes`);
    const bytes = await readAll(this.#source, offset, size, 'a picture');
    const toMs = (ticks: number): number =>
      roundToMicroseconds(((ticks - track.editStartTicks) * 1000) / track.timescale);
    const times = { dtsMs: toMs(decodeTime), ptsMs: toMs(decodeTime + compositionOffset) };
    const picture = { frame: this.#frame++, ...times, offset, ...coding, bytes };
    return { picture, offset, write: (accessUnit = bytes) => accessUnit };
  }
}

function codingOf({ type, config }: SampleEntry): Coding | undefined {
  const codec = CODECS[type];
  if (!codec || !config) return undefined;
  const { lengthSize } =
    codec === 'h264' ? readAvcDecoderConfiguration(config) : readHevcDecoderConfiguration(config);
  return { codec, framing: lengthPrefixed(lengthSize) };
}
