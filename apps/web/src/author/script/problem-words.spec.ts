import { isLessonProblemCode, lessonProblemParams, type ScriptProblem } from '@lockstep/contracts';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../i18n/zh/lesson-problems.js';
import { problemsOf } from './problems.js';

const problem = (code: string, params?: Record<string, string | number>): ScriptProblem => ({
  ...{ severity: 'error', code, message: 'The words of the server.', remedy: 'Its remedy.', stepId: null },
  ...{ line: 1, column: 1, endLine: null, endColumn: null },
  ...(params && { params }),
});

describe('a problem of a lesson on a Chinese page', () => {
  it.each(Object.entries(lessonProblemParams))(
    'with the code %s is in Chinese, with values or without',
    (code, names) => {
      const params = Object.fromEntries(names.map((name, i) => [name, i + 1]));
      for (const one of [problem(code), problem(code, params)]) {
        expect(wordsOf(one)[0]).toMatch(/\p{Script=Han}.*。$/u);
        expect(wordsOf(one).join('')).not.toMatch(/undefined|NaN|The words|Its remedy/);
      }
    },
  );

  it('is in the words of the server when the page has no text for it', () => {
    expect(wordsOf(problem('deck-of-a-newer-server'))).toEqual(['The words of the server.', 'Its remedy.']);
  });
});

const head = 'title: A\nlanguage: en\n';
const lessons: readonly [text: string, message: string, remedy: string][] = [
  ['titel: A\nsteps:\n  - say: Hello.\n', '这里没有“titel”键。', '是不是“title”？'],
  [`${head}steps:\n  - pause: 900min\n`, '“900min”太短或太长。', '请写 100ms 到 10min 之间的时间。'],
  [`${head}steps:\n  - say: "{slied 2} Hello."\n`, '看不懂标记 {slied}。', '例如写成 {slide 2}。'],
  [`${head}steps:\n  - say: "{slide 2} Hello."\n`, '没有第 2 页课件。', '请给课程添加课件。'],
  [`${head}steps:\n  - play: a.mp4\n`, '没有文件“a.mp4”。', '请把它添加到脚本旁，或改正文件名。'],
  [
    `${head}steps:\n  - ask:\n      prompt: Which?\n      choices: [went, gone]\n      right: wend\n`,
    '“wend”不在选项之中。',
    '是不是“went”？',
  ],
  [
    `${head}steps:\n  - {id: a, say: Hello.}\n  - {id: a, say: Hello.}\n`,
    '有两个步骤的 id 都是“a”。',
    '请给其中一个换个 id。',
  ],
];

it.each(lessons)('the author of %j is told its values', (text, message, remedy) => {
  const problems = problemsOf(text, []);
  expect(problems.map((one) => wordsOf(one).join(''))).toContain(message + remedy);
  for (const { code, params = {} } of problems) {
    const names: readonly string[] = isLessonProblemCode(code) ? lessonProblemParams[code] : [];
    expect(names).toEqual(expect.arrayContaining(Object.keys(params)));
  }
});
