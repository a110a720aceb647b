import { describe, expect, it } from 'vitest';
import { lesson } from '../../test/lessons.js';
import { formatLesson } from '../format-lesson.js';
import { parseLesson } from '../parse-lesson.js';
import { describeProblem } from '../problem.js';
import type { SlideFacts } from '../slides/mark-effect.js';
import { checkLesson } from './check-lesson.js';
import type { LessonFacts } from './lesson-facts.js';

const slide = (...steps: string[]): SlideFacts => ({
  steps: steps.map((text) => ({
    words: text
      .split(' ')
      .map((word, i) => ({ text: word, region: { x: i / 10, y: 0, width: 0.1, height: 0.1 } })),
  })),
});
const deck = [slide('Title'), slide('I went home'), slide('first', 'first second')];

function check(lines: string[], facts: LessonFacts = {}, head = ''): string[] {
  const { script, problems, places } = parseLesson(head + lesson(...lines));
  expect(problems).toEqual([]);
  if (!script) throw new Error('the test writes a wrong lesson');
  return checkLesson(script, { ...facts, places }).map((problem) => describeProblem(problem));
}

const right = '{ prompt: Which?, choices: [a, b], right: a }';
const withSlides = 'slides: slides.md\n';

describe('marks', () => {
  it.each([
    ['- say: A {slide 9} b.', '4:12: error: There is no slide 9. Write a number from 1 to 3.'],
    ['- say: A {slide previous} b.', '4:12: error: There is no slide before slide 1.'],
    [
      '- say: A {slide 2} b {highlight wnet} c.',
      "4:24: error: 'wnet' does not stand on slide 2. Did you mean 'went'?",
    ],
    [
      '- say: A {slide 2} b {step 1} c.',
      '4:24: error: Slide 2 has no build step 1. A list with * instead of -',
    ],
    ['- say: A {slide 3} b {highlight second} c.', 'It appears with a later build step'],
    ['- say: A {slide 2} {slide 3} b.', '4:12: warning: Two marks {slide} stand before the same word'],
    ['- say: A {highlight Title} {slide 3} b.', '4:12: warning: A slide is turned before the same word'],
    ['- play: { clip: a.mp4, cues: [{ at: 1s, mark: slide 9 }] }', '4:49: error: There is no slide 9.'],
    ['- play: { clip: a.mp4, cues: [{ at: 1s, mark: slyde 9 }] }', 'There is no mark {slyde}'],
    [
      '- play: { clip: a.mp4, cues: [{ at: 9s, mark: slide 2 }] }',
      '4:39: error: The clip is 5 s long, and this cue comes at 9 s.',
    ],
  ])('%s', (line, expected) => {
    const facts = { slides: deck, file: () => ({ durationMs: 5000 }) };
    expect(check([line], facts, withSlides).join('\n')).toContain(expected);
  });

  it('that can be met are no problem', () => {
    const lines = [
      '- say: A {slide 2} b {highlight went home} c {slide next} d {step 1} e {highlight second} f {highlight none} g.',
    ];
    expect(check(lines, { slides: deck }, withSlides)).toEqual([]);
  });
  it('find regions that the author named', () => {
    const head = `${withSlides}regions: { 1: { door: [0.1, 0.1, 0.2, 0.2] } }\n`;
    expect(check(['- say: A {highlight door} b.'], { slides: deck }, head)).toEqual([]);
  });
  it('cannot be met without slides', () => {
    expect(check(['- say: A {slide 1} b.']).join()).toContain('There is no slide 1. Give the lesson slides.');
  });
  it('are followed over every way through the lesson', () => {
    const lines = [
      `- { id: q, ask: ${right} }`,
      '- branch: { rightBelow: 50%, goto: more }',
      '- say: A {slide 2} b.',
      '- { id: more, say: "A {highlight went} b." }',
    ];
    expect(check(lines, { slides: deck }, withSlides).join()).toContain(
      "On one way to this step: 'went' does not stand on slide 1",
    );
  });
  it('of one reply do not count for another', () => {
    const say = '{ right: "A {slide 2} b.", wrong: "A {highlight went} b." }';
    const found = check(
      [`- ask: { prompt: Which?, choices: [a, b], right: a, say: ${say} }`],
      { slides: deck },
      withSlides,
    );
    expect(found.join()).toContain("'went' does not stand on slide 1");
  });
});

