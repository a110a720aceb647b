import {
  type Fmp4Sample,
  type InitSegmentTrack,
  MAX_BOX_HEADER_BYTES,
  readBoxHeader,
  readInitSegment,
  readMediaSegment,
} from '@lockstep/formats';
import { ByteReader, ParseError } from '@lockstep/sei';
import type { StreamDemuxer, StreamSample } from './stream-sample.js';

/** A fragment with its media data, bytes: ten seconds at 25 Mbit/s fit. */
const MAX_FRAGMENT_BYTES = 32 * 1024 * 1024;
/** Boxes with which a part or a segment may begin. ISO/IEC 14496-12, 8.16.2 and 8.8. */
const FIRST_BOXES = ['ftyp', 'styp', 'moov', 'moof', 'sidx', 'emsg', 'prft', 'uuid', 'free', 'skip'];

type Track = Pick<InitSegmentTrack, 'timescale' | 'sampleEntry'>;
type Timed = Extract<StreamSample, { kind: 'video' | 'audio' }>;

/** Makes samples of fragmented MP4: init segments and fragments one after the other, cut anywhere. */
export class Fmp4Stream implements StreamDemuxer {
  #pending: Uint8Array = new Uint8Array(0);
  /** Bytes at the start of `#pending` that were looked at: a fragment begins there and its media data is awaited. */
  #looked = 0;
  #awaitsData = false;
  #tracks = new Map<number, Track>();
  #hasBegun = false;
  #hasFrames = false;
  #header: { readonly audio: boolean; readonly video: boolean } | undefined;

  get header(): { readonly audio: boolean; readonly video: boolean } | undefined {
    return this.#header;
  }

  push(chunk: Uint8Array): StreamSample[] {
    this.#pending = joined(this.#pending, chunk);
    const samples: StreamSample[] = [];
    for (let box = this.#nextBox(); box !== undefined; box = this.#nextBox()) {
      this.#looked += box.size;
      if (box.type === 'moov') samples.push(...this.#configure(this.#take()));
      else if (box.type === 'moof') this.#awaitsData = true;
      else if (box.type === 'mdat' && this.#awaitsData) samples.push(...this.#fragment(this.#take()));
      else if (!this.#awaitsData) this.#take();
    }
    return samples;
  }

  /** The box that begins behind what was looked at, once it is here as a whole. */
  #nextBox(): { readonly type: string; readonly size: number } | undefined {
    const left = this.#pending.length - this.#looked;
    if (left < MAX_BOX_HEADER_BYTES && left < this.#smallestNeeded(left)) return undefined;
    const { type, size } = readBoxHeader(new ByteReader(this.#pending.subarray(this.#looked), this.#looked));
    if (!this.#hasBegun && !FIRST_BOXES.includes(type))
      throw new ParseError('bad-signature', 0, 'no fragmented MP4');
    this.#hasBegun = true;
    if (size === undefined || this.#looked + size > MAX_FRAGMENT_BYTES)
      throw new ParseError('too-large', this.#looked, 'a fragment without an end');
    return size <= left ? { type, size } : undefined;
  }

  /** A header has 8 bytes, or 16 where its size field says 1. */
  #smallestNeeded(left: number): number {
    if (left < 8) return 8;
    const at = this.#looked;
    const isLong = this.#pending.subarray(at, at + 4).every((byte, index) => byte === (index === 3 ? 1 : 0));
    return isLong ? MAX_BOX_HEADER_BYTES : 8;
  }

  /** Everything that was looked at; it is not kept. */
  #take(): Uint8Array {
    const taken = this.#pending.subarray(0, this.#looked);
    this.#pending = this.#pending.subarray(this.#looked);
    this.#looked = 0;
    this.#awaitsData = false;
    return taken;
  }

  #configure(moov: Uint8Array): StreamSample[] {
    const tracks = readInitSegment(moov);
    this.#tracks = new Map(tracks.map((track) => [track.trackId, track]));
    const codecs = tracks.map(({ sampleEntry }) => codecOf(sampleEntry));
    this.#header = { audio: codecs.includes('aac'), video: codecs.some((codec) => codec !== 'aac') };
    const configs = tracks.map(({ sampleEntry, config }): StreamSample => {
      const codec = codecOf(sampleEntry);
      return codec === 'aac' ? { kind: 'audio-config', config } : { kind: 'video-config', codec, config };
    });
    return this.#hasFrames ? [{ kind: 'publication' }, ...configs] : configs;
  }

  /** Audio and video in the order of their decode times, as a stream brings them: a fragment has one after the other. */
  #fragment(bytes: Uint8Array): StreamSample[] {
    const { tracks } = readMediaSegment(bytes);
    const samples = tracks.flatMap(({ trackId, baseMediaDecodeTime, samples: coded }) => {
      const track = this.#tracks.get(trackId);
      return track === undefined ? [] : timed(track, baseMediaDecodeTime, coded);
    });
    this.#hasFrames ||= samples.length > 0;
    return samples.sort((a, b) => a.dtsMs - b.dtsMs);
  }
}

const codecOf = (sampleEntry: string): 'h264' | 'h265' | 'aac' => {
  if (sampleEntry === 'mp4a') return 'aac';
  return sampleEntry === 'hvc1' || sampleEntry === 'hev1' ? 'h265' : 'h264';
};

/** Frames have whole milliseconds, as in FLV, so that a time is the same over every transport. */
function timed({ timescale, sampleEntry }: Track, startTicks: number, coded: readonly Fmp4Sample[]): Timed[] {
  const isAudio = codecOf(sampleEntry) === 'aac';
  const ms = (ticks: number): number => (ticks * 1000) / timescale;
  let ticks = startTicks;
  return coded.map(({ data, durationTicks, compositionOffset = 0, isRandomAccess = true }) => {
    const dtsTicks = ticks;
    ticks += durationTicks;
    if (isAudio) return { kind: 'audio', dtsMs: ms(dtsTicks), data };
    const dtsMs = Math.round(ms(dtsTicks));
    const ptsMs = Math.round(ms(dtsTicks + compositionOffset));
    return { kind: 'video', dtsMs, ptsMs, isRandomAccess, data };
  });
}

function joined(before: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (before.length === 0) return chunk;
  const all = new Uint8Array(before.length + chunk.length);
  all.set(before);
  all.set(chunk, before.length);
  return all;
}
