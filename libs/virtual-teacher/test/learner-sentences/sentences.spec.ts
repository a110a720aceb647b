import { afterAll, describe, expect, it } from 'vitest';
import {
  checkSentence,
  hasFinding,
  readPairs,
  readPairsAgain,
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
])('%s is put right with “%s”', async (sentence, better) => {
  const { issues, spelling } = await checkSentence(language.thread, sentence);
  expect([...issues, ...spelling].map((one) => one.better)).toContain(better);
});
