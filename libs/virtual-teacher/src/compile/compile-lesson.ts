import type { LessonScript, LessonStep } from '@lockstep/contracts';
import { MediaFileError } from '@lockstep/media';
import { StageFailed } from '../avatar/stage.js';
import { CELL_MS, type ClipInfo, VIDEO_FRAME_MS } from '../clip/clip.js';
import type { Deck } from '../deck/deck.js';
import { RecordingUnusable } from '../voice/recorded/recording-unusable.js';
import { VoiceFailed } from '../voice/voice-failed.js';
import { type ClipTask, type FilmTask, type StepTasks, TaskFinder } from './clip-tasks.js';
import {
  type CompiledLesson,
  type CompiledStep,
  type CompileProblem,
  type LessonClip,
  LessonNotCompiled,
  type ReplyKind,
} from './compiled-lesson.js';
import { compileFilm } from '../clip/film-clip.js';
import { TALKING_GROUP } from '../clip/house-format.js';
import type { SlideView } from '../avatar/stage.js';
import { Speaker, type SpeakerParts } from './speaker.js';
import { voiceProblem } from './voice-problem.js';

export type CompileProgress = {
  readonly done: number;
  readonly total: number;
  /** Of those done: they were in the store. */
  readonly reused: number;
};

export type CompileLessonOptions = SpeakerParts & {
  /** Used for films of the author. */
  readonly ffmpeg: string;
  /** Path of a file below the folder of the script; undefined when it is not there. */
  readonly fileOf?: (path: string) => Promise<string | undefined>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompileProgress) => void;
};

/** A breath is shorter; what is longer is a lack of full stops. */
const LONGEST_SENTENCE_MS = 60_000;
/** Sentences whose voice is ahead of the encoders. */
const AHEAD = 6;

/**
 * Makes every clip that a script needs, each sentence one. What the store has is not made again, so this goes on where a
 * killed process stopped.
 * @param deck the slides of the script; undefined when it has none
 * @throws LessonNotCompiled with all problems found, or with the one that no voice speaks; VoiceFailed and EncoderFailed for
 * faults of this program;
 * the signal's reason, after everything begun has stopped
 */
export async function compileLesson(
  script: LessonScript,
  deck: Deck | undefined,
  options: CompileLessonOptions,
): Promise<CompiledLesson> {
  const finder = new TaskFinder(script, deck ?? { slides: [], warnings: [] });
  const steps = finder.find();
  if (finder.problems.length > 0) throw new LessonNotCompiled(finder.problems);
  return new Compilation(script, options).run(steps);
}

class Compilation {
  readonly #problems: CompileProblem[] = [];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #speaker: Speaker;
  readonly #begun = new Map<string, Promise<{ info: ClipInfo; reused: boolean }>>();
  readonly #idles = new Map<string, Promise<ClipInfo>>();
  readonly #clips = new Map<ClipTask, LessonClip>();
  #progress: CompileProgress = { done: 0, total: 0, reused: 0 };

  constructor(
    readonly script: LessonScript,
    readonly options: CompileLessonOptions,
  ) {
    this.#speaker = new Speaker(options);
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal;
  }

