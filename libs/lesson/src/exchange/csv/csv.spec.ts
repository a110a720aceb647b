import { describe, expect, it } from 'vitest';
import { lesson } from '../../../test/lessons.js';
import { parseLesson } from '../../parse-lesson.js';
import { writeQuestions } from '../write-questions.js';
import { csv } from './csv.js';
import { readCsv } from './read-csv.js';

describe('questions in CSV', () => {
  it('have the columns that the first row names', () => {
    const { steps, leftOut } = readCsv(
      '\uFEFFPrompt,choices,right,wrong,points\r\n"Past of ""go""?",goed | went,went,"goed = Go is irregular, always.",2\r\n',
    );
    expect(leftOut).toEqual([]);
    expect(steps).toEqual([
      {
        line: 2,
        id: undefined,
        ask: {
          prompt: 'Past of "go"?',
          choices: ['goed', 'went'],
          right: 'went',
          wrong: { goed: 'Go is irregular, always.' },
          points: 2,
        },
      },
    ]);
  });

  it.each([
    ['semicolons', 'prompt;accept\nPi?;3,14\n'],
    ['tabs', 'prompt\taccept\nPi?\t3,14\n'],
    ['the line of a spreadsheet program', 'sep=;\r\nprompt;accept\r\nPi?;3,14\r\n'],
  ])('may be divided by %s', (_, text) => {
    expect(readCsv(text)).toMatchObject({
      steps: [{ ask: { prompt: 'Pi?', accept: ['3,14'] } }],
      leftOut: [],
    });
  });

  it('hold words that are said', () => {
    expect(readCsv('answer,prompt\nsay,Hello {class}.\n').steps).toEqual([
      { line: 2, say: 'Hello \\{class\\}.' },
    ]);
  });

  it('are told with row and column where something cannot be read', () => {
    const { steps, leftOut } = readCsv(
      'prompt,acept,match,points\nOne?,x,,1\nTwo?,,a b,much\n\nThree?,,a = b | c = d,,,more\n"Four?,,,\n',
    );
    expect(leftOut.map(({ line, code, params }) => [line, code, ...Object.values(params ?? {})])).toEqual([
      [1, 'unknown-column', 'acept (accept?)'],
      [3, 'bad-cell', 'match'],
      [3, 'bad-cell', 'points'],
      [5, 'bad-row'],
      [6, 'bad-quotes'],
    ]);
    expect(steps.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
  });

  it('without a column of prompts are no questions', () => {
    for (const text of ['', 'hello', 'a,b\n1,2\n', '\n\n'])
      expect(readCsv(text).leftOut).toMatchObject([{ code: 'no-prompt-column' }]);
  });

  it('are no formulas in a spreadsheet, and come back as they were', () => {
    const { script } = parseLesson(
      lesson(
        "- {id: sum, ask: {prompt: '=1+1 is?', accept: ['-5', \"'=x\", '@a'], compare: {case: true, decimals: 2}}}",
        '- {id: far, ask: {prompt: Far?, accept: [5 m], tolerance: 5%, unit: required, tries: 2, hints: [A | b]}}',
      ),
    );
    if (!script) throw new Error('the lesson has errors');
    const { text, leftBehind } = writeQuestions(csv, script);
    expect(leftBehind).toEqual([]);
    expect(text).toContain(",'=1+1 is?,");
  });
});
