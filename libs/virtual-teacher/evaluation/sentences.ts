import { readFileSync } from 'node:fs';
import { checkGrammar, type Checked } from '../src/brain/offline/grammar/check-grammar.js';
import type { LanguageThread } from '../src/brain/offline/language/language-thread.js';

const folder = new URL('../test/learner-sentences/', import.meta.url);

/** A sentence with one mistake of a learner, and the same sentence mended. */
export type Pair = { readonly kind: string; readonly faulty: string; readonly mended: string };

const linesOf = (name: string): string[] => readFileSync(new URL(name, folder), 'utf8').trim().split('\n');
const pairOf = (line: string): Pair => {
  const [kind = '', faulty = '', mended = ''] = line.split('\t');
  return { kind, faulty, mended };
};

/** Pairs by turns: the rules were made with the odd ones in sight; the even ones are kept to measure them. */
export const readPairs = (half: 'tuning' | 'kept'): Pair[] =>
  linesOf('pairs.tsv')
    .filter((_, index) => (index % 2 === 0) === (half === 'tuning'))
    .map(pairOf);

/** Pairs that were written later, to see what the rules had missed. */
export const readPairsAgain = (): Pair[] => linesOf('pairs-again.tsv').map(pairOf);

/** Pairs that were written once more, before the remarks on them were read and mended. */
export const readPairsThird = (): Pair[] => linesOf('pairs-third.tsv').map(pairOf);

/** Sentences of children's stories: nothing in them is a mistake. */
export const readStories = (name: 'stories.txt' | 'stories-again.txt' = 'stories.txt'): string[] =>
  linesOf(name);

/** What grammar and spelling say of one sentence. */
export async function checkSentence(thread: LanguageThread, sentence: string): Promise<Checked> {
  const [tokens = []] = await thread.tag([sentence]);
  return checkGrammar(tokens, await thread.lint(sentence, 'british'), { question: false });
}

export const hasFinding = ({ issues, spelling }: Checked): boolean => issues.length + spelling.length > 0;
