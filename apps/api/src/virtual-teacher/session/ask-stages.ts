import { type AskStep, type LessonAction, UNLIMITED_WINDOW_MS } from '@lockstep/contracts';
import type { PlayoutItem } from '@lockstep/media';
import type { AskOutcome, SpokenReply } from '../../sessions/teaching-record.js';
import { stragglersHere, windowOver, type WindowParts } from './class-window.js';
import type { PlannedAsk, PlannedClip } from './lesson-plan.js';
import { answersIn, SMALLEST_CROWD } from './outcome.js';
import { ReplyBeginning } from './reply-beginning.js';
import { composeReply, type ComposedReply, likelyPlainReplies } from './reply.js';
import { transition } from './teaching-machine.js';
import { reserveRuns, sentenceSaid, type TeachingContext, utteranceOf } from './teaching-context.js';
import type { Urgency } from './studio.js';
import type { Utterance } from './teacher-voice.js';

/** A brain has its own deadline; past this the class goes on, and later judgements are delivered when they come. */
const JUDGING_PATIENCE_MS = 8000;

/** When no answer has come for this long, another one is unlikely. */
const QUIET_MS = 500;

type Guess = {
  readonly key: string;
  readonly abort: AbortController;
  readonly reply: Promise<ComposedReply>;
  /** Its first sentence, when it is known before the rest. */
  readonly beginning: Promise<string>;
};

/** Asks, lets the class answer, has the answers judged, and responds. Each stage begins where the record says. */
export class AskStages {
  /** Made ahead, as if the window ended now; a newer one ends it. */
  #guess: Guess | undefined;

  constructor(private readonly context: TeachingContext) {}

