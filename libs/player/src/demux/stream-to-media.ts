import { mediaSegment, VIDEO_TRACK_ID, AUDIO_TRACK_ID } from '@lockstep/formats';
import type { PlacedMessage } from '../core/lesson-message.js';
import type { Epoch } from '../core/timeline.js';
import { AudioPlacement, type PlacedAudio } from './audio-placement.js';
import { FlvStream } from './flv-stream.js';
import { Fmp4Stream } from './fmp4-stream.js';
import type { GatheredFrames, LastingFrame, PlacedFrame } from './gathered-frames.js';
import { LessonTap } from './lesson-tap.js';
import type { StreamDemuxer, StreamSample } from './stream-sample.js';
import { type AudioFormat, audioFormat, type VideoFormat, videoFormat } from './track-format.js';
import { VideoPlacement } from './video-placement.js';

/** A frame, or frames that were gathered, in a fragment. Times are milliseconds of media. */
export type MediaFrame = {
  readonly fragment: Uint8Array;
  /** Of the last frame. */
  readonly mediaDtsMs: number;
  /** Of the first frame, which alone may be a random access frame. */
  readonly mediaPtsMs: number;
  readonly isRandomAccess: boolean;
};

/** What comes out of the stream's bytes, in the order in which it has to be used. */
export type MediaOutput = {
  onVideoFormat(format: VideoFormat): void;
  onAudioFormat(format: AudioFormat): void;
  onEpoch(epoch: Epoch, restarted: boolean): void;
  onLesson(messages: readonly PlacedMessage[]): void;
  onVideo(frame: MediaFrame): void;
  onAudio(fragment: Uint8Array): void;
  /** The frames that follow come from another publication. */
  onPublication(): void;
  onUnsupported(what: string): void;
};

/** How the bytes of a connection are wrapped; `recorded`: fragmented MP4 that says how long each frame lasts. */
export type StreamContainer = 'flv' | 'fmp4' | 'recorded';

type VideoStreamSample = Extract<StreamSample, { kind: 'video' }>;

/**
 * Audio comes this much after its frame, in milliseconds: browsers want more of it in advance than of frames, and so
 * frames need not wait for it. EBU R 37 takes audio up to 60 ms late for being in time.
 */
const AUDIO_DELAY_MS = 40;
/**
 * How long a frame is said to last, in milliseconds: nobody knows before the next one comes, and waiting for it would
 * cost a frame's time. A frame that lasts too long is no harm, the next one ends it; one that is too short is: where
 * the next comes later than twice the duration, MSE begins a new coded frame group, which drops all up to a random access frame.
 */
const FRAME_LASTS_MS = 5_000;
/** Audio that is this far behind the frames has stopped: silence takes its place, in milliseconds. */
const AUDIO_LOST_MS = 400;
/** How near silence comes to the newest frame: room for audio that is only late. */
const SILENCE_MARGIN_MS = 150;

/**
 * Bytes of one connection after the other in, FLV or fragmented MP4, fragments of MP4 and lesson messages out: pure, no DOM, no network.
 * @throws ParseError from `push` when the bytes are no stream; a new connection may then begin.
 */
export class StreamToMedia {
  readonly #out: MediaOutput;
  readonly #placement = new VideoPlacement();
  readonly #gathered: GatheredFrames | undefined;
  #demuxer: StreamDemuxer = new FlvStream();
  #isRecorded = false;
  #tap = new LessonTap(4);
  #video: VideoFormat | undefined;
  #videoRecord: Uint8Array | undefined;
  #audio: { format: AudioFormat; asc: Uint8Array; placement: AudioPlacement } | undefined;
  #audioReachesMs: number | undefined;
  #pendingAudio: PlacedAudio[] = [];
  #sequenceNumber = 1;

  /** `gathered`: frames go on in groups with their real durations, which costs the time of a group. */
  constructor(out: MediaOutput, gathered?: GatheredFrames) {
    this.#out = out;
    this.#gathered = gathered;
  }

  /** What the connection announced; undefined before its first bytes. */
  get announced(): { readonly audio: boolean; readonly video: boolean } | undefined {
    return this.#demuxer.header;
  }

  /** Media milliseconds up to which there is audio; undefined while there is none. */
  get audioEndMs(): number | undefined {
    return this.#audio?.placement.endMs;
  }

  connectionStarts(container: StreamContainer = 'flv'): void {
    this.#demuxer = container === 'flv' ? new FlvStream() : new Fmp4Stream();
    this.#isRecorded = container === 'recorded';
    this.#tap = new LessonTap(this.#video?.lengthSize ?? 4);
    this.#placement.connectionStarts();
  }

  /** The fragments made so far are lost: what comes next must be decodable without them. */
  sourceStarts(): void {
    this.#placement.sourceStarts();
    this.#gathered?.clear();
    this.#pendingAudio = [];
    if (this.#audio !== undefined) {
      this.#audio = { ...this.#audio, placement: new AudioPlacement(this.#audio.format.config) };
    }
  }

  /** Nothing follows for now: frames that waited for others go on. */
  connectionEnds(): void {
    this.#emitVideo(this.#gathered?.flush() ?? []);
  }

  push(bytes: Uint8Array): void {
    for (const sample of this.#demuxer.push(bytes)) this.#take(sample);
    this.#flushAudio();
  }

  #take(sample: StreamSample): void {
    if (sample.kind === 'video') this.#placeVideo(sample);
    else if (sample.kind === 'audio') this.#placeAudio(sample.dtsMs, sample.data);
    else if (sample.kind === 'video-config') this.#configureVideo(sample.codec, sample.config);
    else if (sample.kind === 'audio-config') this.#configureAudio(sample.config);
    else if (sample.kind === 'publication') this.#out.onPublication();
    else this.#out.onUnsupported(sample.what);
  }

