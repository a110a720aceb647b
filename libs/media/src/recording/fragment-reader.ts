import {
  type BoxHeader,
  type FragmentSample,
  type InitSegmentTrack,
  MAX_BOX_HEADER_BYTES,
  readBoxHeader,
  readFirstFrame,
  readInitSegment,
  readMovieFragment,
  readProducerReferenceTime,
} from '@lockstep/formats';
import { ByteReader, ParseError } from '@lockstep/sei';
import type { ByteSource } from './byte-source.js';

/** The head of a stretch: what its fragments are decoded with. */
export type StoredInit = {
  readonly kind: 'init';
  /** Of `ftyp` and `moov` in the source, bytes. */
  readonly offset: number;
  readonly length: number;
  readonly tracks: readonly InitSegmentTrack[];
};

export type StoredTrack = {
  readonly track: InitSegmentTrack;
  /** In decoding order; offsets count in the source. Unfolded while iterating. */
  readonly samples: Iterable<FragmentSample>;
};

export type StoredFragment = {
  readonly kind: 'fragment';
  readonly offset: number;
  readonly length: number;
  /** Number of its first video frame on the stream's timeline; undefined where it has none, or its writer is another. */
  readonly firstFrame: number | undefined;
  /** Milliseconds since 1970; undefined where its writer does not tell. */
  readonly wallClockMs: number | undefined;
  readonly tracks: readonly StoredTrack[];
};

/** All that a stretch is made of. Behind it, in the same `mdat`, stand texts and items: their bytes may look like any box. */
const BOXES: ReadonlySet<string> = new Set(['ftyp', 'moov', 'prft', 'uuid', 'moof', 'mdat']);
const TYPE_AT = 4;

/** Boxes of a recording other than `mdat` are small: more is damage. */
const MAX_BOX_BYTES = 16 * 1024 * 1024;

type Place = BoxHeader & { readonly offset: number; readonly size: number };

/**
 * The fragments of one stretch after another, in a file of fragments or inside the `mdat` of a finished recording. Ends where no whole
 * fragment follows: at the end of what is written so far, or at what a crash cut off.
 *
 * @param from where a box begins, bytes
 * @param init of the stretch, when it begins before `from`
 * @throws ParseError for a box that is whole and cannot be read
 */
export async function* readFragments(
  source: ByteSource,
  { from = 0, until = Infinity, init }: { from?: number; until?: number; init?: StoredInit } = {},
): AsyncGenerator<StoredInit | StoredFragment> {
  let tracks = init?.tracks ?? [];
  let begin: number | undefined;
  let about: { firstFrame?: number; wallClockMs?: number } = {};
  let moof:
    { readonly offset: number; readonly payloadOffset: number; readonly payload: Uint8Array } | undefined;
  for (let at = from; at < until;) {
    const place = await boxAt(source, at, until);
    if (!place) return;
    const { type, offset, size, headerBytes } = place;
    begin ??= offset;
    at = offset + size;
    if (type === 'mdat') {
      if (!(await isWhole(source, place))) return;
      if (moof)
        yield fragmentOf({
          offset: begin,
          length: at - begin,
          moof: { ...moof, type: 'moof' },
          tracks,
          about,
        });
      begin = moof = undefined;
      about = {};
      continue;
    }
    const payload = await payloadOf(source, place);
    if (!payload) return;
    if (type === 'prft') about = { ...about, wallClockMs: readProducerReferenceTime(payload).wallClockMs };
    else if (type === 'uuid') about = { ...about, ...frameOf(payload) };
    else if (type === 'moof') moof = { offset, payloadOffset: offset + headerBytes, payload };
    else if (type === 'moov') {
      const bytes = await source.read(offset, size);
      const known: StoredInit = {
        kind: 'init',
        offset: begin,
        length: at - begin,
        tracks: readInitSegment(bytes),
      };
      ({ tracks } = known);
      begin = undefined;
      yield known;
    }
  }
}

function frameOf(payload: Uint8Array): { firstFrame?: number } {
  const firstFrame = readFirstFrame(payload);
  return firstFrame === undefined ? {} : { firstFrame };
}

/** @returns undefined where no whole header of a stretch's box is */
async function boxAt(source: ByteSource, offset: number, until: number): Promise<Place | undefined> {
  const head = await source.read(offset, MAX_BOX_HEADER_BYTES);
  if (head.length < 8 || (head[3] === 1 && head.length < MAX_BOX_HEADER_BYTES)) return undefined;
  if (!BOXES.has(String.fromCharCode(...head.subarray(TYPE_AT, 8)))) return undefined;
  const { size, ...header } = readBoxHeader(new ByteReader(head, offset));
  if (size === undefined || offset + size > until) return undefined;
  return { ...header, offset, size };
}

async function payloadOf(
  source: ByteSource,
  { type, offset, size, headerBytes }: Place,
): Promise<Uint8Array | undefined> {
  if (size > MAX_BOX_BYTES) throw new ParseError('too-large', offset, `${type} of ${size} bytes`);
  const payload = await source.read(offset + headerBytes, size - headerBytes);
  return payload.length < size - headerBytes ? undefined : payload;
}

/** Its last byte is there. */
async function isWhole(source: ByteSource, { offset, size, headerBytes }: Place): Promise<boolean> {
  return size === headerBytes || (await source.read(offset + size - 1, 1)).length === 1;
}

function fragmentOf({
  offset,
  length,
  moof,
  tracks,
  about,
}: {
  readonly offset: number;
  readonly length: number;
  readonly moof: Parameters<typeof readMovieFragment>[0];
  readonly tracks: readonly InitSegmentTrack[];
  readonly about: { readonly firstFrame?: number; readonly wallClockMs?: number };
}): StoredFragment {
  const { tracks: runs } = readMovieFragment(moof);
  return {
    kind: 'fragment',
    offset,
    length,
    firstFrame: about.firstFrame,
    wallClockMs: about.wallClockMs,
    tracks: runs.flatMap(({ trackId, samples }) => {
      const track = tracks.find((candidate) => candidate.trackId === trackId);
      return track ? [{ track, samples }] : [];
    }),
  };
}
