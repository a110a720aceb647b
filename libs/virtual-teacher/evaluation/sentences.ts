import { readFileSync } from 'node:fs';
import { checkGrammar, type Checked } from '../src/brain/offline/grammar/check-grammar.js';
import type { LanguageThread } from '../src/brain/offline/language/language-thread.js';

const folder = new URL('../test/learner-sentences/', import.meta.url);

/** A sentence with one mistake of a learner, and the same sentence mended. */
export type Pair = { readonly kind: string; readonly faulty: string; readonly mended: string };

/** Pairs by turns: the rules were made with the odd ones in sight; the even ones are kept to measure them. */
export function readPairs(half: 'tuning' | 'kept'): Pair[] {
  return readFileSync(new URL('pairs.tsv', folder), 'utf8')
    .trim()
    .split('\n')
    .filter((_, index) => (index % 2 === 0) === (half === 'tuning'))
    .map((line) => {
      const [kind = '', faulty = '', mended = ''] = line.split('\t');
      return { kind, faulty, mended };
    });
}

/** Sentences of children's stories: nothing in them is a mistake. */
export const readStories = (): string[] =>
  readFileSync(new URL('stories.txt', folder), 'utf8').trim().split('\n');

/** What grammar and spelling say of one sentence. */
export async function checkSentence(thread: LanguageThread, sentence: string): Promise<Checked> {
  const [tokens = []] = await thread.tag([sentence]);
  return checkGrammar(tokens, await thread.lint(sentence, 'british'), { question: false });
}

export const hasFinding = ({ issues, spelling }: Checked): boolean => issues.length + spelling.length > 0;
