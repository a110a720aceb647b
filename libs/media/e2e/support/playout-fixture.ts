import {
  CELL_MS,
  CELL_VIDEO_FRAMES,
  CELL_AUDIO_FRAMES,
  Clip,
  LiveStream,
  Pacer,
  Playout,
  type Cell,
  type EnqueueOptions,
  type PacerClock,
  type PlayoutOptions,
  type ScheduledRun,
  type StreamHeaders,
} from '../../src/index.js';
import { accessUnit, testHeaders } from './access-units.js';
import { CollectingSink } from './collecting-sink.js';

/** Which clip, which of its cells, and which frame or audio of it: the bytes of every frame tell. */
export type FrameName = { readonly clip: number; readonly cell: number; readonly index: number };

const nameBytes = ({ clip, cell, index }: FrameName): number[] => [0x80 | clip, 0x80 | cell, 0x80 | index];

export const nameOf = (bytes: Uint8Array): FrameName => {
  const [clip = 0, cell = 0, index = 0] = bytes.slice(-3);
  return { clip: clip & 0x7f, cell: cell & 0x7f, index: index & 0x7f };
};

/** A cell whose frames bear their names (all below 128); no decoder could read them. */
export function namedCell(clip: number, cell: number, hasIdr = true): Cell {
  const frame = (index: number) => {
    const isRandomAccess = hasIdr && index === 0;
    const bytes = accessUnit({ isRandomAccess });
    bytes.set(nameBytes({ clip, cell, index }), bytes.length - 3);
    return { isRandomAccess, bytes };
  };
  return {
    videoFrames: Array.from({ length: CELL_VIDEO_FRAMES }, (_, i) => frame(i)),
    audioFrames: Array.from({ length: CELL_AUDIO_FRAMES }, (_, index) =>
      Uint8Array.from(nameBytes({ clip, cell, index })),
    ),
  };
}

/** A clip of named frames; every `groupCells`th cell begins with an IDR picture. */
export function namedClip(
  clip: number,
  cells: number,
  { groupCells = 1, headers = testHeaders() }: { groupCells?: number; headers?: StreamHeaders } = {},
): Clip {
  const all = Array.from({ length: cells }, (_, cell) => namedCell(clip, cell, cell % groupCells === 0));
  return new Clip(headers, all, 0);
}

/** Time that passes when it is told to; timers are late as much as they are told to be. */
export class FakeClock implements PacerClock {
  #now = 1_000.25;
  #last = 0;
  readonly #timers = new Map<number, { readonly at: number; readonly call: () => void }>();

  /** @param lateMs how late the next timer is */
  constructor(private readonly lateMs: () => number = () => 0) {}

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): number {
    this.#timers.set(++this.#last, { at: this.#now + ms + this.lateMs(), call });
    return this.#last;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  soon(call: () => void): void {
    this.after(0, call);
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass without any timer, as if the process stood still. */
  stall(ms: number): void {
    this.#now += ms;
  }

  /** Runs all timers of the next `ms`. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      let next: number | undefined;
      for (const [id, { at }] of this.#timers) {
        if (at <= until && at < (this.#timers.get(next ?? -1)?.at ?? Infinity)) next = id;
      }
      const timer = this.#timers.get(next ?? -1);
      if (next === undefined || timer === undefined) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, timer.at);
      timer.call();
    }
    this.#now = Math.max(this.#now, until);
  }
}

export const IDLE_CLIP = 0;
const BEFORE_BORDER_MS = 100;

/** A playout on a clock that is told when to go on, and all that a viewer would see of it. */
export class PlayoutStudio {
  readonly clock: FakeClock;
  readonly pacer: Pacer;
  readonly stream: LiveStream;
  readonly sink = new CollectingSink();
  readonly playout: Playout;
  #aheadMs = BEFORE_BORDER_MS;

  constructor({
    startAtMs = 0,
    lateMs = () => 0,
    ...options
  }: Partial<PlayoutOptions> & { startAtMs?: number; lateMs?: () => number } = {}) {
    this.clock = new FakeClock(lateMs);
    this.pacer = new Pacer({ clock: this.clock });
    this.stream = new LiveStream({ name: 'class', startAtMs });
    this.stream.subscribe(this.sink);
    this.playout = new Playout({
      stream: this.stream,
      pacer: this.pacer,
      idle: namedClip(IDLE_CLIP, 3),
      ...options,
    });
  }

  /** Lets so many cells pass; stops a little before the border where the next one begins. */
  readonly play = (cells: number): void => {
    this.clock.pass(cells * CELL_MS - this.#aheadMs);
    this.#aheadMs = 0;
  };

  /** Every cell that was begun, with the time of its first frame. */
  get cells(): { readonly cell: string; readonly ptsMs: number }[] {
    return this.sink.video
      .map(({ bytes, ptsMs }) => ({ ...nameOf(bytes), ptsMs }))
      .filter(({ index }) => index === 0)
      .map(({ clip, cell, ptsMs }) => ({ cell: `${clip}:${cell}`, ptsMs }));
  }

  /** `clip:cell` of every cell that was begun. */
  get order(): string {
    return this.cells.map(({ cell }) => cell).join(' ');
  }
}

/** Enqueue options that write down what was told. */
export function told(log: string[], name: string): EnqueueOptions {
  const run = ({ fromFrame, startPtsMs }: ScheduledRun): string => `${fromFrame}@${startPtsMs}`;
  return {
    onScheduled: (scheduled) => log.push(`${name} scheduled ${run(scheduled)}`),
    onStarted: (scheduled) => log.push(`${name} started ${run(scheduled)}`),
    onInterrupted: ({ frame, ptsMs }) => log.push(`${name} interrupted ${frame}@${ptsMs}`),
    onEnded: ({ outcome, endPtsMs }) => log.push(`${name} ${outcome} @${endPtsMs}`),
  };
}
