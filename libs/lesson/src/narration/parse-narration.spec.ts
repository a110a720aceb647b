import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narration } from '../../test/lessons.js';
import { formatMark } from './mark.js';
import { parseNarration, plainText } from './parse-narration.js';

const sentencesOf = (source: string, language = 'en') =>
  parseNarration(source, language).sentences.map(({ text }) => text);
/** `{slide 2}went` for each word with its marks. */
const wordsOf = (source: string, language = 'en') =>
  parseNarration(source, language).sentences.flatMap(({ words, endMarks }) => [
    ...words.map(({ written, marks }) => marks.map(({ mark }) => `{${formatMark(mark)}}`).join('') + written),
    ...endMarks.map(({ mark }) => `{${formatMark(mark)}}`),
  ]);

describe('sentences', () => {
  it.each([
    ['Look here. Now there.', ['Look here.', 'Now there.']],
    [
      'Mr. Smith met Dr. Jones at 3.30 p.m. Then he left.',
      ['Mr. Smith met Dr. Jones at 3.30 p.m.', 'Then he left.'],
    ],
    ['Pay 3.5 euros, e.g. in coins.', ['Pay 3.5 euros, e.g. in coins.']],
    ['It is 3. Now add 4.', ['It is 3.', 'Now add 4.']],
    ['"What?" she asked. “Yes!” he said.', ['"What?" she asked.', '“Yes!” he said.']],
    ['He said: "Go." "Where?"', ['He said: "Go."', '"Where?"']],
    ['J. K. Rowling wrote. So do I. And you?', ['J. K. Rowling wrote.', 'So do I.', 'And you?']],
    ['No. Never!', ['No.', 'Never!']],
    ['Wait… what? Really?! Yes.', ['Wait… what?', 'Really?!', 'Yes.']],
    [
      'One line\nand its end.\n\nA paragraph without a stop\n\nAnother',
      ['One line and its end.', 'A paragraph without a stop', 'Another'],
    ],
    ['See example.com for more.', ['See example.com for more.']],
    ['你好。我是老师！你呢？', ['你好。', '我是老师！', '你呢？']],
    ['他说：“走吧。”我们走了。', ['他说：“走吧。”', '我们走了。']],
    ['这是……一个分数。好', ['这是……一个分数。', '好']],
    ['Say 你好. Then 谢谢。Good.', ['Say 你好.', 'Then 谢谢。', 'Good.']],
    ['我们\n学习。', ['我们学习。']],
  ])('%j', (source, sentences) => expect(sentencesOf(source)).toEqual(sentences));
});

describe('words', () => {
  it.each([
    [
      'Look here {slide 2}: *go* becomes {highlight went} *went*.',
      ['Look', 'here:', '{slide 2}go', 'becomes', '{highlight went}went.'],
    ],
    ['One. {slide next} Two.', ['One.', '{slide next}Two.']],
    ['Last {marker end}.', ['Last.', '{marker end}']],
    ['One {pause 500}', ['One', '{pause 500}']],
    ['{slide 2}{highlight a b} word', ['{slide 2}{highlight a b}word']],
    ['2 + 2 = 4 – done', ['2', '+', '2', '=', '4 –', 'done']],
    ['well-known word—next', ['well-known', 'word—', 'next']],
    ['我是{slide 2}老师。', ['我是', '{slide 2}老师。']],
    ['学习“分数”！', ['学习', '“分数”！']],
    ['a \\{brace\\} and \\*star\\*', ['a', '{brace}', 'and', '*star*']],
    ['3 * 4', ['3', '4']],
  ])('%j', (source, words) => {
    const found = wordsOf(source).map((word) => word.replace(' *', ''));
    expect(found).toEqual(words);
  });

  it('say how a word sounds, with the punctuation that touches it', () => {
    const [sentence] = parseNarration('Say [你好](nee how), *[ed](E D)*!').sentences;
    expect(sentence?.words.map(({ written, spoken, emphasis }) => [written, spoken, emphasis])).toEqual([
      ['Say', 'Say', false],
      ['你好,', 'nee how,', false],
      ['ed!', 'E D!', true],
    ]);
    expect(sentence?.text).toBe('Say 你好, ed!');
  });

  it('know where they stand in the source and in the caption', () => {
    const source = '{slide 2} *Go* now.';
    const [sentence] = parseNarration(source).sentences;
    const [go, now] = sentence?.words ?? [];
    expect(source.slice(go?.from, go?.to)).toBe('Go');
    expect(source.slice(now?.from, now?.to)).toBe('now.');
    expect(sentence?.text.slice(now?.textFrom, now?.textTo)).toBe('now.');
    expect(source.slice(sentence?.from, sentence?.to)).toBe('{slide 2} *Go* now.');
  });
});