describe('questions', () => {
  it.each([
    ['{ prompt: Which?, choices: [a, b] }', 'No choice is the right one'],
    ['{ prompt: Which?, choices: [a], right: a }', 'needs two choices or more'],
    ['{ prompt: Which?, choices: [a, a], right: a }', "The choice 'a' is there twice"],
    ['{ prompt: Which?, choices: [a, b], right: [a, b], answer: single }', '2 choices are right'],
    ['{ prompt: Which?, choices: [a, b], right: a, wrong: { c: No. } }', "'c' is not one of the choices"],
    ['{ prompt: Which?, choices: [a, b], right: a, wrong: { a: No. } }', "'a' is both right and wrong"],
    ['{ prompt: Which?, answer: short }', 'No right answer is written'],
    ['{ prompt: Which?, choices: [a, b], right: a, compare: { case: true } }', 'compared with accepted ones'],
    ['{ prompt: Which?, accept: went, compare: { tolerance: 0.1 } }', "'tolerance' is about numbers"],
    ["{ prompt: Which?, accept: '5', compare: { accents: partly } }", "'accents' is about words"],
    ["{ prompt: Which?, accept: '5', compare: { unit: required } }", 'no accepted answer has one'],
    ['{ prompt: Which?, accept: [went!], wrong: { went: No. } }', "'went' is both right and wrong"],
    ['{ prompt: Which?, answer: open }', 'every answer will stay not yet reviewed'],
    ['{ prompt: Which?, answer: open, choices: [a, b] }', 'has no choices'],
    ['{ prompt: Which?, choices: [a, b], right: a, hints: [Look.] }', 'Write tries: 2'],
    [
      '{ prompt: Which of these many words is the right one?, choices: [a, b], right: a, window: 3s }',
      'Write window:',
    ],
  ])('%s', (ask, expected) => expect(check([`- ask: ${ask}`]).join('\n')).toContain(expected));
  it('that can be judged are no problem', () => expect(check([`- ask: ${right}`])).toEqual([]));
  it.each([
    "{ prompt: What is 15 - 8?, accept: '7', wrong: { '-7': You took the small number first. } }",
    "{ prompt: How much is it?, accept: '1.5', wrong: { '15': Look at the point. } }",
    "{ prompt: Which language?, accept: 'C++', wrong: { 'C': C is older. } }",
    "{ prompt: Which sign is it?, accept: '<', wrong: { '>': It is the other way round. } }",
    '{ prompt: Which is a capital letter?, choices: [A, a], right: A }',
    "{ prompt: Where is the full stop?, choices: ['Go.', 'Go', '.Go'], right: 'Go.' }",
    '{ prompt: Name a number., compare: { range: [3, 4] } }',
    '{ prompt: How far is it?, accept: 5 km, compare: { unit: required, tolerance: 2%, equivalentUnits: true } }',
  ])('%s is no problem either', (ask) => expect(check([`- ask: ${ask}`])).toEqual([]));
});

describe('ways', () => {
  const ask = `- { id: q, ask: ${right} }`;
  it.each([
    ['to nowhere', [ask, '- branch: { goto: nowhere }'], "There is no step 'nowhere'"],
    [
      'of a question that does not exist',
      [ask, '- branch: { question: x, goto: q }'],
      "There is no question 'x'. Write one of q.",
    ],
    [
      'of a later question',
      ['- { id: a, say: A. }', '- branch: { question: q, goto: a, rightBelow: 1 }', ask],
      'is asked after this branch',
    ],
    [
      'back without asking again',
      ['- { id: a, say: A. }', ask, '- { id: b, say: B. }', '- branch: { rightBelow: 50%, goto: b }'],
      'the lesson repeats forever',
    ],
    ['only back', [ask, '- branch: { goto: q }'], 'never comes to its end'],
    [
      'back for every result',
      [ask, '- branch: { cases: [{ rightBelow: 50%, goto: q }, { rightAtLeast: 50%, goto: q }] }'],
      'never comes to its end',
    ],
    [
      'past a step',
      [ask, '- branch: { goto: c }', '- { id: b, say: B. }', '- { id: c, say: C. }'],
      '5:5: warning: No way leads to this step',
    ],
  ])('%s', (_, lines, expected) => expect(check(lines).join('\n')).toContain(expected));
  it('back to the question with a way out are no problem', () => {
    expect(check([ask, '- branch: { rightBelow: 50%, goto: q }', '- say: Bye.'])).toEqual([]);
  });
});

