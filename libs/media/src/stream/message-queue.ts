import { lessonSeiNalUnits, MAX_LESSON_BYTES_PER_ACCESS_UNIT, type Milliseconds } from '@lockstep/sei';
import { PresentationGrid } from './presentation-grid.js';

/** What a decision needs to know of an access unit, whichever its rendition. Access units come in decoding order. */
export type ScheduledUnit = {
  readonly isRandomAccess: boolean;
  readonly dtsMs: Milliseconds;
  readonly ptsMs: Milliseconds;
  readonly frame: number;
};

/** A message on its way to a frame. */
export type QueuedMessage = {
  readonly seq: number;
  readonly body: Uint8Array;
  readonly repeat?: boolean;
  /** Presentation time wanted, on the stream's timeline, ms; absent: the next frame. */
  readonly ptsMs?: Milliseconds;
  /** Written into all its fragments; absent: that of the access unit of the first one. */
  readonly wallClockMs?: number;
};

/** What is being put into one access unit; `room` is in bytes. */
export type Load = {
  readonly events: Uint8Array[];
  room: number;
  readonly wallClockMs: number;
  /** The times are those of another rendition: what is due goes, room or not. */
  readonly isBound?: boolean;
};

/**
 * The message at the head of the queue, once it was begun:
 *
 *   split ◄──── its next fragment is written ────┐
 *     ├── no room on a random access frame ──► held-back
 *     └── a random access frame came between its fragments ──► whole
 */
type Fragmenting = {
  readonly nalUnits: readonly Uint8Array[];
  readonly wallClockMs: number;
  /** Fragments already in the bitstream. */
  written: number;
  /**
   * `split`: over as many access units as it takes. `held-back`: its next fragment goes onto the next frame, room or not.
   * `whole`: it began anew on a random access frame and may not be split any more.
   */
  mode: 'split' | 'held-back' | 'whole';
};

/**
 * Messages on their way into the access units of one rendition: in strict order, each on the first frame shown at or after its
 * time, on frames with growing presentation times. A large message begins ahead, so that its last fragment is on that frame.
 */
export class MessageQueue<Message extends QueuedMessage> {
  readonly #waiting: Message[] = [];
  #grid = new PresentationGrid();
  #fragmenting: Fragmenting | undefined;
  /** Largest PTS that carries a message or a snapshot. */
  #lastCarrierPtsMs = -Infinity;

  /** @param onFrame called when the last byte of a message is on an access unit */
  constructor(
    private readonly onFrame: (message: Message, unit: ScheduledUnit, wallClockMs: number) => void,
  ) {}

  get messages(): readonly Message[] {
    return this.#waiting;
  }

  /** Mean time between frames, milliseconds. */
  get frameIntervalMs(): number {
    return this.#grid.intervalMs;
  }

  push(message: Message): void {
    this.#waiting.push(message);
  }

  /** @returns what was waiting, in order */
  clear(): Message[] {
    this.#fragmenting = undefined;
    return this.#waiting.splice(0);
  }

  restartRhythm(frameRate?: number): void {
    this.#grid = new PresentationGrid(frameRate);
  }

  /** Called with every access unit, before anything is loaded. */
  observe({ dtsMs, ptsMs }: ScheduledUnit): void {
    this.#grid.observe(dtsMs, ptsMs);
  }

  /** Whether a message may take effect on this access unit: none was on a frame that is shown later. */
  mayCarry({ ptsMs }: ScheduledUnit): boolean {
    return ptsMs > this.#lastCarrierPtsMs;
  }

  noteCarrier({ ptsMs }: ScheduledUnit): void {
    this.#lastCarrierPtsMs = Math.max(this.#lastCarrierPtsMs, ptsMs);
  }

