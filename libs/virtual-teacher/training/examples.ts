import { bagOf, type Bag } from '../src/brain/offline/scorer/bags.js';
import { featuresOfPieces } from '../src/brain/offline/scorer/ease.js';
import { featuresOf } from '../src/brain/offline/scorer/features.js';
import { readKey, type Key, type KeyKind, type Rarity } from '../src/brain/offline/scorer/key.js';
import { termsOf } from '../src/brain/offline/scorer/terms.js';
import type { GradedQuestion } from './graded-answers.js';
import type { Rubric } from './rubrics.js';

export type Example = {
  readonly question: string;
  /** See {@link familyOf}. */
  readonly family: string;
  readonly corpus: string;
  readonly kind: KeyKind;
  readonly features: readonly number[];
  /** Of pieces of the model answer, see {@link featuresOfPieces}; one list for all answers to a question. */
  readonly pieces: readonly (readonly number[])[];
  readonly bag: Bag;
  readonly isRight: boolean;
  readonly isContradiction: boolean;
};

const RAREST = 6;
/** A stem in fewer texts than this is not kept: it would tell of one question alone. */
const FEWEST_TEXTS = 6;

export type RarityTable = Readonly<Record<string, number>>;

/** How rare each stem is among questions, model answers and answers: the logarithm of texts for each that has it. */
export function rarityTable(questions: readonly GradedQuestion[]): RarityTable {
  const counts = new Map<string, number>();
  let texts = 0;
  for (const { text, references, answers } of questions) {
    for (const one of [text, ...references, ...answers.map((answer) => answer.text)]) {
      texts++;
      for (const stem of new Set(termsOf(one).map((term) => term.stem))) {
        counts.set(stem, (counts.get(stem) ?? 0) + 1);
      }
    }
  }
  const kept = [...counts].filter(([, count]) => count >= FEWEST_TEXTS).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    kept.map(([stem, count]) => [stem, Number(Math.min(RAREST, Math.log(texts / (count + 3))).toFixed(2))]),
  );
}

export function rarityFrom(table: RarityTable): Rarity {
  const known = new Map(Object.entries(table));
  return (stem) => known.get(stem) ?? RAREST;
}
export { RAREST };

/** The same for questions that differ by a number, a letter or not at all: they are learnt from or judged together. */
export const familyOf = ({ text, references }: GradedQuestion): string =>
  `${text} ${references[0] ?? ''}`
    .toLowerCase()
    .replace(/\b(?:\w|\d[\d.]*)\b/g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();

function keysOf({ text, references }: GradedQuestion, rubric: Rubric | undefined): [KeyKind, Key][] {
  const key = readKey({ question: text, references, points: [] });
  const alone: [KeyKind, Key] = [key.kind, key];
  if (rubric === undefined) return [alone];
  return [
    alone,
    ['both', readKey({ question: text, references, points: rubric })],
    ['rubric', readKey({ question: text, references: [], points: rubric })],
  ];
}

/** Every graded answer once for each kind of key that its question has. */
export function examplesOf(
  questions: readonly GradedQuestion[],
  rubrics: ReadonlyMap<string, Rubric>,
  rarity: Rarity,
): Example[] {
  return questions.flatMap((question) =>
    keysOf(question, rubrics.get(question.id)).flatMap(([kind, key]) => {
      const pieces = featuresOfPieces(key, rarity);
      return question.answers.map(({ text, grade }) => ({
        question: `${question.corpus}/${question.id}`,
        family: familyOf(question),
        corpus: question.corpus,
        kind,
        pieces,
        features: featuresOf(key, text, rarity),
        bag: bagOf(text, rarity),
        isRight: grade === 'correct',
        isContradiction: grade === 'contradictory',
      }));
    }),
  );
}
