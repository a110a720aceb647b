import type { LessonState } from '@lockstep/contracts';
import type { Emitter } from './core/emitter.js';
import { LONGEST_FRAME_MS } from './core/frame-rate.js';
import type { PlacedMessage } from './core/lesson-message.js';
import { LessonTrack } from './core/lesson-track.js';
import type { SeqGap } from './core/seq-watch.js';
import { StreamLatency } from './core/stream-latency.js';
import { type Epoch, Timeline } from './core/timeline.js';
import type { PlayerEvents } from './player-events.js';
import type { ResolvedOptions } from './player-options.js';

/**
 * The lesson of a stream, delivered to the page: events ahead of their frames, what is missing, and with each frame on screen
 * its state and the events that are due.
 */
export class LessonDelivery {
  readonly #timeline = new Timeline();
  readonly #latency = new StreamLatency();
  readonly #track: LessonTrack;
  readonly #emitter: Emitter<PlayerEvents>;
  readonly #fetchMissing: ResolvedOptions['fetchMissing'];
  #ptsMs: number | null = null;
  #keptFromMs = -Infinity;

  constructor(emitter: Emitter<PlayerEvents>, options: ResolvedOptions) {
    this.#emitter = emitter;
    this.#track = new LessonTrack(options.initialState);
    this.#fetchMissing = options.fetchMissing;
  }

  /** Of the frame on screen. */
  get state(): LessonState {
    return this.#track.state;
  }

  /** Stream time of the frame on screen, ms; null before the first one. */
  get ptsMs(): number | null {
    return this.#ptsMs;
  }

  /** From the stamping of the frame on screen to now, ms; null before the first message. */
  get latencyMs(): number | null {
    return this.#ptsMs === null ? null : this.#latency.of(this.#ptsMs, Date.now());
  }

  /** Numbers that were missing in the sequence of events. */
  get seqGaps(): number {
    return this.#track.missed;
  }

  /** Another relation of media time to stream time begins. */
  addEpoch(epoch: Epoch, restarted: boolean): void {
    this.#timeline.add(epoch);
    this.#latency.reset();
    if (restarted) this.#track.streamRestarted();
  }

  /** @param positionMs media time of playback */
  arrive(messages: readonly PlacedMessage[], positionMs: number): void {
    for (const { ptsMs, wallClockMs, repeat } of messages)
      if (!repeat) this.#latency.stamped(ptsMs, wallClockMs);
    const { gaps, upcoming, errors } = this.#track.arrive(messages);
    for (const { seq, error } of errors) {
      this.#emitter.emit('error', { fatal: false, message: `Event ${seq} could not be read`, cause: error });
    }
    for (const gap of gaps) this.#report(gap);
    for (const { event, seq, ptsMs, mediaMs } of upcoming) {
      this.#emitter.emit('upcoming', { event, seq, ptsMs, inMs: Math.max(0, mediaMs - positionMs) });
    }
  }

  /** Media time of a stream time; undefined where its state is not known, or no longer. */
  mediaMsOf(ptsMs: number): number | undefined {
    const mediaMs = this.#timeline.mediaMs(ptsMs);
    return mediaMs !== undefined && mediaMs >= this.#keptFromMs ? mediaMs : undefined;
  }

  /**
   * Whether a frame comes before the one at a stream time: it is of the connection before, or an earlier one of the same
   * segment.
   */
  isBefore(mediaMs: number, ptsMs: number | undefined): boolean {
    if (ptsMs === undefined) return false;
    const wantedMs = this.mediaMsOf(ptsMs);
    return wantedMs === undefined ? !this.hasTimeOf(mediaMs) : mediaMs < wantedMs - LONGEST_FRAME_MS;
  }

  /** Whether the stream time of a media time is known. */
  hasTimeOf(mediaMs: number): boolean {
    return !Number.isNaN(this.#timeline.streamMs(mediaMs));
  }

  /**
   * Runs in the task that drew the frame at `mediaMs`: everything that belongs to the frame happens here.
   * @returns its stream time, ms
   */
  show(mediaMs: number): number {
    const ptsMs = this.#timeline.streamMs(mediaMs);
    this.#ptsMs = ptsMs;
    const { due, state, stateChanged } = this.#track.showFrame(mediaMs, ptsMs);
    if (stateChanged) this.#emitter.emit('statechange', { state, ptsMs });
    for (const event of due) this.#emitter.emit('event', event);
    return ptsMs;
  }

  /** Forgets what lies before media time `keptFromMs`. */
  prune(keptFromMs: number): void {
    this.#keptFromMs = Math.max(this.#keptFromMs, keptFromMs);
    this.#track.prune(keptFromMs);
    this.#timeline.prune(keptFromMs);
  }

  #report(gap: SeqGap): void {
    this.#emitter.emit('gap', gap);
    this.#fetchMissing?.(gap.fromSeq, gap.toSeq).then(
      (events) =>
        this.#track.recover(
          // An event from before everything we know belongs to the past: it is due with the next frame.
          events.map((event) => ({
            ...event,
            mediaMs: this.#timeline.mediaMs(event.ptsMs) ?? Number.NEGATIVE_INFINITY,
          })),
        ),
      (cause: unknown) =>
        this.#emitter.emit('error', {
          fatal: false,
          message: `Events ${gap.fromSeq} to ${gap.toSeq} are missing and could not be fetched`,
          cause,
        }),
    );
  }
}
