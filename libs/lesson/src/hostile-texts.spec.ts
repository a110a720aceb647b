import { describe, expect, it } from 'vitest';
import { checkLesson } from './check/check-lesson.js';
import { diffLessons } from './compare/diff-lessons.js';
import { formatLesson } from './format-lesson.js';
import { parseLesson } from './parse-lesson.js';

const repeated = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length));
const numbered = (length: number, part: (i: number) => string): string =>
  Array.from({ length: Math.floor(length / part(1000).length) }, (_, i) => part(i)).join('');
const lesson = (steps: string): string => `title: A\nsteps:\n${steps}`;
/** Steps of 4,000 characters, the longest that are read. */
const spoken = (part: string) => (length: number) =>
  lesson(repeated(`  - say: >-\n      ${repeated(part, 3900)} a\n`, length));

/** Texts of about `length` characters, each meant to cost a parser more than it is long. */
const hostile: Readonly<Record<string, (length: number) => string>> = {
  keys: (length) => `title: A\n${numbered(length, (i) => `k${String(i)}: 1\n`)}`,
  'keys between braces': (length) => `title: {${numbered(length, (i) => `k${String(i)}: 1, `)}}`,
  'equal keys': (length) => lesson(repeated('  - say: a\n    say: a\n', length)),
  'equal steps': (length) => lesson(repeated('  - say: a\n', Math.min(length, 11_000))),
  'misspelt steps': (length) => lesson(repeated('  - sya: a\n', length)),
  'open brackets': (length) => '['.repeat(length),
  'brackets closed and opened': (length) => repeated(`${'['.repeat(190)}${']'.repeat(190)}\n`, length),
  'lists in lists': (length) => repeated('- ', length),
  'entries of a flow list': (length) => `[${repeated('a,', length)}]`,
  quotes: (length) => '"'.repeat(length),
  'escapes in quotes': (length) => `title: "${repeated('\\x41', length)}"`,
  comments: (length) => repeated('#\n', length),
  'empty lines': (length) => '\n'.repeat(length),
  'anchors and aliases': (length) => repeated('- &a b\n- *a\n', length),
  tags: (length) => repeated('!a ', length),
  documents: (length) => repeated('---\n', length),
  'stops with spaces': spoken(' .'),
  'braces that close nothing': spoken('}'),
  'braces that are not closed': spoken('\\{{'),
  'pronunciations that are not closed': spoken('[a]('),
  'marks inside a word': spoken('a{step 1}'),
  stars: spoken('*'),
  ideographs: spoken('字。'),
  'common wrong answers': (length) =>
    lesson(
      `  - ask:\n      prompt: a\n      wrong:\n${numbered(length, (i) => `        k${String(i)}: b\n`)}`,
    ),
  'branches to nowhere': (length) =>
    lesson(
      numbered(
        Math.min(length, 70_000),
        (i) => `  - branch: {question: q${String(i)}, cases: [{goto: x}]}\n`,
      ),
    ),
};

/** CPU time of this process, ms; what other programs do in the meantime does not count. */
function cost(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

function read(text: string): void {
  const { script, problems, places } = parseLesson(text);
  expect(problems.length).toBeLessThanOrEqual(100);
  if (script) checkLesson(script, { places, slides: [] });
}

describe('a text of an author who means no good', () => {
  it.each(Object.entries(hostile))(
    'costs no more than it is long: %s',
    (_, make) => {
      const [short, long] = [make(15_000), make(240_000)];
      read(short); // the compiler of the engine warms up
      const least = (text: string) => Math.min(...[1, 2].map(() => cost(() => read(text))));
      // 16 times as long: 16 times the cost where it is linear, 256 times where it is quadratic
      expect(least(long)).toBeLessThan(64 * Math.max(2, least(short)));
    },
    60_000,
  );

  it('is compared with another one no slower than each step with each by its words', () => {
    const one = (word: string) =>
      parseLesson(
        lesson(
          numbered(
            200_000,
            (i) => `  - say: ${word}${String(i)} ${'a b c d e f g h i j k l m n o p '.repeat(7)}\n`,
          ),
        ),
      );
    const [before, after] = [one('x').script, one('y').script];
    if (!before || !after) throw new Error('The texts should be lessons.');
    const format = cost(() => formatLesson(before));
    expect(cost(() => diffLessons(before, after))).toBeLessThan(100 * Math.max(20, format));
  }, 60_000);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'a key named %s is told of like any other',
  (key) => {
    const { problems } = parseLesson(`title: A\n${key}: 1\nsteps:\n  - say: {${key}: 1}\n  - ${key}: x\n`);
    expect(problems.map(({ message, remedy }) => message + remedy).join('\n')).not.toMatch(/function|native/);
    expect(problems[0]?.message).toBe(`There is no key '${key}' here.`);
  },
);