  /** Puts into an access unit what is due on it. */
  load(unit: ScheduledUnit, load: Load): void {
    if (unit.isRandomAccess) this.#restartFragments();
    let mayCarry = this.mayCarry(unit);
    for (let head = this.#waiting[0]; head !== undefined; head = this.#waiting[0]) {
      const isDue = mayCarry && this.#isDue(head, unit, load.isBound ?? false);
      if (!this.#loadMessage(head, isDue, unit, load)) return;
      const wallClockMs = this.#fragmenting?.wallClockMs ?? load.wallClockMs;
      this.#fragmenting = undefined;
      this.#waiting.shift();
      this.noteCarrier(unit);
      this.onFrame(head, unit, wallClockMs);
      mayCarry = true;
    }
  }

  /** A viewer who starts at a random access frame must not miss the first fragments of a message: it begins anew. */
  #restartFragments(): void {
    const begun = this.#fragmenting;
    if (begun === undefined || begun.written === 0) return;
    begun.written = 0;
    begun.mode = 'whole';
  }

  /** @returns whether the last byte of the message is on this access unit */
  #loadMessage(message: Message, isDue: boolean, unit: ScheduledUnit, load: Load): boolean {
    if (!isDue && (this.#fragmenting?.mode === 'whole' || !this.#mayBeginEarly(message, unit))) return false;
    const begun = (this.#fragmenting ??= fragmentsOf(message, load.wallClockMs));
    const last = isDue ? begun.nalUnits.length : begun.nalUnits.length - 1;
    for (const fragment of begun.nalUnits.slice(begun.written, last)) {
      // the event makes the snapshot beside it grow by its own size at most
      const cost = unit.isRandomAccess ? fragment.length * 2 : fragment.length;
      const mustGo = (isDue && load.isBound) || hasToGo(begun, unit, load);
      if (cost > load.room && !mustGo) {
        if (unit.isRandomAccess && begun.mode === 'split') begun.mode = 'held-back';
        return false;
      }
      load.events.push(fragment);
      load.room -= cost;
      begun.written++;
      if (begun.mode === 'held-back') begun.mode = 'split';
    }
    return begun.written === begun.nalUnits.length;
  }

  /** The first frame at or after the wanted time in order of presentation, else the next one that may carry it. */
  #isDue({ ptsMs: wanted }: Message, { dtsMs, ptsMs }: ScheduledUnit, isBound: boolean): boolean {
    if (wanted === undefined || (isBound && ptsMs === wanted)) return true;
    // a guess could put it on a frame that is decoded before the one it belongs to
    if (isBound && !this.#grid.isMeasured) return ptsMs > wanted && dtsMs >= wanted;
    // frames of the same instant in two renditions are rounded apart by a millisecond at most
    return this.#grid.isFirstAtOrAfter(isBound ? wanted - ROUNDING_MS : wanted, dtsMs, ptsMs);
  }

  #mayBeginEarly({ ptsMs: wanted, body }: Message, unit: ScheduledUnit): boolean {
    if (wanted === undefined || body.length < MAX_LESSON_BYTES_PER_ACCESS_UNIT / 2) return false;
    const frames = 2 + Math.ceil(body.length / (MAX_LESSON_BYTES_PER_ACCESS_UNIT / 2));
    return wanted - unit.ptsMs <= frames * this.#grid.intervalMs;
  }
}

/** Time stamps are whole milliseconds, and the rhythm behind them is learnt from these. */
const ROUNDING_MS = 1;

const hasToGo = ({ mode }: Fragmenting, { isRandomAccess }: ScheduledUnit, { events }: Load): boolean =>
  mode === 'whole' || (events.length === 0 && (!isRandomAccess || mode === 'held-back'));

const fragmentsOf = (message: QueuedMessage, loadedAtMs: number): Fragmenting => {
  const { seq, body, repeat = false, wallClockMs = loadedAtMs } = message;
  return {
    nalUnits: lessonSeiNalUnits({ seq, body, wallClockMs, snapshot: false, repeat }),
    wallClockMs,
    written: 0,
    mode: 'split',
  };
};
