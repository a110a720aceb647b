import { termsOf, type Term } from './terms.js';

/** A model answer, several, a rubric, or a rubric with model answers. */
export type KeyKind = 'reference' | 'references' | 'rubric' | 'both';

function kindOf(references: number, points: number): KeyKind {
  if (points === 0) return references > 1 ? 'references' : 'reference';
  return references === 0 ? 'rubric' : 'both';
}

/** What an answer is compared with. Texts are cut and split once, with {@link readKey}. */
export type Key = {
  readonly question: readonly Term[];
  /** Model answers; each alone would be right. */
  readonly references: readonly (readonly Term[])[];
  /** Points of the rubric that are required, each with the phrases that show it. */
  readonly points: readonly (readonly (readonly Term[])[])[];
  readonly kind: KeyKind;
};

export type KeyTexts = {
  readonly question: string;
  readonly references: readonly string[];
  readonly points: readonly { readonly point: string; readonly any: readonly string[] }[];
};

/** How much a stem tells: rare words tell more. Weights come with the model. */
export type Rarity = (stem: string) => number;

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?;])\s+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Without a rubric every sentence of a model answer is a point; without a model answer the points together are one. */
export function readKey({ question, references, points }: KeyTexts): Key {
  const joined = points.map(({ point }) => point).join('. ');
  const models = references.length > 0 ? references : [joined];
  const first = models[0] ?? '';
  const tagged =
    points.length > 0
      ? points.map(({ point, any }) => [point, ...any].map(termsOf))
      : sentencesOf(first).map((sentence) => [termsOf(sentence)]);
  return {
    question: termsOf(question),
    references: models.map(termsOf).filter((terms) => terms.length > 0),
    points: tagged,
    kind: kindOf(references.length, points.length),
  };
}
