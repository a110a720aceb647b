import { describe, expect, it } from 'vitest';
import { checkLesson } from '../../check/check-lesson.js';
import { parseLesson } from '../../parse-lesson.js';
import { lessonOf } from '../lesson-of.js';
import { readMoodle } from './read-moodle.js';

const quiz = (...questions: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>\n`;
const question = (type: string, text: string, more = '') =>
  `<question type="${type}"><name><text>n 1</text></name><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>${more}</question>`;
const answer = (fraction: number, text: string, feedback = '', more = '') =>
  `<answer fraction="${String(fraction)}" format="html"><text>${text}</text><feedback format="html"><text>${feedback}</text></feedback>${more}</answer>`;

describe('a question in Moodle XML', () => {
  it.each<[string, string, object]>([
    [
      'of one choice',
      question(
        'multichoice',
        '<p>Who was <span>first</span>?</p>',
        '<single>true</single><shuffleanswers>1</shuffleanswers><defaultgrade>2.0000000</defaultgrade>' +
          answer(100, 'Adam', 'Yes.') +
          answer(0, '&lt;p&gt;Cain&lt;/p&gt;', 'Their son.'),
      ),
      {
        prompt: 'Who was first?',
        answer: 'single',
        choices: ['Adam', 'Cain'],
        right: ['Adam'],
        wrong: { Cain: 'Their son.' },
        say: { right: 'Yes.' },
        shuffle: true,
        points: 2,
      },
    ],
    [
      'of several choices',
      question(
        'multichoice',
        'Even?',
        `<single>false</single>${answer(50, '2')}${answer(50, '4')}${answer(0, '3')}`,
      ),
      { answer: 'multiple', right: ['2', '4'] },
    ],
    [
      'that is false',
      question('truefalse', 'Cats bark.', answer(0, 'true', 'Dogs do.') + answer(100, 'false')),
      { right: 'false', say: { wrong: 'Dogs do.' } },
    ],
    [
      'of a short answer',
      question(
        'shortanswer',
        'Past of go?',
        `<usecase>1</usecase>${answer(100, 'went')}${answer(40, 'did go', 'Rather: went.')}${answer(0, 'goed', 'Go is irregular.')}`,
      ),
      {
        accept: ['went', { answer: 'did go', say: 'Rather: went.', credit: 0.4 }],
        compare: { case: true },
        wrong: { goed: 'Go is irregular.' },
      },
    ],
    [
      'of a number with its unit',
      question(
        'numerical',
        'How fast is H<sub>2</sub>O?',
        `${answer(100, '9.8', '', '<tolerance>0.1</tolerance>')}<unitgradingtype>1</unitgradingtype><units><unit><multiplier>1</multiplier><unit_name>m/s</unit_name></unit></units>`,
      ),
      { prompt: 'How fast is H₂O?', answer: 'number', accept: ['9.8 m/s'], tolerance: 0.1, unit: 'required' },
    ],
    [
      'of pairs',
      question(
        'matching',
        'Match.',
        ['cat>mew', 'dog>bark', '>moo']
          .map((pair) => pair.split('>'))
          .map(
            ([item = '', option = '']) =>
              `<subquestion format="html"><text>${item}</text><answer><text>${option}</text></answer></subquestion>`,
          )
          .join(''),
      ),
      { match: { cat: 'mew', dog: 'bark' }, extra: ['moo'] },
    ],
    [
      'of an order',
      question('ordering', 'Sort.', answer(1, 'one') + answer(2, 'two')),
      { order: ['one', 'two'] },
    ],
    ['of an essay', question('essay', 'Write.<br>Much.'), { prompt: 'Write.\nMuch.', answer: 'open' }],
    [
      'with gaps in its text',
      question(
        'cloze',
        '<p>Water boils at {1:NUMERICAL:=100:0} &deg;C [so {1:SHORTANSWER:=they~%100%all} say].</p>',
      ),
      { prompt: 'n 1', gaps: 'Water boils at [100] °C \\[so [they|all] say\\].' },
    ],
    [
      'with hints',
      question('essay', 'Why?', '<hint format="html"><text>Think.</text></hint>'),
      { hints: ['Think.'], tries: 2 },
    ],
    ['with a formula', question('essay', 'Solve \\(x^2 = 4\\).'), { prompt: 'Solve $x^2 = 4$.' }],
  ])('%s is read', (_, xml, ask) => {
    const { steps, leftOut } = readMoodle(quiz(xml));
    expect(leftOut).toEqual([]);
    expect(steps).toMatchObject([{ ask }]);
    const { script, problems } = parseLesson(lessonOf('t', 'en', steps));
    expect(problems).toEqual([]);
    expect(script && checkLesson(script).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('that only describes is said', () => {
    expect(readMoodle(quiz(question('description', 'Read {this}.'))).steps).toEqual([
      { line: 3, say: 'Read \\{this\\}.' },
    ]);
  });

  it('is told with its line and code where something cannot be taken over', () => {
    const picture =
      '<question type="essay"><questiontext format="html"><text>&lt;img src="@@PLUGINFILE@@/cell.png" alt="A cell"&gt; What?</text>' +
      '<file name="cell.png" encoding="base64">iVBORw0KGgo=</file></questiontext></question>';
    const { steps, leftOut } = readMoodle(
      quiz(
        '<question type="category"><category><text>a/b</text></category></question>',
        picture,
        question('calculated', 'What is {a}?'),
        question(
          'essay',
          '<table><tr><td>a</td></tr></table>',
          '<generalfeedback format="html"><text>So.</text></generalfeedback>',
        ),
        question('shortanswer', 'What?', answer(0, 'x')),
        question('shortanswer', 'What?', answer(100, 'a*') + answer(100, 'b')),
      ),
    );
    expect(leftOut.map(({ line, code, params }) => [line, code, ...Object.values(params ?? {})])).toEqual([
      [3, 'category'],
      [4, 'picture', 'cell.png'],
      [5, 'unknown-kind', 'calculated'],
      [6, 'formatting'],
      [6, 'general-feedback'],
      [7, 'no-answer'],
      [8, 'wildcard-answer', 'a*'],
    ]);
    expect(steps.map(({ line }) => line)).toEqual([4, 6, 8]);
  });
});

describe('a file that is no whole quiz', () => {
  it('is read as far as it goes', () => {
    const whole = quiz(question('essay', 'One?'), question('essay', 'Two?'));
    const { steps, leftOut } = readMoodle(whole.slice(0, whole.indexOf('Two?')));
    expect(steps).toMatchObject([{ ask: { prompt: 'One?' } }]);
    expect(leftOut).toMatchObject([{ line: 4, code: 'damaged-xml' }]);
  });

  it('or no quiz at all is told', () => {
    for (const text of ['', 'hello', '<html></html>', '<!DOCTYPE quiz>'])
      expect(readMoodle(text).leftOut).toMatchObject([{ code: 'not-moodle' }]);
  });

  it('cannot make entities of its own', () => {
    const bomb = `<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${quiz(
      '<question type="essay"><questiontext format="plain_text"><text>&b;</text></questiontext></question>',
    )}`;
    expect(readMoodle(bomb).steps).toMatchObject([{ ask: { prompt: '&b;' } }]);
  });

  it('is read in time and memory that grow as its length does', () => {
    const many = (piece: string) => piece.repeat(200_000 / piece.length);
    for (const piece of [
      '<a>',
      '<a/>',
      '</a>',
      '<',
      '&',
      '<![CDATA[',
      '<a b="',
      '&lt;p&gt;',
      '{1:SA:',
      '\\(',
    ])
      for (const text of [many(piece), quiz(question('cloze', many(piece))), `<quiz>${many(piece)}`])
        expect(readMoodle(text).steps.length).toBeLessThan(3);
  });
});
