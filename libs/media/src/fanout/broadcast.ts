import { milliseconds } from '@lockstep/sei';
import type { DataItem, MediaFrame, StreamHeaders } from '../stream/media-frame.js';
import type { Sink } from '../stream/sink.js';
import { BatchPacer } from './batch-pacer.js';
import { BatchPages } from './batch-pages.js';
import { CheckPhase } from './check-phase.js';
import { BatchRing, type Batch, type Entry, type RingLimits } from './batch-ring.js';
import { OpenBatch } from './open-batch.js';
import type { Container, Item, Opening } from './opening.js';
import { PassingBatch, SharedBatch } from './shared-batch.js';
import { Viewer, type Feed, type Patience, type Tally, type ViewerConnection } from './viewer.js';
import type { EndReason } from './wire.js';

export type BroadcastOptions = {
  readonly container: Container;
  /** Least time between two batches, milliseconds; 0: one batch for every video frame. */
  readonly intervalMs: number;
  readonly ring?: Partial<RingLimits>;
  /** Counts go here. */
  readonly tally?: Tally;
  /** A viewer's socket is closed; it is no longer among the viewers. */
  readonly onGone?: (connection: ViewerConnection) => void;
};

/** Writes in one turn of the event loop; libuv accepts one connection per turn, and a long turn keeps new viewers out. */
const SOCKETS_PER_TURN = 128;
/** Up to so many viewers are sent a batch in the publisher's own turn: the work is less than that of coming back to it. */
const VIEWERS_IN_PUBLISHERS_TURN = 4;
/**
 * With up to so many viewers the ring keeps what one of them still needs, not what might be, and a batch is through within
 * one turn of the event loop.
 */
const FEW_VIEWERS = 16;
/** Audio waits for the next video frame and leaves with it, but not longer than this, milliseconds. */
const LONGEST_AUDIO_WAIT_MS = 80;
/** Timers are in whole milliseconds. */
const TIMER_SLACK_MS = 1;
/** An open batch of this size is closed, and the next one begun: what waits is held by the bounds of the ring. */
const LARGEST_OPEN_BATCH = 1024 * 1024;

/** One for all streams: with few viewers each, nearly all of them are through before it comes. */
const checkPhase = new CheckPhase();

export const noTally = (): Tally => ({
  bytes: 0,
  drops: 0,
  droppedBytes: 0,
  stalled: 0,
  unwritable: 0,
});

/**
 * One stream to all its viewers of one class. Items gather in an open batch; when it is due it is sealed, that is written
 * once into the ring, and a sweep offers every viewer the same Buffer.
 *
 * ```text
 *            item                      due, flush, end                     every viewer had its turn
 *   IDLE ───────────► SCHEDULED ─────────────────────────► SWEEPING ─────────────────────────────────┐
 *    ▲               (check phase                       (128 viewers a                               │
 *    │                or timer)                          turn of the loop)                           │
 *    │                   ▲                                  ▲                                        │
 *    │                   │                                  └── due again meanwhile (#sweepsAgain) ◄─┤
 *    │                   └───────────────────────────────────── items gathered meanwhile ◄───────────┤
 *    └──────────────────────────────────────────────────────────────────────── nothing new ◄─────────┘
 * ```
 *
 * Items are taken in every state; a batch is sealed in every state. While SWEEPING nothing is scheduled. After `end` the
 * next sweep finishes every viewer, and a later viewer is finished on arrival. Which state it is:
 *
 * | state     | fields                                                                            |
 * | --------- | --------------------------------------------------------------------------------- |
 * | SCHEDULED | `#isInCheckPhase`, or `#dueAtMs` < Infinity with `#timer` set for it or earlier    |
 * | SWEEPING  | `#sweep`, the viewers who have not had their turn                                  |
 * | ended     | `#endReason`                                                                      |
 *
 * A viewer offered the batch is up to date, and is sent it; or it is behind or new, and reads the ring from its own
 * position; or its socket is busy, and it reads when the socket is free again. So a sweep may be late but never wrong.
 */
