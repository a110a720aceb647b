import { AssetPath } from '@lockstep/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLesson } from '../../check/check-lesson.js';
import { parseLesson } from '../../parse-lesson.js';
import { lessonOf } from '../lesson-of.js';
import { writeQuestions } from '../write-questions.js';
import { moodle } from './moodle.js';
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
      '<question type="essay"><questiontext format="html"><text>&lt;img src="https://example.org/cell.png" alt="A cell"&gt; What?</text>' +
      '</questiontext></question>';
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

const png = 'iVBORw0KGgoAAAAN';
const mp3 = 'SUQzBAAAAAAA';
const file = (name: string, base64 = png, more = '') =>
  `<file name="${name}" path="/" encoding="base64"${more}>${base64}</file>`;
const img = (name: string, alt: string) => `&lt;img src="@@PLUGINFILE@@/${name}" alt="${alt}"&gt;`;
const withText = (element: string, html: string, files: string, attributes = '') =>
  `<${element} format="html"${attributes}><text>${html}</text>${files}</${element}>`;

describe('pictures, recordings and films in Moodle XML', () => {
  it('come in beside the question, its choices and its feedback', () => {
    const feedback = withText(
      'feedback',
      `No. ${img('r%20oot.png', 'A root')}`,
      file('r oot.png', `${png}BBBB`),
    );
    const choice = (fraction: number, html: string, more: string) =>
      `<answer fraction="${String(fraction)}" format="html"><text>${html}</text>${more}</answer>`;
    const sound =
      '&lt;audio controls title="A song"&gt;&lt;source src="@@PLUGINFILE@@/song.mp3"&gt;@@PLUGINFILE@@/song.mp3&lt;/audio&gt;';
    const { steps, leftOut, files } = readMoodle(
      quiz(
        '<question type="multichoice">' +
          withText(
            'questiontext',
            `${img('plant.png', 'A plant')} Which part?`,
            file('plant.png', ` ${png.slice(0, 8)}\n${png.slice(8)} `),
          ) +
          choice(100, img('plant.png', 'The leaf'), file('plant.png')) +
          choice(0, 'Root', feedback) +
          withText('correctfeedback', `Yes. ${sound}`, file('song.mp3', mp3)) +
          '</question>',
      ),
    );
    expect(leftOut).toEqual([]);
    expect(steps).toMatchObject([
      {
        ask: {
          prompt: 'Which part?',
          media: { file: 'media/plant.png', alt: 'A plant' },
          choices: [{ text: 'The leaf', media: { file: 'media/plant.png', alt: 'The leaf' } }, 'Root'],
          wrong: { Root: { say: 'No.', media: { file: 'media/r oot.png', alt: 'A root' } } },
          say: { right: 'Yes.' },
          show: { right: { file: 'media/song.mp3', alt: 'A song' } },
        },
      },
    ]);
    expect(files).toEqual([
      { path: 'media/plant.png', base64: png },
      { path: 'media/r oot.png', base64: `${png}BBBB` },
      { path: 'media/song.mp3', base64: mp3 },
    ]);
    expect(parseLesson(lessonOf('t', 'en', steps)).problems).toEqual([]);
  });

  it('go out and come back, and what is not there is told', () => {
    const text = `title: t
steps:
  - id: q1
    ask:
      prompt: Which?
      media: { file: pics/plant.png, alt: 'A "plant" & more' }
      choices:
        - { text: leaf, right: true, media: { file: song.mp3, alt: A song } }
        - root
      wrong: { root: { say: Below., media: { file: pics/root.png, alt: A root } } }
      show: { right: { file: pics/root.png, alt: Well done }, partly: { file: film.mp4, alt: A film } }
  - id: q2
    ask:
      prompt: The past of go?
      accept: [{ answer: went, media: { file: pics/plant.png, alt: A plant } }]
      wrong: { goed: { say: No., media: { file: song.mp3, alt: A song } } }
  - id: q3
    ask: { prompt: True?, right: true, say: { right: Yes. }, show: { wrong: { file: pics/root.png, alt: x } } }
  - id: q4
    ask: { prompt: Gone?, accept: a, media: { file: gone.png, alt: Not there } }
`;
    const contents = new Map([
      ['pics/plant.png', png],
      ['pics/root.png', `${png}BBBB`],
      ['song.mp3', mp3],
      ['film.mp4', 'AAAAIGZ0eXBpc29t'],
    ]);
    const { script } = parseLesson(text);
    if (!script) throw new Error('the test writes a wrong lesson');
    const { text: xml, leftBehind } = writeQuestions(moodle, script, (path) => contents.get(path));
    expect(leftBehind.filter(({ part }) => part !== 'window')).toEqual([
      expect.objectContaining({ stepId: 'q4', part: 'media' }),
    ]);
    expect(new Set(readMoodle(xml).files?.map(({ base64 }) => base64))).toEqual(new Set(contents.values()));
  });

  it.each<[string, string, string, string[]]>([
    ['has no words', img('a.png', ''), file('a.png'), ['no-alt']],
    ['is not there', img('b.png', 'x'), file('a.png'), ['picture']],
    ['is something else than its name says', img('a.png', 'x'), file('a.png', mp3), ['bad-media', 'picture']],
    ['is no base64', img('a.png', 'x'), file('a.png', `${png}%%%%`), ['bad-media', 'picture']],
    ['is of a kind that no page shows', img('a.bmp', 'x'), file('a.bmp'), ['bad-media', 'picture']],
    ['is too large', img('a.png', 'x'), file('a.png', png + 'A'.repeat(6_000_000)), ['bad-media', 'picture']],
    [
      'is one too many',
      img('a.png', 'x') + img('b.png', 'y'),
      file('a.png') + file('b.png', `${png}BBBB`),
      ['further-media'],
    ],
  ])('are told: one %s', (_, html, files, codes) => {
    const xml = `<question type="essay">${withText('questiontext', `${html} Why?`, files)}</question>`;
    expect(readMoodle(quiz(xml)).leftOut.map(({ code }) => code)).toEqual(codes);
  });

  it('never get a path that leads out of the lesson', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', '%', '2', 'F', '\u0007', ' ') }),
        (name) => {
          const address = encodeURIComponent(`${name}.png`);
          const xml = `<question type="essay">${withText('questiontext', `${img(address, 'x')} Why?`, file(`${name}.png`))}</question>`;
          for (const { path } of readMoodle(quiz(xml)).files ?? [])
            expect(AssetPath.safeParse(path).error).toBeUndefined();
        },
      ),
    );
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
