import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { LessonScript, ScriptProblem } from '@lockstep/contracts';
import {
  byPlace,
  checkLesson,
  hasErrors,
  type LessonPlaces,
  parseLesson,
  type Problem,
} from '@lockstep/lesson';
import {
  type CompileProblem,
  type CompileProgress,
  compileLesson,
  type Deck,
  DeckFailed,
  type DeckProblem,
  LessonNotCompiled,
  renderDeck,
  StageFailed,
  timelineOf,
} from '@lockstep/virtual-teacher';
import type { LessonSource } from '../../lessons/scripts/lesson-source.js';
import { describeScriptProblem } from '../../lessons/scripts/script-reader.js';
import type { CompiledRecord } from '../../lessons/compiles/compiled-record.js';
import { ScriptNotCompilable } from './compiling-errors.js';
import { CompilerResources } from './compiler-resources.js';
import { SlideDecks } from './slide-decks.js';

export type CompileOptions = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CompileProgress) => void;
};

/** What a compiled script is, and what its author should know all the same. */
export type Compiled = { readonly compiled: CompiledRecord; readonly problems: ScriptProblem[] };

/** Makes slides and clips of a script. */
@Injectable()
export class ScriptCompiler {
  constructor(
    private readonly resources: CompilerResources,
    private readonly decks: SlideDecks,
  ) {}

  /** Throws {@link ScriptNotCompilable} with everything that is wrong with the script; what is wrong with the machine as it is. */
  async compile(source: LessonSource, options: CompileOptions): Promise<Compiled> {
    const { script, problems, places } = parseLesson(source.text);
    if (script === undefined) throw notCompilable(problems);
    try {
      const deck = await this.#draw(script, source, options.signal);
      const found = await this.#check(script, source, deck, places);
      if (hasErrors(found)) throw notCompilable(found);
      return { compiled: await this.#make(script, source, deck, options), problems: described(found) };
    } catch (error) {
      const reasons = problemsOf(error, places);
      throw reasons ? notCompilable(reasons) : error;
    }
  }

  async #draw(
    { slides }: LessonScript,
    { files }: LessonSource,
    signal: AbortSignal,
  ): Promise<Deck | undefined> {
    if (slides === undefined) return undefined;
    const fileOf = this.resources.fileOf(files);
    const read = async (path: string) => {
      const file = await fileOf(path);
      return file === undefined ? undefined : readFile(file);
    };
    return renderDeck(slides, { read, signal });
  }

  async #check(
    script: LessonScript,
    { files }: LessonSource,
    deck: Deck | undefined,
    places: LessonPlaces,
  ): Promise<Problem[]> {
    const there = new Set(files.map(({ path }) => path));
    const checked = checkLesson(script, {
      places,
      file: (path) => (there.has(path.normalize('NFC').replace(/^(\.\/)+/, '')) ? {} : undefined),
      voices: this.resources.voices(script.voice),
      avatars: await this.resources.avatars(),
      ...(deck && { slides: deck.slides }),
    });
    const warned = (deck?.warnings ?? []).map((problem) => ofDeck('warning', problem, places));
    return [...checked, ...warned].sort(byPlace);
  }

  async #make(
    script: LessonScript,
    { files }: LessonSource,
    deck: Deck | undefined,
    { signal, onProgress }: CompileOptions,
  ): Promise<CompiledRecord> {
    const kept = deck ? await this.decks.keep(deck) : { deck: null, slides: [] };
    const cast = await this.resources.cast({ script, deck, files, signal });
    const fileOf = this.resources.fileOf(files);
    const manifest = await compileLesson(script, deck, { ...cast, fileOf, signal, onProgress });
    return { ...kept, durationMs: timelineOf(script, manifest).durationMs, manifest };
  }
}

const described = (problems: readonly Problem[]): ScriptProblem[] => problems.map(describeScriptProblem);
const notCompilable = (problems: readonly Problem[]) => new ScriptNotCompilable(described(problems));

/** What the author can mend; undefined for everything else. */
function problemsOf(error: unknown, places: LessonPlaces): Problem[] | undefined {
  if (error instanceof DeckFailed) return [ofDeck('error', error.problem, places)];
  if (error instanceof LessonNotCompiled) return error.problems.map((problem) => placed(problem, places));
  if (error instanceof StageFailed) {
    const { code, problem: message, remedy } = error;
    return [{ severity: 'error', code, message, remedy, place: places.ofHead(['avatar']) }];
  }
  return undefined;
}

/** A problem of the slides stands where the script names them, and says where it is in their file. */
function ofDeck(severity: 'error' | 'warning', problem: DeckProblem, places: LessonPlaces): Problem {
  const { file, line, slide, message, remedy } = problem;
  const where = [file, ...(line === undefined ? [] : [`line ${String(line)}`])];
  const named = line === undefined && slide !== undefined ? [...where, `slide ${String(slide)}`] : where;
  const place = places.ofHead(['slides']);
  return { severity, code: 'deck', message: `${named.join(', ')}: ${message}`, remedy, place };
}

function placed(
  { code, stepId, stepIndex, path, span, message, remedy }: CompileProblem,
  places: LessonPlaces,
): Problem {
  const place =
    stepIndex === undefined
      ? places.ofHead(path)
      : span
        ? places.within(stepIndex, path, span.from, span.to)
        : places.ofStep(stepIndex, path);
  return { severity: 'error', code, message, remedy, place, ...(stepId !== undefined && { stepId }) };
}
