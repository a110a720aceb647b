import { Logger } from '@nestjs/common';
import type { LessonAction } from '@lockstep/contracts';
import type { CellSource, Playout, PlayoutItem, ScheduledRun } from '@lockstep/media';
import type { FrameEvents, PlannedFrames } from './frame-events.js';
import type { FrameCue } from './lesson-plan.js';
import type { Speech } from './studio.js';

/** Cells end on whole frames: so many are in each. */
const CELL_VIDEO_FRAMES = 8;

export type Utterance = {
  readonly source: () => Promise<Speech>;
  readonly text: string;
  /** Beside the captions of its speech. */
  readonly cues: readonly FrameCue[];
  /** With its first frame. */
  readonly onSeen?: (playout: Playout) => Promise<void>;
  /** Makes its events happen once. */
  readonly run: number;
  /** Announced for the first frame after it; only for clips that are whole. */
  readonly afterwards?: (ptsMs: number) => Promise<unknown>;
};

export type VoiceParts = {
  readonly playout: Playout;
  readonly events: FrameEvents;
  readonly announce: (action: LessonAction, cueKey: string, ptsMs: number) => Promise<unknown>;
  /** What is being said; null: nothing any more. */
  readonly onSaying: (text: string | null) => void;
};

/** Says sentences one after the other through a playout, and announces what belongs to their frames. */
export class TeacherVoice {
  readonly #logger = new Logger('Teaching');
  /** The sentence that began last. */
  #saying: number | undefined;

  constructor(private readonly parts: VoiceParts) {}

  /** Says a sentence before it is known what follows. Undefined where it cannot be made, and after an interruption. */
  begin(utterance: Utterance, signal: AbortSignal): Promise<PlayoutItem | undefined> {
    return this.#enqueue(utterance, signal, undefined);
  }

  /**
   * Without a gap; `onSaid` is awaited after each. A sentence that cannot be made is left out.
   * @param begun the first of them, where it is being said already
   * @returns whether all of them were said; false after an interruption
   */
  async sayAll(
    utterances: readonly Utterance[],
    signal: AbortSignal,
    onSaid: (index: number) => Promise<unknown>,
    begun?: Promise<PlayoutItem | undefined>,
  ): Promise<boolean> {
    const items: Promise<PlayoutItem | undefined>[] = begun ? [begun] : [];
    const item = (index: number) => {
      const utterance = utterances[index];
      return utterance && (items[index] ??= this.#enqueue(utterance, signal, items[index - 1]));
    };
    for (const index of utterances.keys()) {
      if (signal.aborted) return false;
      const now = item(index);
      void now?.then(() => item(index + 1)); // so that it follows without a gap
      const end = await (await now)?.ended;
      if (end?.outcome === 'cancelled') return false;
      if (end?.error !== undefined) this.#logger.error(end.error);
      await onSaid(index);
    }
    return !signal.aborted;
  }

  /** At the next border, whatever is being said; that goes on afterwards. Resolves when it is on its way. */
  async interject(utterance: Utterance): Promise<PlayoutItem> {
    const speech = await utterance.source();
    return this.parts.playout.enqueue(speech.cells, {
      placement: 'now',
      ...this.#listener(utterance, speech),
    });
  }

  async #enqueue(
    utterance: Utterance,
    signal: AbortSignal,
    before: Promise<unknown> | undefined,
  ): Promise<PlayoutItem | undefined> {
    let speech: Speech;
    try {
      [speech] = await Promise.all([utterance.source(), before]);
    } catch (error) {
      if (!signal.aborted) this.#logger.error(`A sentence cannot be said and is left out: ${String(error)}`);
      return undefined;
    }
    if (signal.aborted) return undefined;
    const item = this.parts.playout.enqueue(speech.cells, this.#listener(utterance, speech));
    const stop = () => {
      if (signal.reason !== 'pause' || item.state === 'waiting') item.cancel();
    };
    signal.addEventListener('abort', stop, { once: true });
    void item.ended.then(() => signal.removeEventListener('abort', stop));
    return item;
  }

  #listener(utterance: Utterance, { cells, captions }: Speech) {
    const { run, text } = utterance;
    const cues = [...utterance.cues, ...captions];
    const announced = new Set<number>();
    let planned: PlannedFrames | undefined;
    const cue = ({ action }: FrameCue, index: number, ptsMs: number) => ({
      name: `${action.type} of sentence ${String(run)}`,
      ptsMs,
      announce: async () => {
        announced.add(index);
        await this.parts.announce(action, `say.${String(run)}.${String(index)}`, ptsMs);
      },
    });
    return {
      onScheduled: (scheduled: ScheduledRun) => {
        const due = cues.flatMap((one, index) =>
          one.frame >= scheduled.fromFrame && !announced.has(index)
            ? [cue(one, index, scheduled.ptsOf(one.frame))]
            : [],
        );
        planned = this.parts.events.plan([...due, ...this.#afterwards(utterance, cells, scheduled)]);
      },
      onStarted: () => {
        this.#saying = run;
        this.parts.onSaying(text);
        utterance.onSeen?.(this.parts.playout).catch((error: unknown) => this.#logger.error(error));
      },
      onInterrupted: ({ ptsMs }: { readonly ptsMs: number }) => planned?.withdrawFrom(ptsMs),
      onEnded: ({
        outcome,
        endPtsMs,
      }: {
        readonly outcome: string;
        readonly endPtsMs: number | undefined;
      }) => {
        if (outcome !== 'finished') planned?.withdrawFrom(endPtsMs ?? 0);
        if (this.#saying === run) this.parts.onSaying(null); // unless the next one has begun
      },
    };
  }

  #afterwards({ afterwards, text }: Utterance, cells: CellSource, scheduled: ScheduledRun) {
    if (afterwards === undefined) return [];
    const ptsMs = scheduled.ptsOf(cells.readyCells * CELL_VIDEO_FRAMES);
    return [{ name: `what follows “${text}”`, ptsMs, announce: () => afterwards(ptsMs) }];
  }
}
