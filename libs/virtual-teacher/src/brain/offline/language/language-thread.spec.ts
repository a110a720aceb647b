import { expect, it } from 'vitest';
import { borrowLanguageThread, LanguageThread } from './language-thread.js';

it('tags words with their class and base, and tells which it knows', async () => {
  await using thread = new LanguageThread();
  const [tokens = []] = await thread.tag(['The children went hoome.']);
  expect(tokens.map(({ lemma }) => lemma)).toEqual(['the', 'child', 'go', 'hoome', '.']);
  expect(tokens.filter(({ known }) => !known).map(({ word }) => word)).toEqual(['hoome']);
});

it('is one thread for all who borrow it, until the last gives it back', async () => {
  const one = borrowLanguageThread();
  const other = borrowLanguageThread();
  expect(other.thread).toBe(one.thread);
  await one[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose](); // giving back twice is giving back once
  expect(await other.thread.tag(['yes'])).toHaveLength(1);
  await other[Symbol.asyncDispose]();
  await expect(other.thread.tag(['yes'])).rejects.toMatchObject({ reason: 'closed' });
  await using next = borrowLanguageThread();
  expect(await next.thread.tag(['yes'])).toHaveLength(1);
});

it('fails what was asked of it when it is shut down', async () => {
  const thread = new LanguageThread();
  const failure = expect(thread.tag(['one'])).rejects.toMatchObject({ reason: 'closed' });
  await thread[Symbol.asyncDispose]();
  await failure;
});

it('answers many questions at once, each with its own', async () => {
  await using thread = new LanguageThread();
  const words = Array.from({ length: 50 }, (_, index) => `word${String(index)}`);
  const tagged = await Promise.all(words.map((word) => thread.tag([word])));
  expect(tagged.map(([tokens]) => tokens?.map(({ text }) => text).join(''))).toEqual(words);
});
