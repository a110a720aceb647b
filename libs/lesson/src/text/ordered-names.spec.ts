import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionFormats, readQuestions } from '../exchange/formats.js';
import { writeQuestions } from '../exchange/write-questions.js';
import { lessonOf } from '../exchange/lesson-of.js';
import { formatLesson } from '../format-lesson.js';
import { parseLesson } from '../parse-lesson.js';
import { setInQuestion } from '../edit-question.js';
import { orderedEntries, orderedRecord } from './ordered-names.js';

const text = `title: Numbers
steps:
  - id: q
    ask: { prompt: Match them., match: { 10: ten, two: 2, 3: three, '007': agent, 1: one }, shuffle: false }
  - id: r
    ask: { prompt: How many?, accept: 4, wrong: { 5: One too many., 3: One more., ' 9 ': Far too many. } }
`;
const step = (lesson: string, id: string) => {
  const { script, problems } = parseLesson(lesson);
  if (!script) throw new Error(JSON.stringify(problems));
  const found = script.steps.find((one) => one.id === id);
  if (found?.kind !== 'ask') throw new Error('there is no such question');
  return found;
};
const items = (lesson: string) => {
  const { task } = step(lesson, 'q');
  return task?.kind === 'match' ? task.items.map((item) => item.text) : [];
};
const ORDER = ['10', 'two', '3', '007', '1'];

describe('names that are whole numbers', () => {
  it('keep the order in which the author wrote them', () => {
    expect(items(text)).toEqual(ORDER);
    expect(step(text, 'r').wrong.map(({ answer }) => answer)).toEqual(['5', '3', '9']);
  });

  it('keep it when the lesson is written anew, and have no space before them there', () => {
    const { script } = parseLesson(text);
    if (!script) throw new Error('it has errors');
    const written = formatLesson(script, { ids: 'write' });
    expect(items(written)).toEqual(ORDER);
    expect(written).not.toMatch(/['"] \d/u);
    const edited = setInQuestion(
      text,
      'r',
      ['wrong'],
      orderedRecord([
        ['8', 'Eight.'],
        ['2', 'Two.'],
      ]),
    );
    expect(step(edited, 'r').wrong.map(({ answer }) => answer)).toEqual(['8', '2']);
    expect(edited).not.toMatch(/['"] \d/u);
  });

  it.each(['csv', 'moodle', 'gift'] as const)('keep it in %s', (format) => {
    const { script } = parseLesson(text);
    if (!script) throw new Error('it has errors');
    const { text: written } = writeQuestions(questionFormats[format], script);
    const [match] = readQuestions(format, written).steps.flatMap((read) =>
      'ask' in read && read.ask.match ? [read.ask.match] : [],
    );
    expect(orderedEntries(match ?? {}).map(([name]) => name)).toEqual(ORDER);
    const made = lessonOf('Numbers', 'en', [
      { line: 1, id: 'q', ask: { prompt: 'Match.', match: match ?? {} } },
    ]);
    expect(items(made)).toEqual(ORDER);
    expect(made).not.toMatch(/['"] \d/u);
  });

  it('are named by their place when something is wrong with them', () => {
    const { problems } = parseLesson(text.replace('3: three', "3: ''"));
    expect(problems.map(({ place }) => [place?.line, place?.column])).toEqual([[4, 62]]);
  });

  it('come back as they went, whatever they are', () => {
    const names = fc.uniqueArray(fc.oneof(fc.nat().map(String), fc.stringMatching(/^\S{1,5}$/u)));
    fc.assert(
      fc.property(names, (given) => {
        const record = orderedRecord(given.map((name, index) => [name, index] as const));
        expect(orderedEntries(record).map(([name]) => name)).toEqual(given);
      }),
    );
  });
});