  async asking(ask: PlannedAsk, signal: AbortSignal): Promise<void> {
    const opened = await this.#opened(ask, signal);
    if (opened === undefined || signal.aborted) return;
    const { judge, channel, position, announce } = this.context;
    const parts = this.#window(ask, opened);
    const stopGuessing = this.#guessAhead(ask, opened.seq, signal);
    try {
      const over = await windowOver(parts, (listener) => this.#onProgress(listener), signal);
      if (over === undefined) return;
      const { visit } = position.record;
      await announce(
        { type: 'question.closed', questionId: ask.step.id },
        `close.${String(visit)}`,
        over === 'time' ? parts.endsPtsMs : undefined,
      );
      if (over === 'time') await stragglersHere({ ...parts, stream: channel.stream }, signal);
    } finally {
      stopGuessing();
    }
    await judge.settled(opened.seq, 0, signal);
    await position.change((record) => transition(record, 'close'), signal);
  }

  async judging(ask: PlannedAsk, signal: AbortSignal): Promise<void> {
    const { position, announce, replies } = this.context;
    const { visit, ask: asked } = position.record;
    const openedSeq = asked?.openedSeq ?? 0;
    await announce({ type: 'question.closed', questionId: ask.step.id }, `close.${String(visit)}`);
    const begun = new ReplyBeginning((text) => this.#begin(ask, text, signal));
    await this.#judged(openedSeq, begun, signal);
    if (signal.aborted) return;
    const { reply, outcome, isPersonal } = await this.#composed(ask, openedSeq, begun, signal);
    const responding = await position.change((record) => {
      const outcomes: Record<string, AskOutcome> = {
        ...record.outcomes,
        [ask.step.id]: { ...outcome, openedSeq },
      };
      const spentOnClass = replies.spentOnClass();
      return transition(record, 'judge', { reply, isPersonal, outcomes, spentOnClass, sentence: 0 });
    }, signal);
    if (responding) await this.responding(ask, signal, begun);
  }

  async responding(ask: PlannedAsk, signal: AbortSignal, begun?: ReplyBeginning): Promise<void> {
    const { position, voice, announce } = this.context;
    const { reply, sentence, isPersonal, visit } = position.record;
    const left = (reply ?? []).slice(sentence);
    const texts = left.map((one) => textOf(ask, one));
    const saying = begun?.of(texts[0]);
    const firstRun = await reserveRuns(position, left.length, signal);
    if (firstRun === undefined) return;
    const shown = sentence === 0 && !isPersonal ? this.#shownWithReply(ask, texts.join(' ')) : [];
    const first = saying ? [] : shown.map((action) => ({ frame: 0, action }));
    const utterances = left.map((one, i) => {
      const utterance = this.#utterance(ask, one, firstRun + i, isPersonal);
      return i === 0 ? { ...utterance, cues: [...first, ...utterance.cues] } : utterance;
    });
    if (saying) for (const action of shown) await announce(action, `${action.type}.${String(firstRun)}`);
    const said = await voice.sayAll(utterances, signal, () => sentenceSaid(position, visit), saying);
    if (!said) return;
    await position.change((record) => transition(record, 'respond'), signal);
  }

  /** Where the question opened: it is asked first, unless an earlier life did. */
  async #opened(
    ask: PlannedAsk,
    signal: AbortSignal,
  ): Promise<{ readonly seq: number; readonly ptsMs: number } | undefined> {
    const { position, announce, announced } = this.context;
    const cueKey = `ask.${String(position.record.visit)}`;
    const question: LessonAction = { type: 'question.opened', questionId: ask.step.id };
    let opening: ReturnType<typeof announce> | undefined;
    const open = (ptsMs?: number) => (opening ??= announce(question, cueKey, ptsMs));
    const isOpen = position.record.ask !== null || (await announced(cueKey)) !== undefined;
    if (!isOpen && !(await this.#prompt(ask, open, signal))) return undefined;
    const { seq, airedPtsMs } = await open();
    await position.change((record) => ({ ...record, ask: { openedSeq: seq, openedPtsMs: null } }), signal);
    const ptsMs = await Promise.race([airedPtsMs, aborted(signal)]);
    if (ptsMs === undefined) return undefined;
    await position.change((record) => ({ ...record, ask: { openedSeq: seq, openedPtsMs: ptsMs } }), signal);
    return { seq, ptsMs };
  }

  /** Speaks the prompt; the question opens on the first frame after it. @returns whether it was said to its end */
  async #prompt(
    ask: PlannedAsk,
    open: (ptsMs: number) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { position, studio, voice } = this.context;
    const { sentence, visit } = position.record;
    const left = ask.prompt.slice(sentence);
    const firstRun = await reserveRuns(position, left.length, signal);
    if (firstRun === undefined) return false;
    const utterances = left.map((clip, i): Utterance => {
      const utterance = utteranceOf(studio, clip, firstRun + i);
      return i === left.length - 1 ? { ...utterance, afterwards: open } : utterance;
    });
    return voice.sayAll(utterances, signal, () => sentenceSaid(position, visit));
  }

  #window({ step }: PlannedAsk, opened: { readonly seq: number; readonly ptsMs: number }): WindowParts {
    const { channel, judge, watching } = this.context;
    const isDone = (studentId: string) => judge.isDone(studentId, opened.seq, step.tries);
    return {
      stream: channel.stream,
      endsPtsMs: opened.ptsMs + (step.windowMs ?? UNLIMITED_WINDOW_MS),
      isEverybodyDone: () => {
        const here = watching();
        return step.endsEarly && here.length > 0 && here.every(({ id }) => isDone(id));
      },
      longestDelayMs: () =>
        Math.max(0, ...watching().map(({ id, latencyMs }) => (isDone(id) ? 0 : (latencyMs ?? 0)))),
    };
  }

  #onProgress(listener: () => void): () => void {
    const stops = [this.context.judge.onChange(listener), this.context.onPresence(listener)];
    return () => stops.forEach((stop) => stop());
  }

