import { ParseError } from '@lockstep/sei';
import type { MpdSegment, MpdTrack } from './mpd.js';
import { readXmlTags, type XmlTag } from './xml-tags.js';

/** A track as a player needs it: its first representation. Addresses are as they are written. */
export type ListedTrack = Pick<
  MpdTrack,
  'contentType' | 'timescale' | 'initialization' | 'media' | 'segments'
>;

export type ListedPeriod = {
  /** Undefined where the manifest gives none. */
  readonly id: string | undefined;
  readonly tracks: readonly ListedTrack[];
};

/** What a player of a live manifest needs to know of it. */
export type ListedMpd = {
  /** Nothing is added any more. */
  readonly hasEnded: boolean;
  /** Oldest first. */
  readonly periods: readonly ListedPeriod[];
};

/** More segments are not listed: a day of segments of a second has fewer. */
const MAX_SEGMENTS = 100_000;

/**
 * Reads a manifest with a timeline of segments: the inverse of {@link writeMpd}. Elements that it does not know are passed over.
 * Specification: ISO/IEC 23009-1, 5.3.
 *
 * @throws ParseError with offsets in characters; `bad-signature`, `bad-value`, `too-large`, and `unsupported` for segments that are
 *   not named by their time
 */
export function readMpd(text: string): ListedMpd {
  const reader = new MpdReader();
  for (const tag of readXmlTags(text)) reader.read(tag);
  return reader.finish();
}

type OpenSet = {
  contentType: MpdTrack['contentType'] | undefined;
  template: XmlTag | undefined;
  segments: MpdSegment[];
  representations: number;
};

class MpdReader {
  #type: string | undefined;
  readonly #periods: { id: string | undefined; tracks: ListedTrack[] }[] = [];
  #set: OpenSet | undefined;
  #count = 0;

  read(tag: XmlTag): void {
    const { name, attributes, isEnd } = tag;
    if (isEnd) {
      if (name === 'AdaptationSet') this.#endSet(tag.offset);
      return;
    }
    if (this.#type === undefined && name !== 'MPD') throw new ParseError('bad-signature', 0, 'no MPD');
    if (name === 'MPD') this.#type = attributes.get('type') ?? 'static';
    else if (name === 'Period') this.#periods.push({ id: attributes.get('id'), tracks: [] });
    else if (name === 'AdaptationSet') this.#beginSet(tag);
    else if (name === 'Representation' && this.#set) this.#set.representations++;
    // Of several representations the first one's is taken; one of the whole set stands before them.
    else if (name === 'SegmentTemplate' && this.#set && this.#set.representations <= 1)
      this.#set.template ??= tag;
    else if (name === 'S' && this.#set && this.#set.representations <= 1) this.#run(tag, this.#set.segments);
  }

  finish(): ListedMpd {
    if (this.#type === undefined) throw new ParseError('bad-signature', 0, 'no MPD');
    return { hasEnded: this.#type === 'static', periods: this.#periods };
  }

  #beginSet({ attributes }: XmlTag): void {
    const kind = attributes.get('contentType') ?? attributes.get('mimeType')?.split('/')[0];
    const contentType = kind === 'video' || kind === 'audio' ? kind : undefined;
    this.#set = { contentType, template: undefined, segments: [], representations: 0 };
  }

  #endSet(offset: number): void {
    const set = this.#set;
    this.#set = undefined;
    const period = this.#periods.at(-1);
    if (set?.contentType === undefined || period === undefined) return;
    const initialization = set.template?.attributes.get('initialization');
    const media = set.template?.attributes.get('media');
    if (initialization === undefined || media?.includes('$Time$') !== true || set.segments.length === 0)
      throw new ParseError('unsupported', offset, 'segments that are not named by their time');
    const timescale = readNatural(set.template?.attributes.get('timescale') ?? '1', offset);
    if (timescale === 0) throw new ParseError('bad-value', offset, 'a timescale of 0');
    const { contentType, segments } = set;
    period.tracks.push({ contentType, timescale, initialization, media, segments });
  }

  /** `S`, ISO/IEC 23009-1, 5.3.9.6: without `t` it begins where the one before it ends. */
  #run({ attributes, offset }: XmlTag, segments: MpdSegment[]): void {
    const last = segments.at(-1);
    const t = attributes.get('t');
    let start = t === undefined ? (last ? last.start + last.duration : 0) : readNatural(t, offset);
    const duration = readNatural(attributes.get('d'), offset);
    const r = attributes.get('r') ?? '0';
    if (r.startsWith('-')) throw new ParseError('unsupported', offset, 'segments that repeat without end');
    const count = readNatural(r, offset) + 1;
    this.#count += count;
    if (this.#count > MAX_SEGMENTS)
      throw new ParseError('too-large', offset, `more than ${MAX_SEGMENTS} segments`);
    for (let i = 0; i < count; i++, start += duration) segments.push({ start, duration });
  }
}

function readNatural(value: string | undefined, offset: number): number {
  const number = value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw new ParseError('bad-value', offset, 'a whole number is missing');
  return number;
}
