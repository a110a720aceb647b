import {
  audioSampleEntry,
  box,
  type Box,
  type Edit,
  editList,
  fourCc,
  type Handler,
  type InitSegmentTrack,
  type MetaItem,
  metaItems,
  movieHeader,
  SampleTable,
  timedTextEntry,
  titleBox,
  trackBox,
  u32,
  visualSampleEntry,
  writeBoxes,
} from '@lockstep/formats';

/** Text from one stream time to another, ms. */
export type TimedText = { readonly startMs: number; readonly endMs: number; readonly text: string };

/** A track of a finished recording while it is gathered. */
export class GatheredTrack {
  readonly table = new SampleTable();
  readonly #configs: InitSegmentTrack[] = [];
  /** Presentation minus decode time of its first sample, ticks. */
  #firstOffset: number | undefined;

  constructor(
    readonly trackId: number,
    readonly handler: Handler,
    /** Ticks a second, that of the first stretch; times of others are brought to it. */
    readonly timescale: number,
  ) {}

  get firstPtsMs(): number {
    return ((this.table.startTime + (this.#firstOffset ?? 0)) * 1000) / this.timescale;
  }

  get startMs(): number {
    return (this.table.startTime * 1000) / this.timescale;
  }

  get endMs(): number {
    return this.startMs + (this.table.durationTicks * 1000) / this.timescale;
  }

  /** Pixels of the largest frame. */
  get size(): { readonly width: number; readonly height: number } {
    const sizes = this.#configs.flatMap(({ size }) => (size ? [size] : []));
    return {
      width: Math.max(0, ...sizes.map(({ width }) => width)),
      height: Math.max(0, ...sizes.map(({ height }) => height)),
    };
  }

  /** @returns index of the sample entry */
  entryOf(track: InitSegmentTrack): number {
    const known = this.#configs.findIndex(
      ({ config, size }) =>
        Buffer.compare(config, track.config) === 0 &&
        size?.width === track.size?.width &&
        size?.height === track.size?.height,
    );
    return known >= 0 ? known : this.#configs.push(track) - 1;
  }

  add(sample: Parameters<SampleTable['add']>[0], timescale: number): void {
    const scaled = (ticks: number) =>
      timescale === this.timescale ? ticks : Math.round((ticks * this.timescale) / timescale);
    this.#firstOffset ??= scaled(sample.compositionOffset);
    this.table.add({
      ...sample,
      decodeTime: scaled(sample.decodeTime),
      durationTicks: scaled(sample.durationTicks),
      compositionOffset: scaled(sample.compositionOffset),
    });
  }

  entries(): Box[] {
    if (this.handler === 'sbtl' || this.handler === 'text') return [timedTextEntry()];
    return this.#configs.map(({ config, size }) =>
      size ? visualSampleEntry({ ...size, avcC: config }) : audioSampleEntry(this.trackId, config),
    );
  }

  /** Where it lies in a movie that begins with the stream time `originMs`. */
  edit(originMs: number): Edit {
    const delayMs = Math.max(0, Math.round(this.startMs - originMs));
    const skippedMs = Math.max(0, originMs - this.startMs);
    return {
      delayMs,
      mediaTime: Math.round((skippedMs * this.timescale) / 1000),
      durationMs: Math.max(0, Math.round(this.endMs - Math.max(originMs, this.startMs))),
    };
  }
}

export type MovieParts = {
  readonly title: string;
  /** ISO 639-2; of the captions. */
  readonly language?: string;
  /** Stream time of the first frame that is shown, ms. */
  readonly originMs: number;
  readonly tracks: readonly GatheredTrack[];
  /** Without an offset: they follow the media, in this order. */
  readonly items: readonly Omit<MetaItem, 'offset'>[];
  /** Bytes of the media, text samples included. */
  readonly mediaBytes: number;
};

const BRANDS = [fourCc('isom'), u32(0x200), fourCc('isom'), fourCc('iso2'), fourCc('avc1'), fourCc('mp41')];
const MAX_32_BIT = 0xffffffff;

/**
 * All that stands before the media of a finished recording: `ftyp`, `moov`, `meta` and the head of `mdat`. The offsets in it depend on
 * its own length, which is found by writing it until it stays.
 */
export function movieHead(parts: MovieParts): Uint8Array {
  const itemBytes = parts.items.reduce((sum, { length }) => sum + length, 0);
  const mdatHead = mdatHeader(parts.mediaBytes + itemBytes);
  let base = 0;
  for (;;) {
    const head = writeBoxes(box('ftyp', ...BRANDS), movie(parts, base), meta(parts, base));
    const length = head.length + mdatHead.length;
    if (length === base) return Buffer.concat([head, mdatHead]);
    base = length;
  }
}

function mdatHeader(payloadBytes: number): Uint8Array {
  const size = payloadBytes + 8;
  if (size <= MAX_32_BIT) return Uint8Array.from([...u32(size), ...fourCc('mdat')]);
  const large = payloadBytes + 16;
  return Uint8Array.from([
    ...u32(1),
    ...fourCc('mdat'),
    ...u32(Math.floor(large / 2 ** 32)),
    ...u32(large % 2 ** 32),
  ]);
}

function movie({ title, language, originMs, tracks }: MovieParts, base: number): Box {
  const chapters = tracks.find(({ handler }) => handler === 'text')?.trackId;
  const endMs = Math.max(...tracks.map((track) => track.endMs));
  const nextTrackId = Math.max(...tracks.map(({ trackId }) => trackId)) + 1;
  return box(
    'moov',
    movieHeader({ nextTrackId, durationMs: Math.round(endMs - originMs) }),
    ...tracks.map((track) => {
      const edit = track.edit(originMs);
      return trackBox({
        trackId: track.trackId,
        ...(track.handler === 'vide' && track.size),
        timescale: track.timescale,
        handler: track.handler,
        sampleTable: track.table.boxes(track.entries(), base),
        durationTicks: track.table.durationTicks,
        durationMs: edit.delayMs + edit.durationMs,
        edits: editList(edit),
        isEnabled: track.handler !== 'text',
        ...(track.handler === 'sbtl' && language !== undefined && { language }),
        ...(track.handler === 'vide' && chapters !== undefined && { chapters }),
      });
    }),
    titleBox(title),
  );
}

function meta({ items, mediaBytes }: MovieParts, base: number): Box {
  let offset = base + mediaBytes;
  return metaItems(
    items.map((item) => {
      const placed = { ...item, offset };
      offset += item.length;
      return placed;
    }),
  );
}
