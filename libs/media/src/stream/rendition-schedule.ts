import { MAX_LESSON_BYTES_PER_ACCESS_UNIT } from '@lockstep/sei';
import { type Decision, type EventSchedule, NOTHING_DUE } from './event-schedule.js';
import { MessageQueue, type Load, type QueuedMessage, type ScheduledUnit } from './message-queue.js';

/** A rendition that is this far behind is not coming any more, ms. */
const KEPT_MS = 60_000;

type Decided = Required<QueuedMessage> & { readonly snapshot: readonly Uint8Array[] };

/**
 * What another rendition of a stream carries: the events of the first one, each on the frame of the same presentation time
 * or, where this rendition has no such frame, on the first one after it. It decides nothing: time, order and body are those
 * of the {@link EventSchedule}; only how a large message is split over frames is its own. Its access units are on the same
 * timeline and come after those of the first rendition, which they are made of.
 */
export class RenditionSchedule implements Disposable {
  readonly #queue = new MessageQueue<Decided>(({ seq, snapshot }) => this.#carried(seq, snapshot));
  #carriedSeq: number;
  /** The state after all events that were carried, and those before the rendition began. */
  #snapshot: readonly Uint8Array[];
  readonly #leave: () => void;

  constructor(source: EventSchedule) {
    ({ seq: this.#carriedSeq, snapshot: this.#snapshot } = source.currentState());
    this.#leave = source.follow({
      onMessage: (message, snapshot) => this.#take({ ...message, snapshot }),
      onState: (seq, snapshot) => {
        if (seq === this.#carriedSeq) this.#snapshot = snapshot;
      },
    });
  }

  /** Mean time between frames of this rendition, milliseconds. */
  get frameIntervalMs(): number {
    return this.#queue.frameIntervalMs;
  }

  /** Called with every access unit of this rendition. */
  decide(unit: ScheduledUnit): Decision {
    this.#queue.observe(unit);
    if (this.#queue.messages.length === 0 && !unit.isRandomAccess) return NOTHING_DUE;
    const load: Load = { events: [], room: MAX_LESSON_BYTES_PER_ACCESS_UNIT, wallClockMs: 0, isBound: true };
    if (unit.isRandomAccess) for (const nalUnit of this.#snapshot) load.room -= nalUnit.length;
    this.#queue.load(unit, load);
    if (!unit.isRandomAccess) return { events: load.events, snapshot: NOTHING_DUE.snapshot };
    if (this.#snapshot.length > 0) this.#queue.noteCarrier(unit);
    return { events: load.events, snapshot: this.#snapshot };
  }

  restartRhythm(frameRate?: number): void {
    this.#queue.restartRhythm(frameRate);
  }

  [Symbol.dispose](): void {
    this.#leave();
    this.#queue.clear();
  }

  #take(message: Decided): void {
    const oldestMs = this.#queue.messages[0]?.ptsMs ?? message.ptsMs;
    if (message.ptsMs - oldestMs > KEPT_MS) this.#queue.clear();
    this.#queue.push(message);
  }

  #carried(seq: number, snapshot: readonly Uint8Array[]): void {
    this.#carriedSeq = seq;
    this.#snapshot = snapshot;
  }
}
