import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { LessonScript, ScriptProblem } from '@lockstep/contracts';
import { byPlace, hasErrors, type Place, type Problem, type SlideFacts } from '@lockstep/lesson';
import {
  type CompileProblem,
  type CompileProgress,
  compileLesson,
  type Deck,
  DeckFailed,
  type DeckProblem,
  LessonNotCompiled,
  StageFailed,
  timelineOf,
  VoiceFailed,
  voiceProblem,
} from '@lockstep/virtual-teacher';
import type { LessonSource } from '../../lessons/scripts/lesson-source.js';
import { LessonReader } from '../../lessons/reading/lesson-reader.js';
import { describeScriptProblem } from '../../lessons/scripts/script-reader.js';
import type { CompiledRecord } from '../../lessons/compiles/compiled-record.js';
import { SlideRenderer } from '../../decks/slide-renderer.js';
import { ScriptNotCompilable } from './compiling-errors.js';
import { CompilerResources } from './compiler-resources.js';
import { SlideDecks } from './slide-decks.js';

export type CompileOptions = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CompileProgress) => void;
  readonly onDrawn: (drawn: number, total: number) => void;
};

/** What a compiled script is, and what its author should know all the same. */
export type Compiled = { readonly compiled: CompiledRecord; readonly problems: ScriptProblem[] };

/** Makes slides and clips of a script. */
@Injectable()
export class ScriptCompiler {
  constructor(
    private readonly resources: CompilerResources,
    private readonly decks: SlideDecks,
    private readonly renderer: SlideRenderer,
    private readonly reader: LessonReader,
  ) {}

  /** @throws ScriptNotCompilable with everything that is wrong with the script; what is wrong with the machine as it is */
  async compile(source: LessonSource, options: CompileOptions): Promise<Compiled> {
    const { script, problems } = await this.reader.read(source.text, {});
    if (script === null) throw notCompilable(problems);
    try {
      const deck = await this.#draw(script, source, options);
      const found = await this.#check(script, source, deck);
      if (hasErrors(found)) throw notCompilable(found);
      return { compiled: await this.#make(script, source, deck, options), problems: described(found) };
    } catch (error) {
      const reasons = await this.#reasonsOf(error, source.text, script.voice);
      throw reasons ? notCompilable(reasons) : error;
    }
  }

  async #draw(
    { slides }: LessonScript,
    { files }: LessonSource,
    { signal, onDrawn }: CompileOptions,
  ): Promise<Deck | undefined> {
    if (slides === undefined) return undefined;
    const fileOf = this.resources.fileOf(files);
    const read = async (path: string) => {
      const file = await fileOf(path);
      return file === undefined ? undefined : readFile(file);
    };
    return this.renderer.render(slides, { read, signal, onProgress: onDrawn });
  }

  async #check(
    script: LessonScript,
    { files, text }: LessonSource,
    deck: Deck | undefined,
  ): Promise<readonly Problem[]> {
    const { problems } = await this.reader.read(text, {
      files: files.map(({ path, sizeBytes }) => ({ path, sizeBytes })),
      voices: this.resources.voices(script.voice),
      avatars: await this.resources.avatars(),
      ...(deck && { slides: wordsOf(deck) }),
    });
    const warnings = deck?.warnings ?? [];
    if (warnings.length === 0) return problems;
    const [place] = await this.reader.locate(text, [{ path: ['slides'] }]);
    return [...problems, ...warnings.map((problem) => ofDeck('warning', problem, place))].sort(byPlace);
  }

  /** What the author can mend; undefined for everything else. */
  async #reasonsOf(error: unknown, text: string, voice: string): Promise<Problem[] | undefined> {
    if (error instanceof DeckFailed) {
      const [place] = await this.reader.locate(text, [{ path: ['slides'] }]);
      return error.problems.map((problem) => ofDeck('error', problem, place));
    }
    const ofVoice = error instanceof VoiceFailed ? voiceProblem(error, voice) : undefined;
    const found = error instanceof LessonNotCompiled ? error.problems : ofVoice && [ofVoice];
    if (found) {
      const places = await this.reader.locate(text, found);
      return found.map((problem, i) => placed(problem, places[i]));
    }
    if (error instanceof StageFailed) {
      const { code, problem: message, remedy } = error;
      const [place] = await this.reader.locate(text, [{ path: ['avatar'] }]);
      return [{ severity: 'error', code, message, remedy, ...(place && { place }) }];
    }
    return undefined;
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

/** What a check of the lesson looks at; the frames stay here. */
const wordsOf = ({ slides }: Deck): SlideFacts[] =>
  slides.map(({ steps }) => ({ steps: steps.map(({ words }) => ({ words })) }));

/** A problem of the slides stands where the script names them, and says where it is in their file. */
function ofDeck(severity: 'error' | 'warning', problem: DeckProblem, place: Place | undefined): Problem {
  const { code, file, line, column, slide, message, remedy, params } = problem;
  const at = column === undefined ? '' : `, column ${String(column)}`;
  const where = [file, ...(line === undefined ? [] : [`line ${String(line)}${at}`])];
  const named = line === undefined && slide !== undefined ? [...where, `slide ${String(slide)}`] : where;
  return {
    severity,
    code,
    params: {
      file,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
      ...(slide !== undefined && { slide }),
      ...params,
    },
    message: `${named.join(', ')}: ${message}`,
    remedy,
    ...(place && { place }),
  };
}

const placed = (
  { code, stepId, message, remedy, params }: CompileProblem,
  place: Place | undefined,
): Problem => ({
  ...{ severity: 'error', code, message, remedy },
  ...(params && { params }),
  ...(place && { place }),
  ...(stepId !== undefined && { stepId }),
});
