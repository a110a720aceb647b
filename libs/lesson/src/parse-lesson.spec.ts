import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lesson } from '../test/lessons.js';
import { parseLesson } from './parse-lesson.js';
import { describeProblem } from './problem.js';

const problemsOf = (text: string) => parseLesson(text).problems.map((problem) => describeProblem(problem));
const steps = (text: string) => parseLesson(text).script?.steps;

describe('a lesson', () => {
  it('may want a number of points', () => {
    const { script, problems } = parseLesson(
      'title: t\nsteps:\n  - ask: { prompt: Name two., rubric: [{ point: a, required: false }], pointsWanted: 2 }',
    );
    expect(problems).toEqual([]);
    expect(script?.steps).toMatchObject([{ pointsWanted: 2 }]);
  });

  it('is read with everything that an author may write', () => {
    const text = `
title: 3
language: zh-CN
avatar: { idle: idle.mp4, talking: talking.mp4 }
slides: [1.png, 2.png]
brain: openai
regions: { 1: { door: [0.1, 0.2, 0.3, 0.4] } }
steps:
  - say: Hello {slide 2}.
  - { id: intro, play: { clip: a.mp4, cues: [{ at: 1.5s, mark: slide next }] } }
  - play: b.mp4
  - id: q
    ask:
      prompt: Which?
      choices: [1/2, 3, yes]
      right: 3
      wrong: { 1/2: Too small. }
      hints: Count.
      tries: 2
      window: 1min
      say: { right: Good. }
  - branch: { rightBelow: 60%, goto: q }
  - branch: { question: q, on: student, cases: [{ rightAtLeast: 0.5, goto: intro }, { goto: q }] }
  - pause: 500ms
  - wait:
  - wait: Hand out paper.
`;
    const { script, problems } = parseLesson(text);
    expect(problems).toEqual([]);
    expect(script).toMatchObject({ title: '3', language: 'zh-CN', voice: 'slt', brain: 'openai' });
    expect(script?.steps).toMatchObject([
      { kind: 'say', text: 'Hello {slide 2}.' },
      { id: 'intro', kind: 'play', clip: 'a.mp4', cues: [{ atMs: 1500, mark: 'slide next' }] },
      { kind: 'play', clip: 'b.mp4', cues: [] },
      {
        ...{ id: 'q', kind: 'ask', answer: 'single', tries: 2, windowMs: 60_000, hints: ['Count.'] },
        choices: [
          { id: '1-2', text: '1/2', right: false },
          { id: '3', text: '3', right: true },
          { id: 'yes', text: 'yes', right: false },
        ],
        wrong: [{ answer: '1-2', because: 'Too small.' }],
        say: { right: 'Good.' },
      },
      { kind: 'branch', question: 'q', on: 'class', cases: [{ rightBelow: 0.6, goto: 'q' }] },
      { kind: 'branch', on: 'student', cases: [{ rightAtLeast: 0.5, goto: 'intro' }, { goto: 'q' }] },
      { kind: 'pause', ms: 500 },
      { kind: 'wait' },
      { kind: 'wait', prompt: 'Hand out paper.' },
    ]);
  });

  it.each([
    ['choices: [a, b], right: a', 'single'],
    ['choices: [a, b], right: [a, b]', 'multiple'],
    ['accept: [a]', 'short'],
    ['rubric: [a]', 'open'],
    ['answer: spoken', 'spoken'],
  ])('knows the kind of a question by what it has: %s', (fields, answer) => {
    expect(steps(lesson(`- ask: { prompt: Why?, ${fields} }`))).toMatchObject([{ answer }]);
  });
});

