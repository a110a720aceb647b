import { AskStep, LessonScript, QuestionFormat } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLesson } from '../parse-lesson.js';
import { questionFormatOf, questionFormats, readQuestions } from './formats.js';
import { lessonOf } from './lesson-of.js';
import { writeQuestions } from './write-questions.js';

const SIGNS = [
  ...'a Z é 中 9 = ~ # { } : \\ | " \' , ; < > & % * [ ] ( ) $ - _ /'.split(' '),
  ...[' ', '\n', '\t'],
  '&amp;',
  '<b>',
  ']]>',
  '{1:SA:=x}',
  "'=",
  '\u0001',
];
/** Words that mean something in one format or another; of one line where a lesson has one line. */
const words = fc
  .string({ unit: fc.constantFrom(...SIGNS), minLength: 1, maxLength: 20 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const plainWords = fc.stringMatching(/^[a-z]{1,8}( [a-z0-9]{1,8}){0,3}$/);

const ask = (more: object) => AskStep.parse({ id: 'q', kind: 'ask', prompt: 'What?', ...more });
const several = (of: fc.Arbitrary<string>, least: number) =>
  fc.uniqueArray(of, { minLength: least, maxLength: 5 });
const choicesOf = (texts: readonly string[], right: number) =>
  texts.map((text, i) => ({ id: `c${String(i)}`, text, right: i < right }));

const questions = (of: fc.Arbitrary<string>): fc.Arbitrary<AskStep> =>
  fc.oneof(
    fc
      .record({ texts: several(of, 2), prompt: of })
      .map(({ texts, prompt }) => ask({ prompt, answer: 'single', choices: choicesOf(texts, 1) })),
    several(of, 3).map((texts) => ask({ answer: 'multiple', choices: choicesOf(texts, 2) })),
    several(of, 2).map((texts) => ask({ answer: 'poll', choices: choicesOf(texts, 0) })),
    several(of, 1).map((accept) => ask({ answer: 'short', accept })),
    fc
      .record({ accept: of, say: of })
      .map(({ accept, say }) =>
        ask({ answer: 'short', accept: [accept], feedback: [{ answer: accept, say, credit: 0.5 }] }),
      ),
    several(of, 2).map((texts) =>
      ask({
        answer: 'match',
        task: {
          kind: 'match',
          items: texts.map((text, i) => ({ id: `i${String(i)}`, text, option: `o${String(i)}` })),
          options: texts.map((text, i) => ({ id: `o${String(i)}`, text: `${text}.` })),
        },
      }),
    ),
    several(of, 2).map((texts) =>
      ask({
        answer: 'survey',
        task: { kind: 'survey', items: texts.map((text, i) => ({ id: `i${String(i)}`, text, by: 'text' })) },
      }),
    ),
    several(of, 2).map((texts) =>
      ask({
        answer: 'order',
        task: { kind: 'order', items: texts.map((text, i) => ({ id: `i${String(i)}`, text })) },
      }),
    ),
    fc.record({ accept: several(of, 1), around: of }).map(({ accept, around }) =>
      ask({
        answer: 'gaps',
        task: { kind: 'gaps', segments: [`${around} `, ` ${around}`], gaps: [{ accept }] },
      }),
    ),
    fc
      .record({ hints: fc.array(of, { maxLength: 4 }), right: of })
      .map(({ hints, right }) =>
        ask({ answer: 'open', hints, tries: 5, points: 2, rubric: [{ point: right }], windowMs: 60_000 }),
      ),
  );

/** Distinct ids, as in every lesson. */
const scripts = (of: fc.Arbitrary<string>) =>
  fc
    .array(questions(of), { minLength: 1, maxLength: 4 })
    .map((steps) =>
      LessonScript.parse({ title: 't', steps: steps.map((step, i) => ({ ...step, id: `q${String(i)}` })) }),
    );

/**
 * A question without the ids of its choices and items, which other programs do not have. Pairs count without their order: in
 * a mapping, items that are whole numbers come first.
 */
const meaning = ({ task, ...step }: AskStep): string =>
  JSON.stringify([step, task?.kind === 'match' ? pairsOf(task) : task], (key, value: unknown) =>
    key === 'id' || key === 'option' ? undefined : value,
  );

function pairsOf({ items, options }: Extract<NonNullable<AskStep['task']>, { kind: 'match' }>): string[][] {
  const textOf = (id: string) => options.find((option) => option.id === id)?.text ?? '';
  const pairs = items.map(({ text, option }) => JSON.stringify([text, textOf(option)]));
  return [pairs.sort(), options.map(({ text }) => text).sort()];
}

describe.each(QuestionFormat.options)('questions in %s', (format) => {
  const codec = questionFormats[format];

  it('come back as they were, or are named', () => {
    fc.assert(
      fc.property(scripts(words), (script) => {
        const { text, leftBehind } = writeQuestions(codec, script);
        const named = new Set(leftBehind.map(({ stepId }) => stepId));
        const { steps } = codec.read(text);
        // one by one: a prompt that says nothing is an error of its own lesson
        const back = steps.flatMap((one) => parseLesson(lessonOf('t', 'en', [one])).script?.steps ?? []);
        for (const step of script.steps) {
          if (step.kind !== 'ask' || named.has(step.id)) continue;
          const other = back.find(({ id }) => id === step.id);
          if (other?.kind !== 'ask') throw new Error(`${step.id} is neither there nor named`);
          expect(meaning(other)).toBe(meaning(step));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('of plain words are kept whole where the format has their kind', () => {
    const lacks: Readonly<Record<QuestionFormat, readonly string[]>> = {
      gift: ['order', 'gaps', 'open', 'survey'],
      moodle: ['open', 'survey'],
      csv: ['survey'],
    };
    fc.assert(
      fc.property(scripts(plainWords), (script) => {
        const { leftBehind } = writeQuestions(codec, script);
        const kindOf = (id: string) => script.steps.find((step) => step.id === id) as AskStep;
        expect(leftBehind.filter(({ stepId }) => !lacks[format].includes(kindOf(stepId).answer))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('are read or told, whatever the text is', () => {
    const pieces = fc.constantFrom(
      ...[
        '<quiz>',
        '</quiz>',
        '<question type="cloze">',
        '</question>',
        '<questiontext>',
        '<text>',
        '</text>',
      ],
      ...[
        '<answer fraction="100">',
        '</answer>',
        '<![CDATA[',
        ']]>',
        '<!DOCTYPE a [<!ENTITY a "b">]>',
        '&a;',
        '&#0;',
      ],
      ...['{1:NM:=1:2}', '{', '}', 'prompt', 'answer', ',', ';', '"', '\n', '\r\n', '::', '=', '~', 'x', '|'],
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { steps, leftOut } = readQuestions(format, text);
        for (const { line } of [...steps, ...leftOut]) expect(line).toBeGreaterThanOrEqual(1);
        parseLesson(lessonOf('t', 'en', steps));
        questionFormatOf('x', text);
      }),
      { numRuns: 100 },
    );
  });
});
