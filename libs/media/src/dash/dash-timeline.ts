import type { Packaging } from '../cmaf/packaging.js';
import type { Stretch } from '../cmaf/stretch.js';
import { DASH_TRACKS, DashSegment, timescaleOf, type DashTrack } from './dash-segment.js';

/** Segments are much further apart. Ms. */
const ROUNDING_MS = 5;

/** The segments of one publication under one set of headers. */
export type DashPeriod = {
  readonly stretch: Stretch;
  /** Since the availability start, milliseconds. */
  readonly startMs: number;
  /** The same moment on the stream's timeline, milliseconds. */
  readonly streamStartMs: number;
  readonly segments: readonly DashSegment[];
};

type KeptPeriod = DashPeriod & { readonly segments: DashSegment[] };

const timelines = new WeakMap<Packaging, DashTimeline>();

/** The segments of a packaging as DASH names them: what was named once stays so. */
export class DashTimeline {
  readonly #periods: KeptPeriod[] = [];
  #nextMsn = 0;

  private constructor(private readonly packaging: Packaging) {}

  /** The one of this packaging, in step with its store. */
  static of(packaging: Packaging): DashTimeline {
    const timeline = timelines.get(packaging) ?? new DashTimeline(packaging);
    timelines.set(packaging, timeline);
    timeline.#forget();
    timeline.#follow();
    return timeline;
  }

  /**
   * Those that players can begin with: every track has begun, or its first segment is whole. ffmpeg stops at a track that is
   * added later.
   */
  get periods(): readonly DashPeriod[] {
    return this.#periods.filter(
      ({ stretch, segments: [first] }) =>
        first?.isWhole === true ||
        DASH_TRACKS.every((track) => !stretch.has(track) || first?.startOf(track) !== undefined),
    );
  }

  has(segment: DashSegment): boolean {
    return this.#periods.some(({ segments }) => segments.includes(segment));
  }

  /**
   * The segment of a track that begins then, ticks: a player that adds up durations is off by what was rounded in the stream's
   * milliseconds.
   */
  findAt(track: DashTrack, stretch: number, time: number): DashSegment | undefined {
    const period = this.#periods.findLast((one) => one.stretch.number === stretch);
    if (period === undefined) return undefined;
    const tolerance = (ROUNDING_MS * timescaleOf(period.stretch, track)) / 1000;
    return period.segments.findLast((segment) => {
      const start = segment.startOf(track);
      return start !== undefined && Math.abs(start - time) <= tolerance;
    });
  }

  /** When the newest segment of a track begins, ticks, and how it is counted. */
  newestStart(track: DashTrack): { readonly time: number; readonly stretch: Stretch } | undefined {
    for (const { stretch, segments } of this.#periods.toReversed()) {
      const time = segments.findLast((segment) => segment.startOf(track) !== undefined)?.startOf(track);
      if (time !== undefined) return { time, stretch };
    }
    return undefined;
  }

  #follow(): void {
    const { store, hasEnded } = this.packaging;
    const oldest = store.segments[0]?.msn ?? 0;
    for (const segment of store.segments.slice(Math.max(0, this.#nextMsn - oldest))) {
      this.#nextMsn = segment.msn + 1;
      const last = this.#periods.at(-1)?.segments.at(-1);
      if (last?.take(segment)) continue;
      last?.close();
      this.#periodOf(segment).segments.push(new DashSegment(segment));
    }
    if (hasEnded) this.#periods.at(-1)?.segments.at(-1)?.close();
  }

  /**
   * A period begins when its first frame came: stream time stands still while nobody publishes, and players tell from the time
   * of day how far behind they are.
   */
  #periodOf({ stretch, startMs, wallClockMs }: DashSegment['first']): KeptPeriod {
    const last = this.#periods.at(-1);
    if (last?.stretch === stretch) return last;
    const dueMs = wallClockMs - this.packaging.epochMs;
    const period = {
      stretch,
      startMs: last ? Math.max(dueMs, endOf(last)) : dueMs,
      streamStartMs: startMs,
      segments: [],
    };
    this.#periods.push(period);
    return period;
  }

  #forget(): void {
    const oldest = this.packaging.store.segments[0]?.msn ?? Infinity;
    for (const { segments } of this.#periods) {
      const kept = segments.findIndex(({ first }) => first.msn >= oldest);
      segments.splice(0, kept < 0 ? segments.length : kept);
    }
    const kept = this.#periods.findIndex(({ segments }) => segments.length > 0);
    this.#periods.splice(0, kept < 0 ? this.#periods.length - 1 : kept);
  }
}

/** Since the availability start, milliseconds. */
export function endOf({ startMs, streamStartMs, segments }: DashPeriod): number {
  const last = segments.at(-1);
  return last ? startMs + last.endMs - streamStartMs : startMs;
}
