import { Injectable } from '@nestjs/common';
import { type ScriptProblem } from '@lockstep/contracts';
import { type LessonSource } from '../../lessons/scripts/lesson-source.js';
import { type CompiledRecord } from './compiled-record.js';
import { ScriptNotCompilable } from './compiling-errors.js';

export type CompileOptions = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { done: number; total: number; reused: number }) => void;
};

/** What a compiled script is, and what its author should know all the same. */
export type Compiled = { readonly compiled: CompiledRecord; readonly problems: ScriptProblem[] };

/** Makes slides and clips of a script. */
@Injectable()
export class ScriptCompiler {
  /** Throws {@link ScriptNotCompilable}. */
  compile(source: LessonSource, options: CompileOptions): Promise<Compiled> {
    void source;
    void options;
    return Promise.reject(new ScriptNotCompilable([]));
  }
}
