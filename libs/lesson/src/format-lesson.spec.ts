import type { LessonScript } from '@lockstep/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesson, script } from '../test/lessons.js';
import { formatLesson } from './format-lesson.js';
import { parseLesson } from './parse-lesson.js';

/** Hundreds of lessons, on a machine that may be busy. */
const PATIENT = { timeout: 60_000 };

const untidy = `# The first lesson
language: en
title: "Yesterday"   # shown to students

steps:
- {say: "Hello: *you*.", id: hello}
# the question
- id: q
  ask:
    window: 20s # enough
    choices:
      - a
      - b
    right: a
    # how long it takes
    prompt: |
      Which
- pause: 1s
`;

const tidy = `# The first lesson
title: "Yesterday" # shown to students
language: en

steps:
  - id: hello
    say: >-
      Hello: *you*.

  # the question
  - id: q
    ask:
      # how long it takes
      prompt: Which
      choices: [a, b]
      right: a
      window: 20s # enough

  - pause: 1s
`;

describe('a text', () => {
  it('gets the form of all lessons and keeps its comments', () => {
    expect(formatLesson(untidy)).toBe(tidy);
  });
  it('means the same', () => {
    expect(parseLesson(formatLesson(untidy)).script).toEqual(parseLesson(untidy).script);
  });
  it('with an error stays as it is', () => {
    const text = lesson('- sai: x', '- {say: Hi.}');
    expect(formatLesson(text)).toBe(text);
  });
  it('gets ids for its steps, which keep them when their words change', () => {
    const text = lesson('- say: Hello.', '- { id: own, pause: 1s }');
    const ids = parseLesson(text).script?.steps.map(({ id }) => id);
    const written = formatLesson(text, { ids: 'write' });
    expect(parseLesson(written).script?.steps.map(({ id }) => id)).toEqual(ids);
    const edited = parseLesson(written.replace('Hello', 'Good morning')).script;
    expect(edited?.steps.map(({ id }) => id)).toEqual(ids);
  });
  it('folds long narration before the margin', () => {
    const text = formatLesson(lesson(`- say: ${'One more word. '.repeat(40)}`));
    expect(text).toContain('say: >-\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe('any script', () => {
  it('becomes a text that is read as the same script', PATIENT, () => {
    fc.assert(
      fc.property(script, (one) => {
        const { script: read, problems } = parseLesson(formatLesson(one));
        expect(problems.filter(({ severity, code }) => severity === 'error' && !NARRATION.has(code))).toEqual(
          [],
        );
        if (problems.some(({ severity }) => severity === 'error')) return;
        expect({ ...read, steps: [] }).toEqual({ ...one, steps: [] });
        expect(sorted(read)).toEqual(sorted(one));
      }),
      { numRuns: 150 },
    );
  });
  it('has a text that formatting does not change', PATIENT, () => {
    fc.assert(
      fc.property(script, (one) => {
        const text = formatLesson(one);
        expect(formatLesson(text)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });
});

/** What is wrong with the words of a generated script, not with its text. */
const NARRATION = new Set(['open-emphasis', 'nothing-said', 'sentence-too-long']);

/** Wrong answers are looked up, so their order means nothing; a mapping with numbers as keys does not keep it. */
const sorted = (script: LessonScript | undefined) =>
  script?.steps.map((step) =>
    step.kind === 'ask'
      ? { ...step, wrong: [...step.wrong].sort((a, b) => (a.answer < b.answer ? -1 : 1)) }
      : step,
  );
