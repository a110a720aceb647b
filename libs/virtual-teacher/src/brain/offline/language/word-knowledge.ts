import type { Token } from './language-requests.js';

/** What the judge must know of English words; from the language thread. */
export type WordKnowledge = {
  readonly isWord: (word: string) => boolean;
  readonly lemmaOf: (word: string) => string;
  readonly isContent: (word: string) => boolean;
};

const content = new Set(['NOUN', 'PROPN', 'VERB', 'ADJ', 'NUM', 'ADV']);

/** Looks words up among tagged tokens; a word that was not tagged is taken for no word. */
export function knowledgeFrom(tagged: readonly (readonly Token[])[]): WordKnowledge {
  const tokens = new Map(tagged.flat().map((token): [string, Token] => [token.text.toLowerCase(), token]));
  return {
    isWord: (word) => tokens.get(word)?.known ?? false,
    lemmaOf: (word) => {
      const token = tokens.get(word);
      return token?.known === true ? token.lemma : word;
    },
    isContent: (word) => content.has(tokens.get(word)?.pos ?? 'NOUN'),
  };
}
