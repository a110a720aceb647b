import type { LessonComparison, LessonScript, LessonStep, QuestionFormat } from '@lockstep/contracts';
import {
  byPlace,
  checkLesson,
  diffLessons,
  firstProblems,
  formatLesson,
  hasErrors,
  parseLesson,
  type ParsedLesson,
  type Place,
  type Problem,
  type SlideFacts,
  stepMs,
  type StepChange,
} from '@lockstep/lesson';
import {
  type QuestionFile,
  type QuestionsRead,
  type QuestionsWritten,
  readQuestionFile,
  writeQuestionFile,
} from './question-files.js';

/** What a text is checked against; whatever is absent is not checked. */
export type TextFacts = {
  /** The files beside the script. */
  readonly files?: readonly { readonly path: string; readonly sizeBytes: number }[];
  readonly voices?: readonly string[];
  readonly avatars?: readonly string[];
  readonly slides?: readonly SlideFacts[];
};

/** What was understood of a text, and everything its author should know. Plain values alone. */
export type TextReading = {
  /** null where it cannot be read, as opposed to taught. */
  readonly script: LessonScript | null;
  /** By place. */
  readonly problems: readonly Problem[];
  /** Of each step of the script. */
  readonly steps: readonly Place[];
  /** As far as is known without its clips, ms. */
  readonly estimatedMs: number;
};

/** A part of the script: of the head without a step; a span within a text by its offsets. */
export type Part = {
  readonly stepIndex?: number;
  readonly path: readonly (string | number)[];
  readonly span?: { readonly from: number; readonly to: number };
};

/** The differences of two texts; or what keeps one of them from being read. */
export type TextComparison =
  | {
      readonly is: 'compared';
      readonly settings: LessonComparison['settings'];
      readonly steps: LessonComparison['steps'];
    }
  | { readonly is: 'unreadable'; readonly problems: readonly Problem[] };

export type ReadingRequest =
  | { readonly task: 'read'; readonly text: string; readonly facts: TextFacts }
  | { readonly task: 'locate'; readonly text: string; readonly parts: readonly Part[] }
  | { readonly task: 'compare'; readonly before: string; readonly after: string }
  | { readonly task: 'read-questions'; readonly from: QuestionFile }
  | { readonly task: 'write-questions'; readonly text: string; readonly format: QuestionFormat };

/** `parses`: how many texts the reader has parsed so far. */
export type ReadingResult = {
  readonly value: TextReading | readonly Place[] | TextComparison | QuestionsRead | QuestionsWritten;
  readonly parses: number;
};

/** A lesson that is being written, and the version it is compared with. */
const KEPT = 4;

/** As it is kept: without `./`, composed as names are. */
export const pathOfFile = (file: string): string => file.replace(/^(\.\/)+/, '').normalize('NFC');

/** Reads texts, each once as long as it is among the last few. */
export class TextReader {
  readonly #parsed = new Map<string, ParsedLesson>();
  #parses = 0;

  answer(request: ReadingRequest): ReadingResult {
    return { value: this.#valueOf(request), parses: this.#parses };
  }

  #valueOf(request: ReadingRequest): ReadingResult['value'] {
    switch (request.task) {
      case 'read':
        return readingOf(this.#parse(request.text), request.facts);
      case 'locate': {
        const { places } = this.#parse(request.text);
        return request.parts.map(({ stepIndex, path, span }) => {
          if (stepIndex === undefined) return places.ofHead(path);
          return span ? places.within(stepIndex, path, span.from, span.to) : places.ofStep(stepIndex, path);
        });
      }
      case 'compare':
        return comparisonOf(this.#parse(request.before), this.#parse(request.after));
      case 'read-questions':
        return readQuestionFile(request.from);
      case 'write-questions':
        return writeQuestionFile(this.#parse(request.text), request.format);
    }
  }

  #parse(text: string): ParsedLesson {
    let parsed = this.#parsed.get(text);
    if (!parsed) this.#parses++;
    parsed ??= parseLesson(text);
    this.#parsed.delete(text); // the order of the map is the order of use
    this.#parsed.set(text, parsed);
    const [oldest] = this.#parsed.keys();
    if (this.#parsed.size > KEPT && oldest !== undefined) this.#parsed.delete(oldest);
    return parsed;
  }
}

function readingOf({ script, problems, places }: ParsedLesson, { files, ...known }: TextFacts): TextReading {
  const present = new Map(files?.map((one) => [one.path, one]));
  const file = (name: string) => present.get(pathOfFile(name));
  const facts = { ...known, places, ...(files && { file }) };
  const found = firstProblems([...problems, ...(script ? checkLesson(script, facts) : [])]);
  return {
    script: script ?? null,
    problems: found.sort(byPlace),
    steps: script?.steps.map((_, i) => places.ofStep(i)) ?? [],
    estimatedMs: script?.steps.reduce((sum, step) => sum + stepMs(step, script.language, facts), 0) ?? 0,
  };
}

function comparisonOf(from: ParsedLesson, to: ParsedLesson): TextComparison {
  const [before, after] = [from.script, to.script];
  if (!before || !after) {
    const unreadable = before ? to : from;
    return { is: 'unreadable', problems: unreadable.problems.filter((one) => hasErrors([one])) };
  }
  const { head, steps } = diffLessons(before, after);
  return {
    is: 'compared',
    settings: head.map(({ field, before: old, after: now }) => ({
      name: field,
      before: settingText(old),
      after: settingText(now),
    })),
    steps: steps.map((change) => describeChange(change, before, after)),
  };
}

const settingText = (value: unknown): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

function describeChange(
  change: StepChange,
  before: LessonScript,
  after: LessonScript,
): LessonComparison['steps'][number] {
  const old = 'before' in change ? stepText(before, change.before) : null;
  const now = 'after' in change ? stepText(after, change.after) : null;
  return { change: change.kind, stepId: change.id, before: old, after: now };
}

/** A step as an author writes it. */
function stepText(script: LessonScript, step: LessonStep): string {
  const text = formatLesson({ ...script, steps: [step] });
  const at = text.search(/^steps:\s*$/m);
  return text
    .slice(text.indexOf('\n', at) + 1)
    .replaceAll(/^ {2}/gm, '')
    .trim();
}