  async run(steps: readonly StepTasks[]): Promise<CompiledLesson> {
    const tasks = steps.flatMap((step) => [...step.tasks]);
    this.#count({ total: tasks.length });
    const waiting = [...tasks];
    const work = async (): Promise<void> => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        this.#signal.throwIfAborted();
        await this.#make(task);
      }
    };
    const ended = await Promise.allSettled(
      Array.from({ length: AHEAD }, () =>
        work().catch((error: unknown) => {
          this.#stop.abort(error); // the others need not go on
          throw error;
        }),
      ),
    );
    this.options.signal?.throwIfAborted();
    for (const end of ended) if (end.status === 'rejected') throw this.#named(end.reason);
    if (this.#problems.length > 0) throw new LessonNotCompiled(inOrder(this.#problems));
    return this.#manifest(steps);
  }

  /** A voice that is away says nothing to any sentence: one problem, not one for each of them. */
  #named(error: unknown): unknown {
    const problem = error instanceof VoiceFailed ? voiceProblem(error, this.script.voice) : undefined;
    return problem === undefined ? error : new LessonNotCompiled(inOrder([...this.#problems, problem]));
  }

  /** A problem of the script is noted, so that its author sees all of them; one of the machine is thrown. */
  async #make(task: ClipTask): Promise<void> {
    try {
      const { info, reused } = await (task.kind === 'film' ? this.#film(task) : this.#sentence(task));
      const idle = await this.#idle(task.after);
      const text = task.kind === 'film' ? '' : task.sentence.text;
      this.#clips.set(task, { ...info, text, idle: idle.id });
      this.#count({ done: this.#progress.done + 1, reused: this.#progress.reused + (reused ? 1 : 0) });
    } catch (error) {
      const problem = problemOf(error, task);
      if (problem === undefined) throw error;
      this.#problems.push(problem);
    }
  }

  /** The same words are made once, however often they are said. */
  async #sentence(
    task: Extract<ClipTask, { kind: 'sentence' }>,
  ): Promise<{ info: ClipInfo; reused: boolean }> {
    const id = this.#speaker.idOf(task.sentence, task.view);
    let begun = this.#begun.get(id);
    if (begun === undefined) {
      const made = this.#speaker.compileSentence(task.sentence, {
        ...{ priority: 'batch', view: task.view, signal: this.#signal },
      });
      begun = made.kept.then(async (reused) => ({ info: await made.info, reused }));
      this.#begun.set(id, begun);
    }
    const { info, reused } = await begun;
    if (info.cells * CELL_MS > LONGEST_SENTENCE_MS) this.#problems.push(tooLong(task, info));
    return { info, reused };
  }

  async #film(task: FilmTask): Promise<{ info: ClipInfo; reused: boolean }> {
    const path = await this.options.fileOf?.(task.file);
    if (path === undefined) {
      const remedy = 'Upload it, or correct its name.';
      throw new StageFailed('missing-file', `There is no file ${task.file}.`, remedy);
    }
    const { info, reused } = await compileFilm(path, {
      ...this.options,
      ...{ group: TALKING_GROUP, signal: this.#signal },
    });
    const lengthMs = info.cells * CELL_MS;
    for (const [index, { atMs, mark }] of task.cues.entries()) {
      if (atMs < lengthMs) continue;
      const message = `The cue {${mark}} comes at ${seconds(atMs)}, and the film ends at ${seconds(lengthMs)}.`;
      const remedy = 'Let it come earlier, or take it out.';
      this.#problems.push({ code: 'cue-after-end', ...task, path: ['cues', index, 'atMs'], message, remedy });
    }
    const marks = task.cues.map(({ atMs, mark }) => ({ picture: Math.floor(atMs / VIDEO_FRAME_MS), mark }));
    return { info: { ...info, marks }, reused };
  }

  #idle(view: SlideView): Promise<ClipInfo> {
    const { stage } = this.options;
    const key = stage.showsSlides ? stage.fingerprint([view]) : '';
    const idle = this.#idles.get(key) ?? this.#speaker.idle({ view, signal: this.#signal });
    this.#idles.set(key, idle);
    return idle;
  }

  async #manifest(steps: readonly StepTasks[]): Promise<CompiledLesson> {
    const first = await this.#idle(null);
    const idles = await Promise.all(this.#idles.values());
    return {
      format: 1,
      title: this.script.title,
      language: this.script.language,
      idle: first.id,
      idles: Object.fromEntries(idles.map(({ id, cells }) => [id, cells])),
      steps: steps.map((step) => this.#stepOf(step)),
    };
  }

  #stepOf({ step, tasks }: StepTasks): CompiledStep {
    const { id, kind } = step;
    const clips = (...path: (string | number)[]): LessonClip[] =>
      tasks
        .filter((task) => path.every((part, index) => task.path[index] === part))
        .flatMap((task) => this.#clips.get(task) ?? []);
    if (kind === 'say' || kind === 'play') return { id, kind, clips: clips() };
    if (kind !== 'ask') return { id, kind };
    return {
      ...{ id, kind, prompt: clips('prompt') },
      hints: step.hints.map((_, index) => clips('hints', index)),
      replies: Object.fromEntries(repliesOf(step).map((reply) => [reply, clips('say', reply)])),
    };
  }

  #count(change: Partial<CompileProgress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.options.onProgress?.(this.#progress);
  }
}

const repliesOf = (step: Extract<LessonStep, { kind: 'ask' }>): ReplyKind[] =>
  Object.keys(step.say) as ReplyKind[];

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const inOrder = (problems: readonly CompileProblem[]): CompileProblem[] =>
  problems.toSorted(
    (a, b) => (a.stepIndex ?? -1) - (b.stepIndex ?? -1) || (a.span?.from ?? 0) - (b.span?.from ?? 0),
  );

function tooLong({ stepIndex, stepId, path, span }: ClipTask, info: ClipInfo): CompileProblem {
  const message = `This sentence takes ${seconds(info.cells * CELL_MS)}; at most ${seconds(LONGEST_SENTENCE_MS)} are good to hear.`;
  const remedy = 'End it earlier, and begin another.';
  const params = { seconds: Math.round((info.cells * CELL_MS) / 1000) };
  const at = { stepIndex, stepId, path, ...(span ? { span } : {}) };
  return { code: 'sentence-too-long', ...at, message, remedy, params };
}

function problemOf(error: unknown, { stepIndex, stepId, path, span }: ClipTask): CompileProblem | undefined {
  const at = { stepIndex, stepId, path, ...(span ? { span } : {}) };
  if (error instanceof StageFailed)
    return { code: error.code, ...at, message: error.problem, remedy: error.remedy };
  if (error instanceof MediaFileError) {
    const remedy = 'Save it as MP4 with H.264 and AAC, and upload it again.';
    return { code: 'bad-media', ...at, message: error.message, remedy };
  }
  if (error instanceof RecordingUnusable) {
    const message = `The recording of this sentence cannot be used: ${error.message}.`;
    const remedy = 'Record it again, or take it out of recordings.';
    return { code: 'bad-recording', ...at, message, remedy };
  }
  if (error instanceof VoiceFailed && error.reason === 'unspeakable') {
    const remedy = 'Give the words a pronunciation, such as [你好](nee how), or choose another voice.';
    return { code: 'unspeakable', ...at, message: `This cannot be spoken: ${error.message}.`, remedy };
  }
  return undefined;
}
