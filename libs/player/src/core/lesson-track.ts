import {
  type AnyLessonEvent,
  decodeEvent,
  decodeSnapshot,
  initialLessonState,
  type LessonState,
  visibleAt,
} from '@lockstep/contracts';
import type { PlacedMessage } from './lesson-message.js';
import { sameValue } from './same-value.js';
import { type SeqGap, SeqWatch } from './seq-watch.js';
import { type Content, StateLog } from './state-log.js';

/** An event whose frame is on screen now. */
export type DueEvent = {
  readonly event: AnyLessonEvent;
  readonly seq: number;
  /** Stream time of the frame that carries it. */
  readonly ptsMs: number;
  /** Stream time of the frame on screen: the same, or later when that frame was not shown. */
  readonly framePtsMs: number;
  readonly wallClockMs: number;
  readonly repeat: boolean;
  /** It was lost on the way and fetched from the ledger. */
  readonly recovered: boolean;
};

/** What changed with one frame. */
export type FrameOutcome = {
  readonly due: readonly DueEvent[];
  readonly state: LessonState;
  readonly stateChanged: boolean;
};

/** What a message says at its arrival, before its frame. */
export type Arrival = {
  readonly gaps: readonly SeqGap[];
  /** Events that are new, in order. */
  readonly upcoming: readonly { event: AnyLessonEvent; seq: number; ptsMs: number; mediaMs: number }[];
  /** Bodies that could not be read: their events are skipped. */
  readonly errors: readonly { seq: number; error: unknown }[];
};

export type RecoveredEvent = {
  readonly event: AnyLessonEvent;
  readonly seq: number;
  readonly ptsMs: number;
  readonly mediaMs: number;
};

/**
 * The lesson beside the frame. Messages come in early, in the order of the bitstream; `showFrame` says what the page
 * has to show with a frame. The state is a function of that frame's time alone; each event is due once.
 */
export class LessonTrack {
  readonly #log: StateLog;
  readonly #seq = new SeqWatch();
  #state: LessonState;

  constructor(initialState: LessonState = initialLessonState) {
    this.#state = initialState;
    this.#log = new StateLog(initialState);
  }

  /** The state of the frame shown last. */
  get state(): LessonState {
    return this.#state;
  }

  /** How many events were missed so far, recovered ones included. */
  get missed(): number {
    return this.#seq.missed;
  }

  /** Takes all messages of one access unit. */
  arrive(messages: readonly PlacedMessage[]): Arrival {
    const gaps: SeqGap[] = [];
    const upcoming: { event: AnyLessonEvent; seq: number; ptsMs: number; mediaMs: number }[] = [];
    const errors: { seq: number; error: unknown }[] = [];
    // The snapshot of an access unit contains its events: they are delivered first, whatever their order in the bytes.
    const inOrder = [...messages].sort((a, b) => a.seq - b.seq || Number(a.snapshot) - Number(b.snapshot));
    for (const message of inOrder) {
      const verdict = this.#seq.see(message);
      if (verdict.gap !== undefined) gaps.push(verdict.gap);
      if (!verdict.isNew) continue;
      try {
        const content = decoded(message);
        this.#log.insert({ ...message, content, recovered: false });
        if (content.kind === 'event') upcoming.push({ ...message, event: content.event });
      } catch (error) {
        errors.push({ seq: message.seq, error });
      }
    }
    return { gaps, upcoming, errors };
  }

  /** Takes events that were fetched after a gap was named; what is known already is left out. */
  recover(events: readonly RecoveredEvent[]): void {
    for (const { event, ...place } of events) {
      if (!this.#seq.recover(place.seq)) continue;
      this.#log.insert({
        ...place,
        wallClockMs: Number.NaN,
        repeat: true,
        content: { kind: 'event', event },
        recovered: true,
      });
    }
  }

  /** The stream began anew: a snapshot with a lower seq than the last event is the truth now. */
  streamRestarted(): void {
    this.#seq.streamRestarted();
  }

  /** The frame with this media time, and this stream time, is on screen. */
  showFrame(mediaMs: number, framePtsMs: number): FrameOutcome {
    const { state: base, reached } = this.#log.moveTo(mediaMs);
    const visible = visibleAt(base, framePtsMs);
    const stateChanged = visible !== this.#state && !sameValue(visible, this.#state);
    if (stateChanged) this.#state = visible;
    const due = reached.flatMap(({ content, seq, ptsMs, wallClockMs, repeat, recovered }) =>
      content.kind === 'event'
        ? [{ event: content.event, seq, ptsMs, framePtsMs, wallClockMs, repeat, recovered }]
        : [],
    );
    return { due, state: this.#state, stateChanged };
  }

  /** Forgets what lies before `mediaMs`: no seek goes there any more. */
  prune(mediaMs: number): void {
    this.#log.prune(mediaMs);
  }
}

function decoded({ snapshot, body }: PlacedMessage): Content {
  return snapshot
    ? { kind: 'snapshot', state: decodeSnapshot(body) }
    : { kind: 'event', event: decodeEvent(body) };
}
