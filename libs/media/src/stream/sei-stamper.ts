import { insertSeiInPieces, type NalFraming } from '@lockstep/sei';
import type { Admission } from './admission.js';
import {
  type Decision,
  EventSchedule,
  type EventScheduleOptions,
  type Stamped,
  type StampRequest,
} from './event-schedule.js';
import type { ScheduledUnit } from './message-queue.js';
import { RenditionSchedule } from './rendition-schedule.js';

/** An access unit on its way to the viewers. */
export type AccessUnitToStamp = ScheduledUnit & { readonly bytes: Uint8Array; readonly framing: NalFraming };

/**
 * Writes what was decided into an access unit, H.264, 7.4.1.2.3.
 * @returns the pieces of the access unit in order; undefined when there is nothing to write
 */
export function writeDecision(
  { bytes, framing }: Pick<AccessUnitToStamp, 'bytes' | 'framing'>,
  { events, snapshot }: Decision,
): readonly Uint8Array[] | undefined {
  if (events.length === 0 && snapshot.length === 0) return undefined;
  return insertSeiInPieces(bytes, [...events, ...snapshot], framing);
}

/**
 * Writes a channel's messages into the access units of one stream. What goes where is decided by the {@link EventSchedule},
 * once for all renditions: {@link SeiStamper.rendition} makes the stamper of another one.
 */
export class SeiStamper {
  readonly #schedule: EventSchedule;
  readonly #plan: EventSchedule | RenditionSchedule;

  constructor(options: EventScheduleOptions | EventSchedule = {}, plan?: RenditionSchedule) {
    this.#schedule = options instanceof EventSchedule ? options : new EventSchedule(options);
    this.#plan = plan ?? this.#schedule;
  }

  /** For another stream of the same events, made of this one: other sizes, rates or codecs of the same frames. */
  rendition(): SeiStamper {
    return new SeiStamper(this.#schedule, new RenditionSchedule(this.#schedule));
  }

  /** Messages that are taken and not yet on a frame, in order. */
  get pending(): readonly StampRequest[] {
    return this.#schedule.pending;
  }

  /** Mean time between frames, milliseconds. */
  get frameIntervalMs(): number {
    return this.#plan.frameIntervalMs;
  }

  /** See {@link EventSchedule.admit}. @throws BodyTooLarge, BudgetExceeded */
  admit(byteLength: number): Admission {
    return this.#schedule.admit(byteLength);
  }

  /**
   * Takes a message; resolves when it is on a frame.
   * @returns rejects with BodyTooLarge, BudgetExceeded, SeqOutOfOrder, StreamRelayed (nothing was taken) or StreamEnded
   */
  stamp(request: StampRequest): Promise<Stamped> {
    return this.#schedule.stamp(request);
  }

  /**
   * Called by the LiveStream with every access unit, in decoding order.
   * @returns the stamped access unit in pieces; undefined when it stays as it is
   */
  stampAccessUnit(unit: AccessUnitToStamp): readonly Uint8Array[] | undefined {
    return writeDecision(unit, this.#plan.decide(unit));
  }

  /** The timeline jumped, or another publisher goes on. */
  restartRhythm(frameRate?: number): void {
    this.#plan.restartRhythm(frameRate);
  }

  /** While a trusted relay publishes, its events are the lesson: waiting messages are refused. */
  setRelayed(relayed: boolean): void {
    if (this.#plan === this.#schedule) this.#schedule.setRelayed(relayed);
  }

  /** Ends for good. @returns the messages that were never on a frame, in order, to be stamped elsewhere with `repeat` */
  end(): StampRequest[] {
    if (this.#plan instanceof RenditionSchedule) {
      this.#plan[Symbol.dispose]();
      return [];
    }
    return this.#schedule.end();
  }
}
