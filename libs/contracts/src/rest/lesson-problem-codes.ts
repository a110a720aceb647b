/**
 * Each `code` of a problem of a lesson, with the names of the values that its `params` may carry, for pages that say it in
 * another language. A value is absent where the problem has none of the kind, such as `meant` without a likely word.
 */
export const lessonProblemParams = {
  // the text as YAML
  'yaml-error': [],
  'yaml-duplicate-key': [],
  'yaml-block-as-implicit-key': [],
  'yaml-multiline-implicit-key': [],
  'yaml-tab-as-indent': [],
  'yaml-bad-indent': [],
  'yaml-missing-char': [],
  'yaml-unexpected-token': [],
  'yaml-bad-alias': [],
  'yaml-bad-scalar-start': [],
  'yaml-bad-dq-escape': [],
  'yaml-block-in-flow': [],
  'yaml-resource-exhaustion': [],
  'yaml-multiple-docs': [],
  'yaml-key': [],
  alias: [],
  'too-deep': [],
  'text-too-long': [],
  'reading-took-too-long': [],
  'more-problems': ['count'],
  // keys and values
  'no-lesson': [],
  'no-steps': [],
  'no-step': [],
  'two-steps': ['first', 'second'],
  'double-id': ['id'],
  missing: ['key', 'entry', 'example'],
  'unknown-key': ['key', 'meant', 'known'],
  'wrong-kind': ['key', 'entry', 'example'],
  'too-big': ['key', 'entry', 'most'],
  'too-small': ['key', 'entry', 'least'],
  empty: ['key', 'entry'],
  'unknown-value': ['key', 'entry', 'given', 'meant', 'known'],
  'wrong-form': ['key', 'entry', 'example'],
  wrong: ['key', 'entry', 'example'],
  'out-of-range': ['given', 'leastMs', 'mostMs'],
  // narration
  'open-mark': [],
  'bad-mark': ['mark', 'example'],
  'stray-brace': [],
  'empty-pronunciation': [],
  'open-emphasis': [],
  'mark-inside-word': [],
  'nothing-said': [],
  'sentence-too-long': ['characters', 'seconds'],
  unspeakable: ['text'],
  'formula-not-read': ['text'],
  'link-in-narration': [],
  // questions and branches
  'no-such-choice': ['name', 'meant', 'known'],
  'few-choices': [],
  'no-right-answer': [],
  'many-right': ['count'],
  'double-choice': ['name'],
  'bad-gaps': [],
  unused: [],
  'no-rubric': [],
  'needs-figure': [],
  'bare-explanation': [],
  'right-and-wrong': ['name'],
  'unused-hint': ['hints', 'tries'],
  'short-window': ['neededSeconds', 'seconds'],
  'no-question': [],
  'no-such-question': ['id'],
  'asked-later': ['id'],
  'no-such-step': ['id'],
  endless: [],
  unreached: [],
  // slides, files and voices
  'no-such-slide': ['slide', 'count'],
  'no-such-build-step': ['slide', 'step', 'last'],
  'nothing-to-highlight': ['target', 'slide', 'meant'],
  'mark-collision': [],
  'slide-too-short': ['slide', 'seconds', 'neededSeconds'],
  'event-budget': ['events'],
  'no-such-file': ['path'],
  'no-such-voice': ['name', 'meant', 'known'],
  'voice-language': ['name', 'language'],
  'judge-language': ['language'],
  'no-such-avatar': ['name', 'meant', 'known'],
  'late-cue': ['seconds', 'clipSeconds'],
  'cue-after-end': [],
  'missing-slide': [],
  'missing-file': [],
  'bad-media': [],
  // the slides' own file, with the place in it
  'deck-missing': ['file', 'slide'],
  'deck-too-long': ['file', 'mostKib'],
  'deck-slide-count': ['file', 'count', 'most'],
  'deck-slide-not-drawn': ['file', 'line', 'slide'],
  'deck-foreign-picture': ['file', 'line', 'slide', 'path'],
  'deck-no-picture': ['file', 'line', 'slide', 'path'],
  'deck-bad-picture': ['file', 'line', 'slide', 'path'],
  'deck-bad-pdf': ['file'],
  'deck-too-slow': ['file'],
  'deck-not-drawn': ['file'],
  'deck-overfull': ['file', 'line', 'slide'],
  'deck-no-glyph': ['file', 'line', 'slide', 'characters'],
  'deck-style-sheet': ['file', 'line', 'slide'],
  'deck-html': ['file', 'line', 'slide', 'given'],
  'deck-formula': ['file', 'line', 'slide', 'given'],
  'deck-background': ['file', 'line', 'slide', 'key', 'given'],
  'deck-color': ['file', 'line', 'slide', 'key', 'given'],
  // compiling
  'compile-never-finished': [],
  'internal-error': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The kind of a problem of a lesson, as its `code` says it. */
export type LessonProblemCode = keyof typeof lessonProblemParams;

/** The values of a problem of this kind, where it has them. */
export type LessonParamsOf<Code extends LessonProblemCode> = Readonly<
  Partial<Record<(typeof lessonProblemParams)[Code][number], string | number>>
>;

export const isLessonProblemCode = (code: string): code is LessonProblemCode =>
  Object.hasOwn(lessonProblemParams, code);