  #configureVideo(codec: string, record: Uint8Array): void {
    if (codec !== 'h264') return this.#out.onUnsupported(`video codec ${codec}`);
    if (this.#videoRecord !== undefined && sameBytes(this.#videoRecord, record)) return;
    this.#emitVideo(this.#gathered?.flush() ?? []);
    this.#videoRecord = record.slice();
    this.#video = videoFormat(this.#videoRecord);
    this.#tap.configure(this.#video.lengthSize);
    this.#out.onVideoFormat(this.#video);
  }

  #configureAudio(asc: Uint8Array): void {
    if (this.#audio !== undefined && sameBytes(this.#audio.asc, asc)) return;
    this.#flushAudio();
    const format = audioFormat(asc.slice());
    this.#audio = { format, asc: asc.slice(), placement: new AudioPlacement(format.config) };
    this.#out.onAudioFormat(format);
  }

  #placeVideo(sample: VideoStreamSample): void {
    if (this.#video === undefined) return;
    const placed = this.#placement.place(sample, this.#audioReachesMs);
    const messages = this.#tap.read(sample.data);
    if (placed.kind === 'repeat' || placed.kind === 'drop') return;
    if (placed.kind === 'rebase') {
      this.#audioReachesMs = undefined;
      this.#out.onEpoch(placed.epoch, placed.restarted);
    }
    if (messages.length > 0) {
      const place = { mediaMs: placed.mediaPtsMs, ptsMs: sample.ptsMs };
      this.#out.onLesson(
        messages.map(({ seq, snapshot, repeat, wallClockMs, body }) => ({
          ...place,
          seq,
          snapshot,
          repeat,
          wallClockMs,
          // A copy: the view would drag the whole network chunk along.
          body: body.slice(),
        })),
      );
    }
    const { mediaDtsMs, mediaPtsMs } = placed;
    const { isRandomAccess, data, durationMs } = sample;
    this.#frame({ mediaDtsMs, mediaPtsMs, isRandomAccess, data }, durationMs);
    this.#coverLostAudio(placed.mediaDtsMs);
  }

  #frame(frame: PlacedFrame, saidMs: number | undefined): void {
    // A seek into a recording finds a frame by its duration.
    const durationMs = (this.#isRecorded ? saidMs : undefined) ?? FRAME_LASTS_MS;
    if (this.#gathered === undefined) this.#emitVideo([{ ...frame, durationMs }]);
    // A copy: the view is of the network chunk, and the frame waits.
    else this.#emitVideo(this.#gathered.push({ ...frame, data: frame.data.slice() }));
  }

  #emitVideo(frames: readonly LastingFrame[]): void {
    const [first] = frames;
    const last = frames.at(-1);
    if (first === undefined || last === undefined) return;
    const samples = frames.map(({ data, durationMs, mediaDtsMs, mediaPtsMs, isRandomAccess }) => ({
      data,
      durationTicks: durationMs,
      compositionOffset: mediaPtsMs - mediaDtsMs,
      isRandomAccess,
    }));
    const fragment = mediaSegment({
      sequenceNumber: this.#sequenceNumber++,
      tracks: [{ trackId: VIDEO_TRACK_ID, baseMediaDecodeTime: first.mediaDtsMs, samples }],
    });
    const { mediaPtsMs, isRandomAccess } = first;
    this.#out.onVideo({ fragment, mediaDtsMs: last.mediaDtsMs, mediaPtsMs, isRandomAccess });
  }

  #placeAudio(dtsMs: number, data: Uint8Array): void {
    const mediaMs = this.#placement.mediaMs(dtsMs);
    if (this.#audio === undefined || mediaMs === undefined) return;
    this.#audioReachesMs = dtsMs;
    const placed = this.#audio.placement.place(mediaMs + AUDIO_DELAY_MS, data);
    if (placed !== undefined) this.#pendingAudio.push(placed);
  }

  #coverLostAudio(videoMs: number): void {
    const placement = this.#audio?.placement;
    if (placement?.endMs === undefined || videoMs - placement.endMs < AUDIO_LOST_MS) return;
    const silence = placement.fillTo(videoMs - SILENCE_MARGIN_MS);
    if (silence !== undefined) this.#pendingAudio.push(silence);
  }

  /** Audio of one read of the network goes into one fragment for each run without a hole. */
  #flushAudio(): void {
    const audio = this.#audio?.placement;
    const pending = this.#pendingAudio;
    this.#pendingAudio = [];
    const [first] = pending;
    if (audio === undefined || first === undefined) return;
    let run = { startTicks: first.startTicks, frames: [...first.frames] };
    for (const { startTicks, frames } of pending.slice(1)) {
      if (startTicks === run.startTicks + run.frames.length * audio.frameTicks) {
        run.frames.push(...frames);
      } else {
        this.#emitAudio(run, audio.frameTicks);
        run = { startTicks, frames: [...frames] };
      }
    }
    this.#emitAudio(run, audio.frameTicks);
  }

  #emitAudio({ startTicks, frames }: PlacedAudio, durationTicks: number): void {
    const samples = frames.map((data) => ({ data, durationTicks }));
    const sequenceNumber = this.#sequenceNumber++;
    this.#out.onAudio(
      mediaSegment({
        sequenceNumber,
        tracks: [{ trackId: AUDIO_TRACK_ID, baseMediaDecodeTime: startTicks, samples }],
      }),
    );
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
