import {
  insertSei,
  lessonSeiNalUnits,
  MAX_LESSON_BYTES_PER_ACCESS_UNIT,
  type Milliseconds,
  type NalFraming,
} from '@lockstep/sei';
import { DEFAULT_EVENT_LIMITS, EventBudget, type EventLimits } from './event-budget.js';
import { warnOf } from './listeners.js';
import { PresentationGrid } from './presentation-grid.js';
import { BodyTooLarge, SeqOutOfOrder, StreamEnded, StreamRelayed } from './stamp-errors.js';

/** A message for the bitstream. The stamper knows no event meaning: `body` is what players get. */
export type StampRequest = {
  /** Event counter of the channel; every message has a larger one than the message before. */
  readonly seq: number;
  readonly body: Uint8Array;
  /** Presentation time wanted, on the stream's timeline; absent: the next frame. */
  readonly ptsMs?: Milliseconds;
  /** It may have been in the bitstream before (a restart, a lost publisher). Such a message costs no budget. */
  readonly repeat?: boolean;
  /** From {@link SeiStamper.admit}; the budget is then already spent. */
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

/** A place in the budget, for a message that is written elsewhere (a ledger) before it is stamped. */
export type Admission = { readonly byteLength: number };

export type SeiStamperOptions = {
  /**
   * The whole state after the event `seq`, as bytes; asked for at every random access picture, after `onStamped` of all
   * events up to and in that picture. Undefined: no snapshot.
   */
  readonly snapshot?: () => { readonly seq: number; readonly body: Uint8Array } | undefined;
  /** Called in the moment of stamping, before any viewer gets the picture. */
  readonly onStamped?: (stamped: Stamped) => void;
  /** ms since 1970. */
  readonly now?: () => number;
  readonly limits?: EventLimits;
  /** Hears of errors thrown by `snapshot` and `onStamped`; the stream goes on. */
  readonly onError?: (error: unknown) => void;
};

/** An access unit on its way to the viewers. */
export type AccessUnitToStamp = {
  readonly bytes: Uint8Array;
  readonly framing: NalFraming;
  readonly isRandomAccess: boolean;
  readonly dtsMs: Milliseconds;
  readonly ptsMs: Milliseconds;
  readonly frame: number;
};

type Waiting = {
  readonly request: StampRequest;
  /** Made when the first one is put in: all fragments of a message bear the same wall clock. */
  nalUnits: readonly Uint8Array[];
  wallClockMs: number;
  /** Fragments already in the bitstream. */
  written: number;
  /** A random access picture came between its fragments: it starts again and may not be split any more. */
  whole: boolean;
  readonly resolve: (stamped: Stamped) => void;
  readonly reject: (error: Error) => void;
};

/** What is being put into one access unit. */
type Load = { readonly nalUnits: Uint8Array[]; room: number; bytes: number; readonly wallClockMs: number };

/**
 * Puts messages into access units, in strict order of `seq`, onto pictures with growing presentation times: so the
 * order of `seq` is the order on the screen, and the state at a picture is the sum of all events up to its PTS, with
 * B-frames too. A random access picture also carries a snapshot, which counts against the events beside it but is never
 * split over pictures: a viewer who starts there would show a wrong state meanwhile.
 */
export class SeiStamper {
  readonly #options: SeiStamperOptions;
  readonly #budget: EventBudget;
  readonly #limits: EventLimits;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #queue: Waiting[] = [];
  #grid = new PresentationGrid();
  #lastSeq = -1;
  /** Largest PTS that carries an event or a snapshot. */
  #lastCarrierPtsMs = -Infinity;
  /** The access unit before was a random access picture, and its snapshot left no room for the event that was due. */
  #heldBack = false;
  #state: 'open' | 'relayed' | 'ended' = 'open';

  constructor(options: SeiStamperOptions = {}) {
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_EVENT_LIMITS;
    this.#budget = new EventBudget(this.#limits);
    this.#now = options.now ?? Date.now;
    this.#onError = options.onError ?? warnOf;
  }

  /** Messages that are taken and not yet on a frame, in order. */
  get pending(): readonly StampRequest[] {
    return this.#queue.map(({ request }) => request);
  }

  /**
   * Spends the budget for a body of this size now, so that a message can be refused before it is written to a ledger.
   * @throws BodyTooLarge, BudgetExceeded
   */
  admit(byteLength: number): Admission {
    this.#budget.spend(byteLength, this.#now());
    return { byteLength };
  }

  /**
   * Takes a message; resolves when it is on a frame.
   * @returns rejects with BodyTooLarge, BudgetExceeded, SeqOutOfOrder, StreamRelayed (nothing was taken) or StreamEnded
   */
  stamp(request: StampRequest): Promise<Stamped> {
    return new Promise((resolve, reject) => {
      this.#accept(request); // a throw in here rejects
      this.#queue.push({ request, nalUnits: [], wallClockMs: 0, written: 0, whole: false, resolve, reject });
      this.#lastSeq = Math.max(this.#lastSeq, request.seq);
    });
  }

  /** Called by the LiveStream with every access unit, in decoding order. The same bytes come back when nothing was due. */
  stampAccessUnit(unit: AccessUnitToStamp): Uint8Array {
    this.#grid.observe(unit.dtsMs, unit.ptsMs);
    if (this.#state !== 'open' || (this.#queue.length === 0 && !unit.isRandomAccess)) return unit.bytes;
    const load: Load = {
      nalUnits: [],
      room: MAX_LESSON_BYTES_PER_ACCESS_UNIT,
      bytes: 0,
      wallClockMs: this.#now(),
    };
    if (unit.isRandomAccess) this.#restartFragments();
    this.#loadEvents(unit, load);
    if (unit.isRandomAccess) this.#loadSnapshot(unit, load);
    return load.nalUnits.length === 0 ? unit.bytes : insertSei(unit.bytes, load.nalUnits, unit.framing);
  }

  /** The timeline jumped, or another publisher goes on: what was learnt about the rhythm of the pictures is forgotten. */
  restartRhythm(frameRate?: number): void {
    this.#grid = new PresentationGrid(frameRate);
  }

  /** Mean time between pictures, milliseconds. */
  get frameIntervalMs(): number {
    return this.#grid.intervalMs;
  }

  /** While a trusted relay publishes, its events are the lesson: nothing of ours is written, waiting messages are refused. */
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
    for (const { request, reject } of unstamped) reject(errorOf(request.seq));
    return unstamped.map(({ request }) => request);
  }

  #accept({ seq, body, repeat, admission }: StampRequest): void {
    if (this.#state === 'ended') throw new StreamEnded(seq);
    if (this.#state === 'relayed') throw new StreamRelayed(seq);
    if (!repeat && seq <= this.#lastSeq) throw new SeqOutOfOrder(seq, this.#lastSeq);
    if (body.length > this.#limits.bodyBytes) throw new BodyTooLarge(body.length, this.#limits.bodyBytes);
    if (!repeat && admission === undefined) this.#budget.spend(body.length, this.#now());
  }

  /** Who starts at a random access picture must not miss the first fragments of a message: it begins anew. */
  #restartFragments(): void {
    const head = this.#queue[0];
    if (head === undefined || head.written === 0) return;
    head.written = 0;
    head.whole = true;
  }

  #loadEvents(unit: AccessUnitToStamp, load: Load): void {
    let mayCarry = unit.ptsMs > this.#lastCarrierPtsMs;
    if (unit.isRandomAccess && mayCarry && this.#queue[0] !== undefined) {
      load.room -= byteLength(this.#snapshotNalUnits(load.wallClockMs)?.nalUnits ?? []);
    }
    const heldBefore = this.#heldBack;
    this.#heldBack = false;
    for (let head = this.#queue[0]; head !== undefined; head = this.#queue[0]) {
      const due = mayCarry && this.#isDue(head.request, unit);
      const finished = this.#loadMessage(head, due, unit, load, heldBefore);
      if (!finished) break;
      this.#queue.shift();
      this.#lastCarrierPtsMs = unit.ptsMs;
      this.#report(head, unit);
      mayCarry = true;
    }
  }

  /** @returns whether the last byte of the message is in this access unit */
  #loadMessage(
    head: Waiting,
    due: boolean,
    unit: AccessUnitToStamp,
    load: Load,
    heldBefore: boolean,
  ): boolean {
    if (!due && (head.whole || !this.#mayBeginEarly(head.request, unit))) return false;
    if (head.written === 0) {
      const { seq, body, repeat } = head.request;
      const { wallClockMs } = load;
      head.wallClockMs = wallClockMs;
      head.nalUnits = lessonSeiNalUnits({ seq, body, wallClockMs, snapshot: false, repeat: repeat ?? false });
    }
    const last = due ? head.nalUnits.length : head.nalUnits.length - 1;
    while (head.written < last) {
      const fragment = head.nalUnits[head.written];
      if (fragment === undefined) break;
      // the event makes the snapshot beside it grow by its own size at most
      const cost = unit.isRandomAccess ? fragment.length * 2 : fragment.length;
      const mustGo =
        (load.bytes === 0 && !unit.isRandomAccess) || head.whole || (heldBefore && load.bytes === 0);
      if (cost > load.room && !mustGo) {
        this.#heldBack = unit.isRandomAccess;
        return false;
      }
      load.nalUnits.push(fragment);
      load.bytes += fragment.length;
      load.room -= cost;
      head.written++;
    }
    return head.written === head.nalUnits.length;
  }

  /** The first picture at or after the wanted time in order of presentation, else the next one that may carry it. */
  #isDue({ ptsMs: wanted }: StampRequest, unit: AccessUnitToStamp): boolean {
    if (wanted === undefined) return true;
    if (unit.ptsMs < wanted) return false;
    return unit.dtsMs >= wanted || this.#grid.previousPtsMs(unit.ptsMs) < wanted;
  }

  /** A message in fragments begins ahead of its time, so that its last fragment is on the picture it was meant for. */
  #mayBeginEarly({ ptsMs: wanted, body }: StampRequest, unit: AccessUnitToStamp): boolean {
    if (wanted === undefined || body.length < MAX_LESSON_BYTES_PER_ACCESS_UNIT / 2) return false;
    const pictures = 2 + Math.ceil(body.length / (MAX_LESSON_BYTES_PER_ACCESS_UNIT / 2));
    return wanted - unit.ptsMs <= pictures * this.#grid.intervalMs;
  }

  #report(head: Waiting, unit: AccessUnitToStamp): void {
    const stamped: Stamped = {
      seq: head.request.seq,
      plannedPtsMs: head.request.ptsMs ?? null,
      ptsMs: unit.ptsMs,
      frame: unit.frame,
      wallClockMs: head.wallClockMs,
    };
    this.#guarded(() => this.#options.onStamped?.(stamped));
    head.resolve(stamped);
  }

  #loadSnapshot(unit: AccessUnitToStamp, load: Load): void {
    const snapshot = this.#snapshotNalUnits(load.wallClockMs);
    if (snapshot === undefined) return;
    load.nalUnits.push(...snapshot.nalUnits);
    this.#lastCarrierPtsMs = Math.max(this.#lastCarrierPtsMs, unit.ptsMs);
  }

  #snapshotNalUnits(wallClockMs: number): { nalUnits: Uint8Array[] } | undefined {
    return this.#guarded(() => {
      const snapshot = this.#options.snapshot?.();
      if (snapshot === undefined) return undefined;
      if (snapshot.body.length > this.#limits.bodyBytes) {
        throw new BodyTooLarge(snapshot.body.length, this.#limits.bodyBytes);
      }
      return { nalUnits: lessonSeiNalUnits({ ...snapshot, wallClockMs, snapshot: true, repeat: false }) };
    });
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

const byteLength = (nalUnits: readonly Uint8Array[]): number =>
  nalUnits.reduce((sum, nalUnit) => sum + nalUnit.length, 0);