  /** While the class answers, what will be said is made ready, as far as it can be known. */
  #guessAhead(ask: PlannedAsk, openedSeq: number, signal: AbortSignal): () => void {
    const { judge, studio, plan } = this.context;
    const prepare = (text: string, urgency: Urgency) =>
      void studio.speak(text, urgency).catch(() => undefined);
    for (const text of likelyPlainReplies(ask, plan.language)) {
      for (const sentence of studio.sentencesOf(text)) prepare(sentence, 'perhaps');
    }
    const guess = async () => {
      if (
        signal.aborted ||
        !judge.triesOf(openedSeq).every(({ judging }) => judging === 'judged' || judging === 'none')
      )
        return;
      const { reply } = this.#guessed(ask, openedSeq);
      const [first] = (await reply).reply;
      if (first && 'text' in first) prepare(first.text, 'soon');
    };
    let timer: NodeJS.Timeout | undefined;
    const stop = judge.onChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void guess().catch(() => undefined), QUIET_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }

  /** What would be said if no other answer came; asked for once for the same answers. */
  #guessed(ask: PlannedAsk, openedSeq: number): Guess {
    const { judge, watching, replies } = this.context;
    const answers = judge.triesOf(openedSeq);
    const key = [openedSeq, ...answers.map(({ id, standing }) => `${id}:${standing}`)].join(' ');
    if (this.#guess?.key !== key) {
      this.#guess?.abort.abort();
      const abort = new AbortController();
      const beginning = Promise.withResolvers<string>();
      const reply = composeReply(replies, {
        ask,
        answers,
        present: Math.max(watching().length, answers.length),
        signal: abort.signal,
        onFirstSentence: beginning.resolve,
      });
      reply.catch(() => undefined);
      this.#guess = { key, abort, reply, beginning: beginning.promise };
    }
    return this.#guess;
  }

  /** Resolves when all is judged, or nobody waits any more; to an only student the words begin before. */
  async #judged(openedSeq: number, begun: ReplyBeginning, signal: AbortSignal): Promise<void> {
    const { judge, replies } = this.context;
    const begin = () => {
      const sentence = replies.oneToOne ? judge.beginningFor(openedSeq) : undefined;
      if (sentence !== undefined) begun.known(sentence);
    };
    const stop = judge.onChange(begin);
    begin();
    await judge.settled(openedSeq, JUDGING_PATIENCE_MS, signal);
    stop();
  }

  /** Says how the reply begins. */
  async #begin(ask: PlannedAsk, text: string, signal: AbortSignal): Promise<PlayoutItem | undefined> {
    const { position, voice, replies } = this.context;
    const run = await reserveRuns(position, 1, signal);
    if (run === undefined) return undefined;
    return voice.begin(this.#utterance(ask, { text }, run, replies.oneToOne), signal);
  }

  async #composed(
    ask: PlannedAsk,
    openedSeq: number,
    begun: ReplyBeginning,
    signal: AbortSignal,
  ): Promise<ComposedReply> {
    const give = () => this.#guess?.abort.abort();
    signal.addEventListener('abort', give, { once: true });
    try {
      const guess = this.#guessed(ask, openedSeq);
      void guess.beginning.then((sentence) => begun.known(sentence));
      return await guess.reply;
    } finally {
      signal.removeEventListener('abort', give);
      this.#guess = undefined;
    }
  }

  #utterance(ask: PlannedAsk, reply: SpokenReply, run: number, isPersonal: boolean): Utterance {
    const { studio } = this.context;
    if ('clip' in reply) return utteranceOf(studio, clipOf(ask, reply.clip), run);
    const { text } = reply;
    const source = async () => {
      const speech = await studio.speak(text, 'now');
      return isPersonal ? { ...speech, captions: [] } : speech;
    };
    return { source, text: isPersonal ? '…' : text, cues: [], run };
  }

  /** Seen while it is heard: what is said, to be read too, and how the class chose, from a crowd on. */
  #shownWithReply({ step }: PlannedAsk, text: string): LessonAction[] {
    const shown: LessonAction[] = [];
    const outcome = this.context.position.record.outcomes[step.id];
    const isCrowd = outcome !== undefined && answersIn(outcome) >= SMALLEST_CROWD;
    if (isCrowd && isSummedUp(step)) shown.push({ type: 'class.result', questionId: step.id, reveal: true });
    if (text !== '') shown.push({ type: 'feedback.class', text: text.slice(0, 2000), questionId: step.id });
    return shown;
  }
}

function clipOf({ replies }: PlannedAsk, clip: string): PlannedClip {
  const found = Object.values(replies)
    .flat()
    .find((one) => one.clip === clip);
  if (found === undefined) throw new Error(`The lesson has no reply ${clip}.`); // versions never change
  return found;
}

/** Words are summed up as a cloud, where no answer is right. */
const isSummedUp = ({ answer, choices, task }: AskStep): boolean =>
  choices.length > 0 || task !== undefined || answer === 'words';

const textOf = (ask: PlannedAsk, reply: SpokenReply): string =>
  'text' in reply ? reply.text : clipOf(ask, reply.clip).text;

const aborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
