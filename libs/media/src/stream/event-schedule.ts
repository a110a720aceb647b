import { lessonSeiNalUnits, MAX_LESSON_BYTES_PER_ACCESS_UNIT, type Milliseconds } from '@lockstep/sei';
import { Admissions, type Admission } from './admission.js';
import { DEFAULT_EVENT_LIMITS, EventBudget, type EventLimits } from './event-budget.js';
import { warnOf } from './listeners.js';
import { MessageQueue, type Load, type QueuedMessage, type ScheduledUnit } from './message-queue.js';
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
  /** Clock of the budget, ms; while it is set back, time stands still for it. Default: `now` if given, else a monotonic one. */
  readonly monotonicNow?: () => number;
  readonly limits?: EventLimits;
  /** Receives errors thrown by `snapshot` and `onStamped`; the stream goes on. */
  readonly onError?: (error: unknown) => void;
};

/** What one access unit is to carry, as SEI NAL units. */
export type Decision = {
  /** Events, or fragments of them, in the order of `seq`. */
  readonly events: readonly Uint8Array[];
  /** The state; empty but at random access frames. */
  readonly snapshot: readonly Uint8Array[];
};

export const NOTHING_DUE: Decision = { events: [], snapshot: [] };

/** Follows what is decided, for another rendition. */
export interface Follower {
  /** A message got its frame; `snapshot` is the state after it. */
  onMessage(message: Required<QueuedMessage>, snapshot: readonly Uint8Array[]): void;
  /** A random access frame: the state at it, and the message that it follows. */
  onState(seq: number, snapshot: readonly Uint8Array[]): void;
}

type Waiting = StampRequest & {
  readonly resolve: (stamped: Stamped) => void;
  readonly reject: (error: Error) => void;
};

/**
 * Decides, once per event and for all renditions of a stream, which frame carries it: in strict order of `seq`, on frames with
 * growing presentation times. So the order of `seq` is the order on the screen, and the state at a frame is the sum of all
 * events up to its PTS, with B-frames too. A random access frame also carries a snapshot, which counts against the events
 * beside it but is never split over frames: a viewer who starts there would show a wrong state meanwhile.
 *
 *   stamp() ──► waiting ──► due ──► on a frame: onStamped, resolved, sent to the followers
 *      │           └──► rejected: a trusted relay publishes, or the stream ended
 *      └──► refused: order, size, budget
 */
export class EventSchedule {
  readonly #options: EventScheduleOptions;
  readonly #budget: EventBudget;
  readonly #limits: EventLimits;
  readonly #now: () => number;
  readonly #monotonicNow: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #admissions = new Admissions();
  readonly #queue = new MessageQueue<Waiting>((...aired) => this.#onFrame(...aired));
  readonly #followers = new Set<Follower>();
  /** Of the last message that is on a frame. */
  #airedSeq = -1;
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
    return this.#queue.messages.map(requestOf);
  }

  /** Mean time between frames, milliseconds. */
  get frameIntervalMs(): number {
    return this.#queue.frameIntervalMs;
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
      this.#queue.push({ ...request, resolve, reject });
    });
  }

  /** Called with every access unit of the rendition that comes first. */
  decide(unit: ScheduledUnit): Decision {
    this.#queue.observe(unit);
    const isQuiet = this.#queue.messages.length === 0 && !unit.isRandomAccess;
    if (this.#state !== 'open' || isQuiet) return NOTHING_DUE;
    const load: Load = { events: [], room: MAX_LESSON_BYTES_PER_ACCESS_UNIT, wallClockMs: this.#now() };
    this.#reserveSnapshot(unit, load);
    this.#queue.load(unit, load);
    if (!unit.isRandomAccess) return { events: load.events, snapshot: NOTHING_DUE.snapshot };
    const snapshot = this.#makeSnapshot(load.wallClockMs);
    if (snapshot.length > 0) this.#queue.noteCarrier(unit);
    for (const follower of this.#followers) follower.onState(this.#airedSeq, snapshot);
    return { events: load.events, snapshot };
  }

  /** The state after the newest event that is on a frame: what a rendition begins with. */
  currentState(): { readonly seq: number; readonly snapshot: readonly Uint8Array[] } {
    return { seq: this.#airedSeq, snapshot: this.#makeSnapshot(this.#now()) };
  }

  /** @returns a function that ends it */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** The timeline jumped, or another publisher goes on: what was learnt about the rhythm of the frames is forgotten. */
  restartRhythm(frameRate?: number): void {
    this.#queue.restartRhythm(frameRate);
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
    const unstamped = this.#queue.clear();
    for (const { seq, reject } of unstamped) reject(errorOf(seq));
    return unstamped.map(requestOf);
  }

  #accept({ seq, body, repeat, admission }: StampRequest): void {
    if (this.#state === 'ended') throw new StreamEnded(seq);
    if (this.#state === 'relayed') throw new StreamRelayed(seq);
    const lastSeq = this.#queue.messages.at(-1)?.seq ?? this.#airedSeq;
    if (seq <= lastSeq) throw new SeqOutOfOrder(seq, lastSeq);
    if (body.length > this.#limits.bodyBytes) throw new BodyTooLarge(body.length, this.#limits.bodyBytes);
    if (repeat || this.#admissions.redeem(admission, body.length)) return;
    this.#budget.spend(body.length, this.#monotonicNow());
  }

  /**
   * Leaves room for the snapshot of a random access frame. It is made once, after the events beside it; until then its size
   * is known well enough from the last one, which every event makes larger by its own size at most.
   */
  #reserveSnapshot(unit: ScheduledUnit, load: Load): void {
    const [head] = this.#queue.messages;
    if (!unit.isRandomAccess || head === undefined || !this.#queue.mayCarry(unit)) return;
    const eventBytes = 2 * head.body.length + MESSAGE_OVERHEAD_BYTES;
    if ((this.#snapshotBytes ?? Infinity) + eventBytes > load.room) this.#makeSnapshot(load.wallClockMs);
    load.room -= this.#snapshotBytes ?? 0;
  }

  #onFrame(message: Waiting, { ptsMs, frame }: ScheduledUnit, wallClockMs: number): void {
    const { seq, body, repeat = false } = message;
    const stamped: Stamped = { seq, plannedPtsMs: message.ptsMs ?? null, ptsMs, frame, wallClockMs };
    this.#airedSeq = seq;
    if (this.#snapshotBytes !== undefined) this.#snapshotBytes += body.length;
    this.#guarded(() => this.#options.onStamped?.(stamped));
    message.resolve(stamped);
    if (this.#followers.size === 0) return;
    const snapshot = this.#makeSnapshot(wallClockMs);
    const forFollowers = { seq, body, repeat, ptsMs, wallClockMs };
    for (const follower of this.#followers) follower.onMessage(forFollowers, snapshot);
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

/** What was asked for, without what answers it. */
function requestOf({ seq, body, ptsMs, repeat, admission }: Waiting): StampRequest {
  return {
    seq,
    body,
    ...(ptsMs !== undefined && { ptsMs }),
    ...(repeat !== undefined && { repeat }),
    ...(admission !== undefined && { admission }),
  };
}
