import { type Fmp4Sample, type InitSegmentTrack, readInitSegment, readMediaSegment } from '@lockstep/formats';
import { FragmentSplitter } from './fragment-splitter.js';
import type { StreamDemuxer, StreamSample } from './stream-sample.js';

type Track = Pick<InitSegmentTrack, 'timescale' | 'sampleEntry'>;
type Timed = Extract<StreamSample, { kind: 'video' | 'audio' }>;

/**
 * Makes samples of fragmented MP4: init segments and fragments one after the other, cut anywhere. Init segments without frames between
 * them describe the tracks of one movie, as DASH has them: one for each track.
 */
export class Fmp4Stream implements StreamDemuxer {
  readonly #splitter = new FragmentSplitter();
  readonly #tracks = new Map<number, Track>();
  /** Since the last init segment: the next one then begins another publication. */
  #hasFrames = false;
  #header: { readonly audio: boolean; readonly video: boolean } | undefined;

  get header(): { readonly audio: boolean; readonly video: boolean } | undefined {
    return this.#header;
  }

  push(chunk: Uint8Array): StreamSample[] {
    return this.#splitter
      .push(chunk)
      .flatMap(({ kind, bytes }) => (kind === 'movie' ? this.#configure(bytes) : this.#fragment(bytes)));
  }

  #configure(moov: Uint8Array): StreamSample[] {
    const tracks = readInitSegment(moov);
    const isNext = this.#hasFrames;
    if (isNext) this.#tracks.clear();
    this.#hasFrames = false;
    for (const track of tracks) this.#tracks.set(track.trackId, track);
    const codecs = [...this.#tracks.values()].map(({ sampleEntry }) => codecOf(sampleEntry));
    this.#header = { audio: codecs.includes('aac'), video: codecs.some((codec) => codec !== 'aac') };
    const configs = tracks.map(({ sampleEntry, config }): StreamSample => {
      const codec = codecOf(sampleEntry);
      return codec === 'aac' ? { kind: 'audio-config', config } : { kind: 'video-config', codec, config };
    });
    return isNext ? [{ kind: 'publication' }, ...configs] : configs;
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
    const durationMs = Math.round(ms(ticks)) - dtsMs;
    return { kind: 'video', dtsMs, ptsMs, isRandomAccess, durationMs, data };
  });
}