export class Broadcast implements Sink {
  readonly #viewers = new Set<Viewer>();
  readonly #pacer: BatchPacer;
  readonly #feed: Feed;
  readonly #container: Container;
  readonly #open: OpenBatch;
  /** What is in force from the next frame on. */
  #opening: Opening | undefined;
  #latest: { batch: Batch; shared: SharedBatch | undefined } | undefined;
  readonly #pages = new BatchPages();
  /** What stands before the first frame of every viewer who begins at this entry, or has to wait for one. */
  #first: { entry: Entry | undefined; opening: Opening; shared: SharedBatch } | undefined;
  #lastDtsMs = milliseconds(0);
  #sweep: IterableIterator<Viewer> | undefined;
  /** A batch became due while a sweep was under way: another sweep follows at once. */
  #sweepsAgain = false;
  /** Position up to which the latest sweep sends. */
  #sweptTo = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = 0;
  /** When the open batch is to leave at the latest. */
  #dueAtMs = Infinity;
  /** The open batch leaves in the check phase of this turn of the event loop. */
  #isInCheckPhase = false;
  #endReason: EndReason | undefined;
  readonly #onGone: (connection: ViewerConnection) => void;

  constructor({
    container,
    intervalMs,
    ring,
    tally = noTally(),
    onGone = () => undefined,
  }: BroadcastOptions) {
    this.#container = container;
    this.#open = new OpenBatch(container);
    this.#onGone = onGone;
    this.#pacer = new BatchPacer(intervalMs);
    this.#feed = {
      ring: new BatchRing(ring, {
        isInUse: (end) => this.#isInUse(end),
        neededFrom: () => this.#neededFrom(),
      }),
      tally,
      first: (entry) => this.#firstAt(entry),
      keepAlive: new SharedBatch(container.keepAlive),
    };
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Viewers who wait for their first frame. */
  get held(): number {
    let held = 0;
    for (const viewer of this.#viewers) if (viewer.isHeld) held++;
    return held;
  }

  /** Time between two batches now, milliseconds; grows with the number of viewers when one core no longer carries them. */
  get intervalMs(): number {
    return this.#pacer.currentIntervalMs;
  }

  /** Takes a viewer: it begins at the newest entry at once, or as soon as there is one. */
  add(connection: ViewerConnection): void {
    const viewer = new Viewer(connection, this.#feed);
    this.#viewers.add(viewer);
    connection.watch({
      pause: () => viewer.pause(),
      resume: () => viewer.resume(),
      gone: () => {
        this.#viewers.delete(viewer);
        this.#onGone(connection);
      },
    });
    if (this.#endReason) viewer.finish(this.#endReason);
    else viewer.catchUp();
  }

  onHeaders(headers: StreamHeaders): void {
    if (!this.#open.isEmpty) this.flush();
    this.#opening = this.#container.opening(headers);
  }

  onFrame(frame: MediaFrame): void {
    this.#add(frame);
  }

  /** It leaves like audio: with the next video frame, or soon. */
  onData(item: DataItem): void {
    this.#add(item);
  }

  #add(item: Item): void {
    if (!this.#opening || this.#endReason) return;
    if (!this.#container.fits(item)) {
      this.#feed.tally.unwritable++;
      return;
    }
    const isFirst = this.#open.isEmpty;
    this.#open.add(item);
    this.#lastDtsMs = item.dtsMs;
    if (this.#open.byteLength > LARGEST_OPEN_BATCH) this.#seal();
    if (item.kind === 'video') this.#schedule(0);
    else if (isFirst) this.#schedule(LONGEST_AUDIO_WAIT_MS);
  }

  /** What has come so far need not wait for the check phase, unless the batch is to leave later. */
  onBatchEnd(): void {
    if (this.#isInCheckPhase && this.#viewers.size <= VIEWERS_IN_PUBLISHERS_TURN) this.#send();
  }

  onEnd(): void {
    this.end('ended');
  }

  /** Sends what there is, at once: the frames that a subscription began with. */
  flush(): void {
    this.#send();
  }

  /** Ends every viewer cleanly, now and in future. */
  end(reason: EndReason): void {
    if (this.#endReason) return;
    this.#endReason = reason;
    this.#send();
  }

  /** Forgets the stream: nobody watches. */
  close(): void {
    this.#isInCheckPhase = false;
    clearTimeout(this.#timer);
    this.#dueAtMs = Infinity;
    this.#endReason ??= 'ended';
    this.#open.clear();
    this.#feed.ring[Symbol.dispose]();
    this.#pages[Symbol.dispose]();
  }

  /** Called now and then, every `elapsedMs`. */
  check(elapsedMs: number, patience: Patience): void {
    for (const viewer of this.#viewers) viewer.check(elapsedMs, patience);
  }

  /** Sends in the check phase of this turn, so that all frames of one read share a batch; later if it is not yet due. */
  #schedule(waitMs: number): void {
    if (this.#isInCheckPhase || this.#sweep || this.#endReason) return;
    const now = performance.now();
    const waitsMs = Math.max(waitMs, this.#pacer.dueInMs(now));
    if (waitsMs > 0) return this.#sendBy(now + waitsMs, now);
    this.#isInCheckPhase = true;
    checkPhase.add(this.#sendInCheckPhase);
  }

  /** A timer that fires too early looks again: cheaper than to set it anew for every batch. */
  #sendBy(dueAtMs: number, nowMs: number): void {
    this.#dueAtMs = Math.min(this.#dueAtMs, dueAtMs);
    if (this.#timer && this.#timerAtMs <= this.#dueAtMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = this.#dueAtMs;
    this.#timer = setTimeout(this.#onTimer, this.#dueAtMs - nowMs);
  }

  readonly #onTimer = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    if (now >= this.#dueAtMs - TIMER_SLACK_MS) this.#send();
    else if (this.#dueAtMs < Infinity) this.#sendBy(this.#dueAtMs, now);
  };

  readonly #sendInCheckPhase = (): void => {
    if (this.#isInCheckPhase) this.#send();
  };

  /** Sends everyone what there is. */
  readonly #send = (): void => {
    this.#isInCheckPhase = false;
    this.#dueAtMs = Infinity;
    this.#seal();
    if (this.#sweep) this.#sweepsAgain = true;
    else if (this.#hasNews) this.#beginSweep();
  };

  #seal(): void {
    if (this.#open.isEmpty || !this.#opening) return;
    const batch = this.#feed.ring.append(this.#open.take(this.#opening), performance.now());
    this.#latest = { batch, shared: undefined };
  }

  #beginSweep(): void {
    this.#sweepsAgain = false;
    this.#sweptTo = this.#feed.ring.end;
    this.#sweep = this.#viewers.values();
    this.#pacer.left(performance.now());
    this.#sweepTurn();
  }

  readonly #sweepTurn = (): void => {
    const { batch } = this.#latest ?? {};
    const passing = batch && this.#viewers.size <= FEW_VIEWERS ? new PassingBatch(batch.bytes) : undefined;
    const isOver = this.#offerToSome(batch, passing ?? this.#shared);
    if (isOver) this.#endSweep();
    else setImmediate(this.#sweepTurn);
  };

  /** @returns whether all viewers had their turn */
  #offerToSome(batch: Batch | undefined, framed: PassingBatch | SharedBatch | undefined): boolean {
    let isInUse = false;
    let isOver = false;
    for (let i = 0; i < SOCKETS_PER_TURN && !isOver; i++) {
      const next = this.#sweep?.next();
      if (!next || next.done) isOver = true;
      else if (this.#endReason) next.value.finish(this.#endReason);
      else if (batch && framed && next.value.offer(batch, framed)) isInUse = true;
    }
    if (framed instanceof PassingBatch) framed.release(isInUse);
    return isOver;
  }

  get #shared(): SharedBatch | undefined {
    if (this.#latest) this.#latest.shared ??= new SharedBatch(this.#latest.batch.bytes, this.#pages);
    return this.#latest?.shared;
  }

  /** Whether a viewer's socket may still send something from before `end`. */
  #isInUse(end: number): boolean {
    for (const viewer of this.#viewers) if (viewer.inUseFrom < end) return true;
    return false;
  }

  /** With many viewers some are always a little behind: it is not worth looking. */
  #neededFrom(): number {
    if (this.#viewers.size > FEW_VIEWERS) return -Infinity;
    let from = Infinity;
    for (const viewer of this.#viewers) from = Math.min(from, viewer.needsFrom);
    return from;
  }

  #endSweep(): void {
    this.#sweep = undefined;
    this.#pacer.swept(performance.now());
    if (this.#sweepsAgain) this.#beginSweep();
    else if (this.#hasNews || this.#open.hasVideo) this.#schedule(0);
    else if (!this.#open.isEmpty) this.#schedule(LONGEST_AUDIO_WAIT_MS);
  }

  /** There is something that no sweep has begun to send. */
  get #hasNews(): boolean {
    return this.#feed.ring.end > this.#sweptTo || this.#endReason !== undefined;
  }

  #firstAt(entry: Entry | undefined): { opening: Opening; shared: SharedBatch } | undefined {
    const opening = entry?.opening ?? this.#opening;
    if (!opening) return undefined;
    if (this.#first?.entry !== entry || this.#first?.opening !== opening) {
      const shared = new SharedBatch(opening.first(entry?.dtsMs ?? this.#lastDtsMs));
      this.#first = { entry, opening, shared };
    }
    return this.#first;
  }
}
