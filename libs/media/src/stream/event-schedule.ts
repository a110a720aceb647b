import { lessonSeiNalUnits, MAX_LESSON_BYTES_PER_ACCESS_UNIT, type Milliseconds } from '@lockstep/sei';
import { Admissions, type Admission } from './admission.js';
import { DEFAULT_EVENT_LIMITS, EventBudget, type EventLimits } from './event-budget.js';
import { warnOf } from './listeners.js';
import { PresentationGrid } from './presentation-grid.js';
import { BodyTooLarge, SeqOutOfOrder, StreamEnded, StreamRelayed } from './stamp-errors.js';

/** A message for the bitstream. Its event has no meaning here: `body` is what players get. */
export type StampRequest = {
  /** Event counter of the channel; every message has a larger one than the messages before that are waiting or on a frame. */
  readonly seq: number;
  readonly body: Uint8Array;
  /** Presentation time wanted, on the stream's timeline, ms; absent: the next frame. */
  readonly ptsMs?: Milliseconds;
  /** It may have been in the bitstream before (a restart, a lost publisher). Such a message costs no budget. */
  readonly repeat?: boolean;
  /** From {@link EventSchedule.admit}; the budget is then already spent. */
  readonly admission?: Admission;
};

/** Where a message ended up. With a message in fragments, the access unit of the last one: there it takes effect. */
export type Stamped = {
  readonly seq: number;
  readonly plannedPtsMs: Milliseconds | null;
  readonly ptsMs: Milliseconds;
  /** Index of the access unit on the stream's timeline. */
  readonly frame: number;
  /** Clock of the stamping server, ms since 1970. */
  readonly wallClockMs: number;
};

export type EventScheduleOptions = {
  /**
   * The whole state after the event `seq`, as bytes; asked for at every random access frame, after `onStamped` of all
   * events up to and on that frame. Undefined: no snapshot.
   */
  readonly snapshot?: () => { readonly seq: number; readonly body: Uint8Array } | undefined;
  /** Called in the moment of the decision, before any viewer gets the frame. */
  readonly onStamped?: (stamped: Stamped) => void;
  /** Wall clock for messages, ms since 1970. */
  readonly now?: () => number;
  /** Clock of the budget, ms; one that is set back stands still for the budget. Default: `now` if given, else a monotonic one. */
  readonly monotonicNow?: () => number;
  readonly limits?: EventLimits;
  /** Hears of errors thrown by `snapshot` and `onStamped`; the stream goes on. */
  readonly onError?: (error: unknown) => void;
};

/** What a decision needs to know of an access unit, whichever its rendition. Access units come in decoding order. */
export type ScheduledUnit = {
  readonly isRandomAccess: boolean;
  readonly dtsMs: Milliseconds;
  readonly ptsMs: Milliseconds;
  readonly frame: number;
};

/** What one access unit is to carry. */
export type Decision = {
  /** Events, or fragments of them, in the order of `seq`. */
  readonly events: readonly Uint8Array[];
  /** State at a random access frame; for the other renditions also after every event. */
  readonly snapshot: readonly Uint8Array[];
};

export const NOTHING_DUE: Decision = { events: [], snapshot: [] };

type Waiting = {
  readonly request: StampRequest;
  readonly resolve: (stamped: Stamped) => void;
  readonly reject: (error: Error) => void;
};

/**
 * The message at the head of the queue, once it was begun.
 *
 *   split ────── no room beside the snapshot of a random access frame ─────► held-back
 *     │                                                                          │
 *     └──── a random access frame came between its fragments ───► whole ◄────────┘
 */
type Fragmenting = {
  readonly nalUnits: readonly Uint8Array[];
  /** All fragments of a message bear the same. */
  readonly wallClockMs: number;
  /** Fragments already in the bitstream. */
  written: number;
  /**
   * `split`: over as many access units as it takes. `held-back`: its next fragment goes onto the next frame, room or not.
   * `whole`: it begins anew and may not be split any more.
   */
  mode: 'split' | 'held-back' | 'whole';
};