describe('files, voices and avatars', () => {
  const none = { file: () => undefined, voices: ['slt'], avatars: ['nora'] };
  it.each([
    ['slides: deck.md\n', '1:9: error: There is no file deck.md.'],
    ['slides: [a.png, b.png]\n', '1:17: error: There is no file b.png.'],
    ['avatar: { idle: i.mp4, talking: t.mp4 }\n', '1:33: error: There is no file t.mp4.'],
    [
      'voice: espeak\n',
      "1:8: error: The voice 'espeak' needs the program espeak-ng, and it is not installed here. Have the operator install it (apt install espeak-ng), or choose another voice, such as 'silent'.",
    ],
    ['voice: slr\n', "1:8: error: There is no voice 'slr'. Did you mean 'slt'?"],
    ['avatar: norra\n', "1:9: error: There is no avatar 'norra'. Did you mean 'nora'?"],
  ])('%s', (head, expected) => expect(check(['- say: A.'], none, head).join('\n')).toContain(expected));
  it('clips of play steps', () => {
    expect(check(['- play: a.mp4'], none).join()).toContain('3:11: error: There is no file a.mp4.');
  });
});

describe('pace', () => {
  it('a slide that is gone before it was read', () => {
    const long = slide('word '.repeat(80).trim());
    const found = check(['- say: A {slide 2} b {slide 1} c.'], { slides: [slide('a'), long] }, withSlides);
    expect(found.join()).toContain('advice: Slide 2 is shown for about');
  });
  it('more marks in one second than a stream carries', () => {
    const marks = Array.from({ length: 40 }, (_, i) => `{marker m${String(i)}}`).join('');
    expect(check(['- say: >-', `    A ${marks} b.`]).join()).toContain('events of together');
  });
  it('follows the times of a real voice', () => {
    const lines = ['- say: A {slide 2} b {slide 1} c.'];
    const slides = [slide('a'), slide('word '.repeat(80).trim())];
    const timing = () => ({ wordStartsMs: [0, 1000, 60_000], durationMs: 61_000 });
    expect(check(lines, { slides, timing }, withSlides)).toEqual([]);
  });
});

describe('pools', () => {
  const ask = (prompt: string, more = '') => `- ask: { prompt: ${prompt}, accept: x, pool: warm-up${more} }`;
  const branch = "- branch: { rightAtLeast: 50%, goto: end }\n  - id: end\n    say: 'End.'";

  it('draw fewer questions than they have', () => {
    const head = 'pools: { warm-up: 1 }\n';
    expect(check([ask('A?'), ask('B?')], {}, head)).toEqual([]);
    expect(check([ask('A?')], {}, head)).toEqual([
      expect.stringMatching(/^1:\d+: warning: The pool 'warm-up' has 1 questions, and 1 are asked/),
    ]);
  });

  it('are named above the steps', () => {
    expect(check([ask('A?')]).join()).toMatch(
      /3:\d+: error: Nothing says how many questions of the pool 'warm-up'/,
    );
    expect(check([ask('A?'), ask('B?')], {}, 'pools: { warm-ups: 1 }\n').join('\n')).toContain(
      "Did you mean 'warm-ups'?",
    );
  });

  it('are not what a branch counts', () => {
    const found = check([ask('A?'), ask('B?'), branch], {}, 'pools: { warm-up: 1 }\n');
    expect(found.join()).toContain('is of a pool');
  });

  it('are written as they were read', () => {
    const text = `pools: { warm-up: 1 }\n${lesson(ask('A?'), ask('B?'))}`;
    const { script } = parseLesson(text);
    expect(script?.pools).toEqual({ 'warm-up': 1 });
    expect(script && parseLesson(formatLesson(script)).script).toEqual(script);
  });
});
