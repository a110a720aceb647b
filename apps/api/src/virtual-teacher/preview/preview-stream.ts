import { Logger } from '@nestjs/common';
import {
  encodeEvent,
  encodeSnapshot,
  initialLessonState,
  type LessonEvent,
  reduce,
} from '@lockstep/contracts';
import {
  type Admission,
  BudgetExceeded,
  CELL_MS,
  type CellSource,
  type Clip,
  LiveStream,
  type Pacer,
  Playout,
  type PlayoutItem,
  SeiStamper,
  type StampRequest,
  StreamEnded,
} from '@lockstep/media';
import { milliseconds } from '../../signalling/stream-time.js';
import { RepeatedClip, RestOfClip } from './cell-sources.js';
import type { PreviewPiece, PreviewPlan } from './preview-plan.js';

export type PreviewStreamOptions = {
  readonly name: string;
  readonly plan: PreviewPlan;
  /** Where to begin, ms from the lesson's beginning; the last frame before it that a decoder may begin with. */
  readonly atMs: number;
  /** Shared with the sessions. */
  readonly pacer: Pacer;
  readonly clip: (id: string) => Promise<Clip>;
};

/** A playout shows one idle cell before its first item: the lesson's time 0 is that much later on the stream. */
const LEAD_IN_MS = CELL_MS;
/** How long before its frame an event is given to the stamper. */
const STAMP_AHEAD_MS = 200;
/** Scheduling needs one frame's time, because everything is in memory. */
const LEAD_MS = 40;
/** How long the end stays on screen. */
const FAREWELL_CELLS = 6;

/** A lesson on a stream of its own, from any position, with the events that a student would get. */
export class PreviewStream implements AsyncDisposable {
  readonly stream: LiveStream;
  readonly #logger = new Logger('Preview');
  readonly #due: { readonly ptsMs: number; readonly event: LessonEvent }[] = [];
  /** With the stamper. */
  readonly #flying = new Map<number, LessonEvent>();
  #state = initialLessonState;
  /** The last event that is in the state. */
  #seq = 0;
  /** The last event that was given to the stamper. */
  #sent: number;
  #playout: Playout | undefined;
  #isClosed = false;

  private constructor(
    private readonly options: PreviewStreamOptions,
    private readonly idle: Clip,
    private readonly pieces: readonly PreviewPiece[],
    private readonly first: CellSource,
    /** Where it really begins. */
    readonly startMs: number,
  ) {
    for (const { events } of options.plan.pieces) {
      for (const { atMs, event } of events) if (atMs < startMs) this.#apply(event, atMs + LEAD_IN_MS);
    }
    this.#sent = this.#seq;
    const stamper = new SeiStamper({
      snapshot: () => ({ seq: this.#seq, body: encodeSnapshot(this.#state) }),
      onStamped: ({ seq, ptsMs }) => {
        const event = this.#flying.get(seq);
        this.#flying.delete(seq);
        if (event) this.#apply(event, ptsMs);
      },
      onError: (error) => this.#logger.error(error),
    });
    this.stream = new LiveStream({ name: options.name, stamper, startAtMs: startMs });
    this.stream.on('frame', ({ kind, ptsMs }) => kind === 'video' && this.#stamp(ptsMs));
  }

  /** Reads the first clip, so that the first frame can follow at once. @throws ClipFormatError, ClipMissing */
  static async open(options: PreviewStreamOptions): Promise<PreviewStream> {
    const { plan, clip } = options;
    const atMs = Math.min(Math.max(0, options.atMs), Math.max(0, plan.durationMs - CELL_MS));
    const index = plan.pieces.findLastIndex(({ startMs }) => startMs <= atMs);
    const pieces = plan.pieces.slice(index);
    const [piece] = pieces;
    if (piece === undefined) throw new Error('A lesson without a piece cannot be shown.');
    const idle = await clip(piece.idle);
    const cell = Math.floor((atMs - piece.startMs) / CELL_MS);
    if (piece.clip === null) {
      const rest = new RepeatedClip(idle, piece.cells - cell);
      return new PreviewStream(options, idle, pieces, rest, piece.startMs + cell * CELL_MS);
    }
    const rest = new RestOfClip(await clip(piece.clip), cell);
    return new PreviewStream(options, idle, pieces, rest, piece.startMs + rest.firstCell * CELL_MS);
  }

  /** Begins to play; once. */
  start(): void {
    if (this.#playout !== undefined || this.#isClosed) return;
    const { pacer } = this.options;
    this.#playout = new Playout({
      stream: this.stream,
      pacer,
      idle: this.idle,
      leadMs: LEAD_MS,
      onError: (error) => this.#logger.error(error),
    });
    this.#play(this.#playout).catch((error: unknown) => {
      this.#logger.error(error);
      this.stream.end('the preview failed');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#playout?.[Symbol.asyncDispose]();
    this.stream.end('the preview is over');
  }

  /** One piece plays, one waits: clips are read while others play. */
  async #play(playout: Playout): Promise<void> {
    let before: PlayoutItem | undefined;
    for (const [i, piece] of this.pieces.entries()) {
      const startMs = i === 0 ? this.startMs : piece.startMs;
      const item = this.#enqueue(playout, piece, i === 0 ? this.first : await this.#sourceOf(piece), startMs);
      if (before) await before.ended;
      if (this.#isClosed) return;
      before = item;
    }
    await before?.ended;
    await playout.enqueue(new RepeatedClip(this.idle, FAREWELL_CELLS)).ended;
    await this[Symbol.asyncDispose]();
  }

  async #sourceOf({ clip, idle, cells }: PreviewPiece): Promise<CellSource> {
    const source = await this.options.clip(clip ?? idle);
    return clip === null ? new RepeatedClip(source, cells) : source;
  }

  #enqueue(playout: Playout, piece: PreviewPiece, source: CellSource, startMs: number): PlayoutItem {
    return playout.enqueue(source, {
      onScheduled: ({ startPtsMs }) => {
        for (const { atMs, event } of piece.events) {
          if (atMs >= startMs) this.#due.push({ ptsMs: startPtsMs + (atMs - startMs), event });
        }
      },
    });
  }

  #stamp(positionMs: number): void {
    for (let due = this.#due[0]; due && due.ptsMs <= positionMs + STAMP_AHEAD_MS; due = this.#due[0]) {
      const { event, ptsMs } = due;
      const body = encodeEvent(event);
      let admission: Admission;
      try {
        admission = this.stream.stamper.admit(body.length);
      } catch (error) {
        if (error instanceof BudgetExceeded) return; // it comes later, as it would live
        this.#logger.warn(`An event of a preview is left out: ${String(error)}`);
        this.#due.shift();
        continue;
      }
      this.#due.shift();
      this.#send(event, { body, ptsMs: milliseconds(ptsMs), admission });
    }
  }

  #send(event: LessonEvent, request: Omit<StampRequest, 'seq'>): void {
    const seq = ++this.#sent;
    this.#flying.set(seq, event);
    this.stream.stamper.stamp({ seq, ...request }).then(undefined, (error: unknown) => {
      if (!(error instanceof StreamEnded)) this.#logger.warn(error);
    });
  }

  #apply(event: LessonEvent, ptsMs: number): void {
    this.#seq++;
    this.#state = reduce(this.#state, event, { seq: this.#seq, ptsMs });
  }
}
