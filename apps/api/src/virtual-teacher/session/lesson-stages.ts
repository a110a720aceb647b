import type { TeachingRecord } from '../../sessions/teaching-record.js';
import { AskStages } from './ask-stages.js';
import { streamReaches } from './class-window.js';
import { type PlannedStep, stepIndexOf } from './lesson-plan.js';
import { branchTarget } from './outcome.js';
import { BEFORE_FIRST_STEP } from './position.js';
import { atStep, transition } from './teaching-machine.js';
import { reserveRuns, sentenceSaid, type TeachingContext, utteranceOf } from './teaching-context.js';

type SpokenStep = PlannedStep & { readonly kind: 'say' | 'play' };

const isSpoken = (step: PlannedStep): step is SpokenStep => step.kind === 'say' || step.kind === 'play';

/** Takes the lesson from one entry of the record to the next. Each stage begins where the record says. */
export class LessonStages {
  readonly #asking: AskStages;
  /** Runs of the sentences of the step that begins with this visit. */
  #reserved: { readonly visit: number; readonly firstRun: number } | undefined;

  constructor(private readonly context: TeachingContext) {
    this.#asking = new AskStages(context);
  }

  get step(): PlannedStep | undefined {
    return this.context.plan.steps[this.context.position.record.stepIndex];
  }

  /** @returns `over` at the end of the lesson */
  async run(signal: AbortSignal): Promise<'over' | undefined> {
    const { record } = this.context.position;
    const { step } = this;
    switch (record.phase) {
      case 'teaching':
        return step === undefined ? 'over' : this.#teach(step, signal);
      case 'asking':
      case 'judging':
      case 'responding':
        if (step?.kind === 'ask') await this.#asking[record.phase](step.ask, signal);
        else await this.#goTo(record.stepIndex + 1, signal); // its question is gone: impossible, but nobody may wait forever
        return undefined;
      case 'waiting':
        return this.#wait(record, signal);
      case 'paused':
      case 'taken-over':
      case 'ended':
        return until(signal);
    }
  }

  async #teach(step: PlannedStep, signal: AbortSignal): Promise<undefined> {
    const { position, channel } = this.context;
    switch (step.kind) {
      case 'say':
      case 'play':
        return this.#say(step, signal);
      case 'ask':
        if (this.context.passedOver.has(step.id)) return this.#goTo(position.record.stepIndex + 1, signal);
        await position.change((record) => transition(record, 'ask', { sentence: 0 }), signal);
        return;
      case 'branch': {
        const target = branchTarget(step.branch, position.record.outcomes[step.branch.question]);
        const next = target === undefined ? position.record.stepIndex + 1 : this.#indexOf(target);
        return this.#goTo(next, signal);
      }
      case 'pause': {
        const waitsUntilPtsMs = channel.positionMs + step.ms;
        await position.change((record) => transition(record, 'wait', { waitsUntilPtsMs }), signal);
        return;
      }
      case 'wait':
        await position.change((record) => transition(record, 'wait', { waitsUntilPtsMs: null }), signal);
    }
  }

  async #say(step: SpokenStep, signal: AbortSignal): Promise<undefined> {
    const { position, studio, voice } = this.context;
    const { sentence, visit, stepIndex } = position.record;
    const left = step.clips.slice(sentence);
    const firstRun = this.#takeReserved(visit) ?? (await reserveRuns(position, left.length, signal));
    if (firstRun === undefined) return;
    const utterances = left.map((clip, i) => utteranceOf(studio, clip, firstRun + i));
    const last = utterances.length - 1;
    const onSaid = (index: number) =>
      index < last ? sentenceSaid(position, visit) : this.#stepSaid(visit, stepIndex + 1);
    if ((await voice.sayAll(utterances, signal, onSaid)) && last < 0) await this.#goTo(stepIndex + 1, signal);
  }

  /** The last sentence was said: one record both leaves the step and reserves the runs of the next one. */
  async #stepSaid(visit: number, next: number): Promise<void> {
    const following = this.context.plan.steps[next];
    const count = following !== undefined && isSpoken(following) ? following.clips.length : 0;
    const record = await this.context.position.change((now) => {
      if (now.visit !== visit) return now;
      if (now.phase !== 'teaching') return { ...now, sentence: now.sentence + 1 }; // a control came in between
      return { ...atStep(now, next), run: now.run + count };
    });
    if (count > 0 && record?.visit === visit + 1)
      this.#reserved = { visit: visit + 1, firstRun: record.run - count };
  }

  /** Once: a step that is begun again after a control needs runs of its own. */
  #takeReserved(visit: number): number | undefined {
    const reserved = this.#reserved;
    this.#reserved = undefined;
    return reserved?.visit === visit ? reserved.firstRun : undefined;
  }

  /** For a time, for the teacher, or before the lesson for a student. */
  async #wait(record: TeachingRecord, signal: AbortSignal): Promise<undefined> {
    const { channel, position } = this.context;
    const { waitsUntilPtsMs, stepIndex } = record;
    if (waitsUntilPtsMs !== null) {
      await streamReaches(channel.stream, signal, (ptsMs) => ptsMs >= waitsUntilPtsMs);
    } else if (stepIndex !== BEFORE_FIRST_STEP) return until(signal);
    if (stepIndex === BEFORE_FIRST_STEP) {
      await this.#somebodyWatches(signal);
      if (signal.aborted) return;
      if (channel.state.phase === 'ended') await this.context.beginAgain();
    }
    await position.change((now) => transition(now, 'continue'), signal);
  }

  #somebodyWatches(signal: AbortSignal): Promise<void> {
    const { watching, onPresence } = this.context;
    if (watching().length > 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = onPresence(() => watching().length > 0 && finish());
      signal.addEventListener('abort', finish, { once: true });
      function finish(): void {
        stop();
        signal.removeEventListener('abort', finish);
        resolve();
      }
    });
  }

  async #goTo(stepIndex: number, signal: AbortSignal): Promise<undefined> {
    await this.context.position.change((record) => atStep(record, stepIndex), signal);
  }

  #indexOf(stepId: string): number {
    return stepIndexOf(this.context.plan, stepId);
  }
}

const until = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