/** What is being put into one access unit; `room` is in bytes. */
type Load = { readonly events: Uint8Array[]; room: number; readonly wallClockMs: number };

/**
 * Decides, once per event and for all renditions of a stream, which frame carries it: in strict order of `seq`, on frames with
 * growing presentation times. So the order of `seq` is the order on the screen, and the state at a frame is the sum of all
 * events up to its PTS, with B-frames too. A random access frame also carries a snapshot, which counts against the events
 * beside it but is never split over frames: a viewer who starts there would show a wrong state meanwhile.
 *
 *   stamp() ──► waiting ──► head ──► due: its time has come ──► on a frame: onStamped, resolved
 *                 │          └─ large: fragments begin ahead of its time, the last one is on the frame that is due
 *                 └──► rejected: a trusted relay publishes, the stream ended
 */
export class EventSchedule {
  readonly #options: EventScheduleOptions;
  readonly #budget: EventBudget;
  readonly #limits: EventLimits;
  readonly #now: () => number;
  readonly #monotonicNow: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #admissions = new Admissions();
  readonly #queue: Waiting[] = [];
  readonly #followers = new Set<(unit: ScheduledUnit, decision: Decision) => void>();
  #grid = new PresentationGrid();
  #fragmenting: Fragmenting | undefined;
  /** Of the last message that is on a frame. */
  #airedSeq = -1;
  /** Largest PTS that carries an event or a snapshot. */
  #lastCarrierPtsMs = -Infinity;
  /** The next snapshot has this many bytes at most; undefined: not known yet. */
  #snapshotBytes: number | undefined;
  #state: 'open' | 'relayed' | 'ended' = 'open';

  constructor(options: EventScheduleOptions = {}) {
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_EVENT_LIMITS;
    this.#budget = new EventBudget(this.#limits);
    this.#now = options.now ?? Date.now;
    this.#monotonicNow = options.monotonicNow ?? options.now ?? (() => performance.now());
    this.#onError = options.onError ?? warnOf;
  }

  /** Messages that are taken and not yet on a frame, in order. */
  get pending(): readonly StampRequest[] {
    return this.#queue.map(({ request }) => request);
  }

  /** Mean time between frames, milliseconds. */
  get frameIntervalMs(): number {
    return this.#grid.intervalMs;
  }

  /**
   * Spends the budget for a body of this size now, so that a message can be refused before it is written to a ledger.
   * @throws BodyTooLarge, BudgetExceeded
   */
  admit(byteLength: number): Admission {
    this.#budget.spend(byteLength, this.#monotonicNow());
    return this.#admissions.issue(byteLength);
  }

  /**
   * Takes a message; resolves when it is on a frame.
   * @returns rejects with BodyTooLarge, BudgetExceeded, SeqOutOfOrder, StreamRelayed (nothing was taken) or StreamEnded
   */
  stamp(request: StampRequest): Promise<Stamped> {
    return new Promise((resolve, reject) => {
      this.#accept(request); // a throw in here rejects
      this.#queue.push({ request, resolve, reject });
    });
  }

