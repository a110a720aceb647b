import { afterAll, describe, expect, it } from 'vitest';
import {
  checkSentence,
  hasFinding,
  readPairs,
  readPairsAgain,
  readPairsThird,
  readStories,
} from '../../evaluation/sentences.js';
import { borrowLanguageThread } from '../../src/brain/offline/language/language-thread.js';

const language = borrowLanguageThread();
afterAll(() => language[Symbol.asyncDispose]());

async function shareFound(sentences: readonly string[]): Promise<number> {
  const checked = await Promise.all(sentences.map((sentence) => checkSentence(language.thread, sentence)));
  return checked.filter(hasFinding).length / sentences.length;
}

describe('of mistakes that no rule was made for', () => {
  const pairs = readPairs('kept');

  it('there are a hundred', () => expect(pairs.length).toBeGreaterThanOrEqual(100));

  it('four out of five are found', async () => {
    expect(await shareFound(pairs.map(({ faulty }) => faulty))).toBeGreaterThanOrEqual(0.8);
  });

  it('none is seen once they are mended', async () => {
    expect(await shareFound(pairs.map(({ mended }) => mended))).toBe(0);
  });
});

describe('of mistakes in yet other words', () => {
  it('four out of five are found, and none once they are mended', async () => {
    const pairs = readPairsAgain();
    expect(await shareFound(pairs.map(({ faulty }) => faulty))).toBeGreaterThanOrEqual(0.8);
    expect(await shareFound(pairs.map(({ mended }) => mended))).toBe(0);
  });

  it('seven out of ten are found of a third hundred, and none once they are mended', async () => {
    const pairs = readPairsThird();
    expect(await shareFound(pairs.map(({ faulty }) => faulty))).toBeGreaterThanOrEqual(0.7);
    expect(await shareFound(pairs.map(({ mended }) => mended))).toBe(0);
  });

  it('none is seen in stories, or in what only looks like one of them', async () => {
    expect(await shareFound(readStories('stories-again.txt'))).toBe(0);
  });
});

it('less than 3 % of native stories are blamed', async () => {
  expect(await shareFound(readStories())).toBeLessThan(0.03);
});

it('a right form of several is right: had learned, had learnt', async () => {
  expect(await shareFound(['She had learned it by heart.', 'She had learnt it by heart.'])).toBe(0);
});

it.each([
  ['Those picture is beautiful.', 'Those pictures'],
  ["I don't have many time.", 'much time'],
  ['They are works in a factory.', 'work'],
  ["He doesn't never help me.", "doesn't ever"],
  ['Always she sings.', 'She always sings'],
  ['I am writting a letter.', 'writing'],
  ['The letter was send yesterday.', 'was sent'],
  ['We arrived to London at midnight.', 'arrived in'],
  ['This blue jeans is mine.', 'These blue jeans'],
  ["There isn't much cars here.", "There aren't many cars"],
  ['Today is hoter than yesterday.', 'hotter'],
  ["The dog wagged it's tail.", 'its'],
  ['The firemans came.', 'firemen'],
])('%s is put right with “%s”', async (sentence, better) => {
  const { issues, spelling } = await checkSentence(language.thread, sentence);
  expect([...issues, ...spelling].map((one) => one.better)).toContain(better);
});

describe('where a correction would be a guess', () => {
  const bettersOf = async (sentence: string) => {
    const { issues, spelling } = await checkSentence(language.thread, sentence);
    return [...issues, ...spelling].map((one) => one.better);
  };

  it.each([
    ['an s or the past', 'He had no money so he find a job.', 'finds'],
    ['who denies twice', "Nobody don't know it.", "Nobody doesn't"],
    ['a noun behind a misspelt word', 'The birds come back and build they nests.', 'nest'],
    ['an unfinished phrase', 'In conclude , I agree.', 'In concluding'],
    ['"their" for "they"', 'They wrote about they holiday.', 'them'],
    ['"his" for "he\'s"', "I saw him with he's mother.", null],
    ['a word that is put right already', 'She telled us a story.', 'teller'],
  ])('none is given: %s', async (_, sentence, guess) =>
    expect((await bettersOf(sentence)).filter((better) => better === guess)).toEqual([]),
  );
});