describe('problems', () => {
  it.each([
    ['a {slyde 2} b', 2, 11, 'There is no mark {slyde}.', 'Did you mean {slide}?'],
    ['a {slide two} b', 2, 13, 'The mark {slide two} is not understood.', 'Write {slide 2}'],
    ['a {slide 0} b', 2, 11, 'is not understood', 'Write {slide 2}'],
    ['a {highlight} b', 2, 13, 'does not say which', '{highlight none}'],
    ['a {pause 60000} b', 2, 15, 'is not understood', "a step 'pause'"],
    ['a {} b', 2, 4, 'no mark', '\\{'],
    ['a {slide 2', 2, 10, 'does not end', 'Close the mark'],
    ['a {slide {marker x} b', 2, 21, 'does not end', 'Close the mark'],
    ['a } b', 2, 3, 'closes nothing', '\\}'],
    ['a *b c', 2, 3, 'does not end', '\\*'],
    ['a [b]() c', 2, 7, 'No pronunciation', 'nee how'],
    ['walk{highlight ed}ed', 4, 18, 'inside a word', 'before the word'],
    ['{slide 2}', 0, 9, 'Nothing is said', 'Write words'],
  ])('%j', (source, from, to, message, remedy) => {
    const [problem] = parseNarration(source).problems;
    expect(problem).toMatchObject({ from, to });
    expect(problem?.message).toContain(message);
    expect(problem?.remedy).toContain(remedy);
  });

  it('of a sentence that no caption holds', () => {
    const [problem] = parseNarration(`${'word '.repeat(120)}.`).problems;
    expect(problem?.code).toBe('sentence-too-long');
  });
});

describe('a hash', () => {
  const hashOf = (source: string) => parseNarration(source).sentences[0]?.hash;
  it('is the same wherever the sentence stands and however it is laid out', () => {
    const [, second] = parseNarration('First one.  And   *then*\nthis.').sentences;
    expect(second?.hash).toBe(hashOf('And *then* this.'));
  });
  it.each(['And then this.', 'And *then* that.', 'And {pause 500} *then* this.', 'And [*then*](zen) this.'])(
    'changes with what is heard or happens: %s',
    (other) => expect(hashOf(other)).not.toBe(hashOf('And *then* this.')),
  );
});

it.each([
  ['Put ( and ) around it.', 'Put ( and ) around it.'],
  ['Is it "?" or "!"', 'Is it "?" or "!"'],
  ['^ means power.', '^ means power.'],
])('punctuation that stands alone keeps its distance: %s', (written, caption) =>
  expect(parseNarration(written).sentences.map(({ text }) => text)).toEqual([caption]),
);

describe('any text', () => {
  it('is read without an exception, and what is wrong has a place in it', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (source) => {
        const { sentences, problems } = parseNarration(source, 'en');
        for (const { from, to } of problems) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(source.length);
          expect(from).toBeLessThanOrEqual(to);
        }
        expect(sentences.length > 0 || problems.length > 0).toBe(true);
      }),
    );
  });
  it('loses no word and no mark', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(narration, (source) => {
        const { sentences, problems } = parseNarration(source, 'zh');
        if (problems.some(({ severity }) => severity === 'error')) return;
        const marks = sentences.flatMap(({ words, endMarks }) => [
          ...words.flatMap((word) => word.marks),
          ...endMarks,
        ]);
        expect(marks).toHaveLength(source.match(/(?<!\\)\{[a-z]+ [^}]*\}/g)?.length ?? 0);
        const bare = (text: string) => text.replace(/\s/g, '');
        const said = source.replace(/\{[a-z]+ [^}]*\}/g, '').replace(/(?<!\\)\[([^\][]*)\]\([^)]*\)/g, '$1');
        expect(bare(sentences.map(({ text }) => text).join(''))).toBe(
          bare(said.replace(/(?<!\\)\*/g, '').replace(/\\([{*[])/g, '$1')),
        );
      }),
    );
  });
  it('has its words in the order of the caption', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(narration, (source) => {
        for (const { text, words } of parseNarration(source).sentences) {
          for (const { written, textFrom, textTo } of words)
            expect(text.slice(textFrom, textTo)).toBe(written);
        }
      }),
    );
  });
});

it('shows text without marks and pronunciations', () => {
  expect(plainText('Look {slide 2}: *[ed](E D)*. 好吗？好。')).toBe('Look: ed. 好吗？好。');
});