  /** Called with every access unit of the rendition that comes first. */
  decide(unit: ScheduledUnit): Decision {
    this.#grid.observe(unit.dtsMs, unit.ptsMs);
    if (this.#state !== 'open' || (this.#queue.length === 0 && !unit.isRandomAccess)) return NOTHING_DUE;
    const load: Load = { events: [], room: MAX_LESSON_BYTES_PER_ACCESS_UNIT, wallClockMs: this.#now() };
    if (unit.isRandomAccess) this.#restartFragments();
    this.#loadEvents(unit, load);
    const decision = { events: load.events, snapshot: this.#snapshotFor(unit, load) };
    for (const follow of this.#followers) follow(unit, decision);
    return unit.isRandomAccess ? decision : { events: decision.events, snapshot: NOTHING_DUE.snapshot };
  }

  /** Tells every decision that puts something on a frame. @returns a function that ends it */
  follow(follower: (unit: ScheduledUnit, decision: Decision) => void): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** The timeline jumped, or another publisher goes on: what was learnt about the rhythm of the frames is forgotten. */
  restartRhythm(frameRate?: number): void {
    this.#grid = new PresentationGrid(frameRate);
  }

  /** While a trusted relay publishes, its events are the lesson: nothing is decided, waiting messages are refused. */
  setRelayed(relayed: boolean): void {
    if (this.#state === 'ended') return;
    this.#state = relayed ? 'relayed' : 'open';
    if (relayed) this.#rejectAll((seq) => new StreamRelayed(seq));
  }

  /** Ends for good. @returns the messages that were never on a frame, in order, to be stamped elsewhere with `repeat` */
  end(): StampRequest[] {
    this.#state = 'ended';
    return this.#rejectAll((seq) => new StreamEnded(seq));
  }

  #rejectAll(errorOf: (seq: number) => Error): StampRequest[] {
    const unstamped = this.#queue.splice(0);
    this.#fragmenting = undefined;
    for (const { request, reject } of unstamped) reject(errorOf(request.seq));
    return unstamped.map(({ request }) => request);
  }

  #accept({ seq, body, repeat, admission }: StampRequest): void {
    if (this.#state === 'ended') throw new StreamEnded(seq);
    if (this.#state === 'relayed') throw new StreamRelayed(seq);
    const lastSeq = this.#queue.at(-1)?.request.seq ?? this.#airedSeq;
    if (seq <= lastSeq) throw new SeqOutOfOrder(seq, lastSeq);
    if (body.length > this.#limits.bodyBytes) throw new BodyTooLarge(body.length, this.#limits.bodyBytes);
    if (repeat || this.#admissions.redeem(admission, body.length)) return;
    this.#budget.spend(body.length, this.#monotonicNow());
  }

  /** A viewer who starts at a random access frame must not miss the first fragments of a message: it begins anew. */
  #restartFragments(): void {
    const begun = this.#fragmenting;
    if (begun === undefined || begun.written === 0) return;
    begun.written = 0;
    begun.mode = 'whole';
  }

  #loadEvents(unit: ScheduledUnit, load: Load): void {
    let mayCarry = unit.ptsMs > this.#lastCarrierPtsMs;
    if (unit.isRandomAccess && mayCarry && this.#queue[0] !== undefined) this.#reserveSnapshot(load);
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const isDue = mayCarry && this.#isDue(head.request, unit);
      if (!this.#loadMessage(head.request, isDue, unit, load)) return;
      const wallClockMs = this.#fragmenting?.wallClockMs ?? load.wallClockMs;
      this.#fragmenting = undefined;
      this.#queue.shift();
      this.#lastCarrierPtsMs = unit.ptsMs;
      this.#report(head, unit, wallClockMs);
      mayCarry = true;
    }
  }

  /** The room that the snapshot of this frame will need; it is made when the events beside it are known. */
  #reserveSnapshot(load: Load): void {
    if (load.room < (this.#snapshotBytes ?? Infinity) + this.#headBytes) this.#makeSnapshot(load.wallClockMs);
    load.room -= this.#snapshotBytes ?? 0;
  }

  get #headBytes(): number {
    return 2 * (this.#queue[0]?.request.body.length ?? 0) + MESSAGE_OVERHEAD_BYTES;
  }

  /** @returns whether the last byte of the message is on this access unit */
  #loadMessage(request: StampRequest, isDue: boolean, unit: ScheduledUnit, load: Load): boolean {
    const begun = this.#fragmenting;
    if (!isDue && (begun?.mode === 'whole' || !this.#mayBeginEarly(request, unit))) return false;
    const message = begun ?? (this.#fragmenting = fragmentsOf(request, load.wallClockMs));
    const last = isDue ? message.nalUnits.length : message.nalUnits.length - 1;
    for (const fragment of message.nalUnits.slice(message.written, last)) {
      // the event makes the snapshot beside it grow by its own size at most
      const cost = unit.isRandomAccess ? fragment.length * 2 : fragment.length;
      const isFirst = load.events.length === 0;
      const mustGo =
        message.mode === 'whole' || (isFirst && (!unit.isRandomAccess || message.mode === 'held-back'));
      if (cost > load.room && !mustGo) {
        if (unit.isRandomAccess) message.mode = 'held-back';
        return false;
      }
      load.events.push(fragment);
      load.room -= cost;
      message.written++;
    }
    if (message.mode === 'held-back' && message.written > 0) message.mode = 'split';
    return message.written === message.nalUnits.length;
  }

  /** The first frame at or after the wanted time in order of presentation, else the next one that may carry it. */
  #isDue({ ptsMs: wanted }: StampRequest, unit: ScheduledUnit): boolean {
    return wanted === undefined || this.#grid.isFirstAtOrAfter(wanted, unit.dtsMs, unit.ptsMs);
  }

  /** A message in fragments begins ahead of its time, so that its last fragment is on the frame it was meant for. */
  #mayBeginEarly({ ptsMs: wanted, body }: StampRequest, unit: ScheduledUnit): boolean {
    if (wanted === undefined || body.length < MAX_LESSON_BYTES_PER_ACCESS_UNIT / 2) return false;
    const frames = 2 + Math.ceil(body.length / (MAX_LESSON_BYTES_PER_ACCESS_UNIT / 2));
    return wanted - unit.ptsMs <= frames * this.#grid.intervalMs;
  }

  #report(head: Waiting, unit: ScheduledUnit, wallClockMs: number): void {
    const { seq, ptsMs, body } = head.request;
    const { ptsMs: airedPtsMs, frame } = unit;
    const stamped: Stamped = { seq, plannedPtsMs: ptsMs ?? null, ptsMs: airedPtsMs, frame, wallClockMs };
    this.#airedSeq = seq;
    if (this.#snapshotBytes !== undefined) this.#snapshotBytes += body.length;
    this.#guarded(() => this.#options.onStamped?.(stamped));
    head.resolve(stamped);
  }

  #snapshotFor(unit: ScheduledUnit, load: Load): readonly Uint8Array[] {
    const isWanted = unit.isRandomAccess || (this.#followers.size > 0 && load.events.length > 0);
    if (!isWanted) return NOTHING_DUE.snapshot;
    const snapshot = this.#makeSnapshot(load.wallClockMs);
    if (unit.isRandomAccess && snapshot.length > 0) {
      this.#lastCarrierPtsMs = Math.max(this.#lastCarrierPtsMs, unit.ptsMs);
    }
    return snapshot;
  }

  #makeSnapshot(wallClockMs: number): readonly Uint8Array[] {
    const nalUnits = this.#guarded(() => {
      const snapshot = this.#options.snapshot?.();
      if (snapshot === undefined) return undefined;
      if (snapshot.body.length > this.#limits.bodyBytes) {
        throw new BodyTooLarge(snapshot.body.length, this.#limits.bodyBytes);
      }
      return lessonSeiNalUnits({ ...snapshot, wallClockMs, snapshot: true, repeat: false });
    });
    this.#snapshotBytes = (nalUnits ?? []).reduce((sum, nalUnit) => sum + nalUnit.length, 0);
    return nalUnits ?? NOTHING_DUE.snapshot;
  }

  #guarded<T>(call: () => T): T | undefined {
    try {
      return call();
    } catch (error) {
      this.#onError(error);
      return undefined;
    }
  }
}

/** Of a message that is not in fragments: NAL unit and SEI headers, UUID, message header, emulation prevention. */
const MESSAGE_OVERHEAD_BYTES = 128;

const fragmentsOf = ({ seq, body, repeat = false }: StampRequest, wallClockMs: number): Fragmenting => ({
  nalUnits: lessonSeiNalUnits({ seq, body, wallClockMs, snapshot: false, repeat }),
  wallClockMs,
  written: 0,
  mode: 'split',
});