describe('ids', () => {
  const idsOf = (...lines: string[]) => steps(lesson(...lines))?.map(({ id }) => id);
  it('stay when something else changes', () => {
    const [hello, , bye] = idsOf('- say: Hello.', '- pause: 1s', '- say: Bye.') ?? [];
    expect(
      idsOf('- say: New.', '- say: Hello.', '- ask: { prompt: Why?, answer: open }', '- say: Bye.'),
    ).toEqual(expect.arrayContaining([hello, bye]));
  });
  it('of a question stay when its answers change', () => {
    const [before] = idsOf('- ask: { prompt: Which?, accept: [a] }') ?? [];
    expect(idsOf('- ask: { prompt: Which?, accept: [a, b], tries: 2 }')).toEqual([before]);
  });
  it('tell equal steps apart, and respect those that are written', () => {
    expect(idsOf('- pause: 1s', '- { id: pause-1000, pause: 2s }', '- pause: 1s')).toEqual([
      'pause-1000-2',
      'pause-1000',
      'pause-1000-3',
    ]);
  });
});

describe('a problem names line, column and remedy', () => {
  it.each([
    [
      'title: A\nlangage: en\nsteps:\n  - say: Hi.',
      "2:1: error: There is no key 'langage' here. Did you mean 'language'?",
    ],
    ['steps:\n  - say: Hi.', "1:1: error: 'title' is missing. Add it, such as title: The simple past."],
    ['title: A', 'There are no steps.'],
    ['title: A\nsteps: hello', "2:1: error: 'steps' is no list of steps."],
    ['', '1:1: error: This is no lesson. Begin with title: and steps:.'],
    ['- a', 'This is no lesson.'],
    [lesson('- sai: Hi.'), "3:5: error: There is no key 'sai' here. Did you mean 'say'?"],
    [
      lesson('- Hi.'),
      '3:5: error: This is no step. Begin it with say:, play:, ask:, branch:, pause: or wait:.',
    ],
    [lesson('- say: Hi.', '  pause: 1s'), "4:12: error: This step has both 'say' and 'pause'."],
    [lesson('- pause: 2'), "3:12: error: 'pause' is not understood. Write it such as pause: 1.5s."],
    [lesson('- pause: 20min'), "3:12: error: '20min' is too long. Write a time from 100ms to 10min."],
    [
      lesson('- ask: { prompt: Which?, choices: [a, b], right: c }'),
      "3:52: error: 'c' is not one of the choices. Write a or b.",
    ],
    [lesson('- ask: { prompt: Which?, tries: 9 }'), "3:35: error: 'tries' is more than 5."],
    [
      lesson('- ask: { prompt: Which?, answer: shrt }'),
      "3:36: error: 'answer' cannot be 'shrt'. Did you mean 'short'?",
    ],
    [
      lesson('- ask: { prompt: Which?, hints: { a: b } }'),
      "'hints' is a mapping of keys here, and a text is wanted.",
    ],
    [lesson('- ask: { choices: [a, b] }'), "'prompt' is missing."],
    [
      lesson('- branch: { rightBelow: 60%, goto: x }'),
      '3:13: error: No question was asked before this branch.',
    ],
    [
      lesson('- branch: { question: q, rightBelow: much, goto: x }'),
      "'rightBelow' is not understood. Write it such as rightBelow: 50%.",
    ],
    [lesson('- { id: a, say: Hi. }', '- { id: a, say: Ho. }'), "4:11: error: Two steps have the id 'a'."],
    [lesson('- { id: a b, say: Hi. }'), "'id' is not understood."],
    [lesson('- play: ../secret.mp4'), "'clip' is not understood."],
    [lesson('- say: Look {slyde 2}.'), '3:15: error: There is no mark {slyde}. Did you mean {slide}?'],
    [
      lesson('- say: >-', '    One two', '    three {slide', '    x} four.'),
      '5:13: error: The mark {slide x} is not understood.',
    ],
    [lesson('- say: "A \\"b\\" {slyde}"'), '3:19: error: There is no mark {slyde}.'],
    [lesson("- say: 'It''s {slyde}'"), '3:17: error: There is no mark {slyde}.'],
    [lesson('- ask: { prompt: Why?, say: { wrong: "{slyde} x" } }'), 'There is no mark {slyde}.'],
    [
      lesson('- say: Look: here'),
      'A colon with a space after it begins a new key here. If this is text, put the text on lines of its own',
    ],
    [
      lesson('- say: *went* is'),
      'begins with a quote, brace, bracket or star, put the text on lines of its own',
    ],
    [
      lesson('- say: {slide 2} Look.'),
      'begins with a quote, brace, bracket or star, put the text on lines of its own',
    ],
    [lesson('- say: Hi.', '- say: {a: 1}'), "'say' is a mapping of keys here, and a text is wanted."],
    ['title: A\ntitle: B\nsteps:\n  - say: Hi.', '2:1: error: This key is there twice.'],
    ['title: A\nsteps:\n\t- say: Hi.', '3:1: error: A tab stands where the line is indented.'],
    [
      'title: &a A\nsteps:\n  - say: *a',
      '3:10: error: *a repeats another part of the text. Write the part out.',
    ],
    ['title: A\nsteps:\n  - say: Hi.\n---\ntitle: B', 'A line of --- begins a second document.'],
    [`title: A\nsteps: ${'['.repeat(5000)}`, 'Lists within lists go too deep here.'],
    [`title: A\nsteps:\n  ${'- '.repeat(5000)}`, 'Lists within lists go too deep here.'],
    [`title: ${'a'.repeat(600_000)}`, 'The text has more than 256 KiB'],
    [`title: ${'字'.repeat(100_000)}`, 'The text has more than 256 KiB'],
    [
      `title: A\n${Array.from({ length: 20_001 }, (_, i) => `k${String(i)}: 1\n`).join('')}`,
      'more than 20,000 keys',
    ],
    [`title: A\nsteps:\n${'  - say: a\n'.repeat(10_001)}`, 'more than 10,000 entries of lists'],
    [`title: A\nsteps: [${' *a,'.repeat(1001)}]`, 'more than 1,000 anchors, aliases and tags'],
  ])('%j', (text, expected) => {
    const { script, problems } = parseLesson(text);
    expect(script).toBeUndefined();
    const lines = problems.map((problem) => describeProblem(problem));
    expect(lines.join('\n')).toContain(expected);
    for (const problem of problems)
      expect(problem).toMatchObject({ place: { line: expect.any(Number) as number } });
  });

  it('reports everything at once, in the order of the text', () => {
    const lines = problemsOf(lesson('- sai: x', '- say: A {slyde}.', '- pause: 2', '- ask: { promt: x }'));
    expect(lines.map((line) => line.split(':')[0])).toEqual(['3', '4', '5', '6', '6']);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      'title: A\n',
      'steps:\n',
      '  - say: ',
      '- ask:\n',
      '    prompt: Hi\n',
      '{',
      '}',
      '[',
      ']',
      '*a',
      '&a ',
      '!!x ',
      '? ',
      '|\n',
      '>-\n',
    ],
    ...[
      '\t',
      '\n',
      ' ',
      '"',
      "'",
      '#',
      ': ',
      '<<: ',
      '__proto__: 1\n',
      'constructor: x\n',
      '\u2028',
      '\ud800',
      '---\n',
      '%YAML 9\n',
      '- ',
    ],
  );
  it.each([
    ['random', fc.string({ unit: 'binary', maxLength: 400 })],
    ['nearly a lesson', fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))],
  ])('is read without an exception: %s', { timeout: 60_000 }, (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { script, problems } = parseLesson(text);
        expect(script !== undefined || problems.length > 0).toBe(true);
        for (const { message, remedy, place } of problems) {
          expect(message).not.toBe('');
          expect(remedy).not.toBe('');
          expect(place?.line).toBeGreaterThan(0);
          expect(place?.to).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('does not reach into the prototypes of objects', () => {
    parseLesson(
      'title: A\n__proto__: { polluted: yes }\nsteps:\n  - { say: Hi., __proto__: { polluted: yes } }',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
