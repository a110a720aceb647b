import { AskStep } from '@lockstep/contracts';
import type { Brain } from '../src/brain/brain.js';
import type { Correction } from '../src/brain/offline/scorer/corrections.js';
import { createRandom } from '../training/boost.js';
import { familyOf } from '../training/examples.js';
import { type GradedAnswer, type GradedQuestion, readGradedAnswers } from '../training/graded-answers.js';
import { learnModel } from '../training/learn-model.js';
import { readRubrics, type Rubric } from '../training/rubrics.js';
import { OfflineBrain } from '../src/brain/offline/offline-brain.js';

export type GradedRow = {
  readonly corpus: string;
  readonly key: 'model answer' | 'rubric' | 'both';
  readonly corrections: number;
  readonly answers: number;
  /** Right, partly or wrong, of all. */
  readonly decided: string;
  readonly 'accuracy of decided': string;
  /** Answers that are not correct and were called right, of those that are not correct. */
  readonly 'wrong called right': string;
  readonly 'right called wrong': string;
  readonly 'contradictory called right': string;
};

type Said = { readonly grade: GradedAnswer['grade']; readonly verdict: string };

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

function asked({ text, references }: GradedQuestion, key: GradedRow['key'], rubric: Rubric = []): AskStep {
  return AskStep.parse({
    kind: 'ask',
    id: 'graded',
    answer: 'open',
    prompt: text.slice(-1000).replace(/[[\]{}*]/g, ' '),
    accept: key === 'rubric' ? [] : references.map((reference) => reference.slice(0, 300)),
    rubric: key === 'model answer' ? [] : rubric,
  });
}

/** Draws the corrections of a question: at most half of its answers, the same ones in every run. */
function draw(
  answers: readonly GradedAnswer[],
  count: number,
): { corrections: Correction[]; rest: GradedAnswer[] } {
  const random = createRandom(31 + answers.length);
  const shuffled = answers.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
  const all = shuffled.map(({ one }) => one);
  const taken = Math.min(count, Math.floor(answers.length / 2));
  return {
    rest: all.slice(taken),
    corrections: all
      .slice(0, taken)
      .map(({ text, grade }) => ({ answer: text, verdict: grade === 'correct' ? 'right' : 'wrong' })),
  };
}

async function judgeAll(
  brain: Brain,
  questions: readonly GradedQuestion[],
  key: GradedRow['key'],
  rubrics: ReadonlyMap<string, Rubric>,
  count: number,
): Promise<Said[]> {
  const said: Said[] = [];
  for (const question of questions) {
    const step = asked(question, key, rubrics.get(question.id));
    const { corrections, rest } = draw(question.answers, count);
    for (const { text, grade } of rest) {
      const answer = { choices: [], text };
      const { verdict } = await brain.judge({
        question: step,
        language: 'en',
        answer,
        attempt: 1,
        corrections,
      });
      said.push({ grade, verdict });
    }
  }
  return said;
}

function row(
  said: readonly Said[],
  { corpus, key, corrections }: Pick<GradedRow, 'corpus' | 'key' | 'corrections'>,
): GradedRow {
  const count = (test: (one: Said) => boolean) => said.filter(test).length;
  const correct = ({ grade }: Said) => grade === 'correct';
  const decided = ({ verdict }: Said) => verdict !== 'unclear';
  return {
    ...{ corpus, key, corrections },
    answers: said.length,
    decided: percent(count(decided), said.length),
    'accuracy of decided': percent(
      count((one) => decided(one) && correct(one) === (one.verdict === 'right')),
      count(decided),
    ),
    'wrong called right': percent(
      count((one) => !correct(one) && one.verdict === 'right'),
      count((one) => !correct(one)),
    ),
    'right called wrong': percent(
      count((one) => correct(one) && one.verdict === 'wrong'),
      count(correct),
    ),
    'contradictory called right': percent(
      count((one) => one.grade === 'contradictory' && one.verdict === 'right'),
      count((one) => one.grade === 'contradictory'),
    ),
  };
}

/** So many parts: each is judged by a scorer that learnt from the others. */
const FOLDS = 4;

type Asked = {
  readonly corpus: string;
  readonly key: GradedRow['key'];
  readonly corrections: number;
  readonly said: readonly Said[];
};

/** Every question of a fold, with each key and number of corrections. */
async function judgeFold(
  brain: Brain,
  questions: readonly GradedQuestion[],
  rubrics: ReadonlyMap<string, Rubric>,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const corpus of new Set(questions.map((question) => question.corpus))) {
    const own = questions.filter((question) => question.corpus === corpus);
    const withRubric = own.filter(({ id }) => rubrics.has(id));
    for (const corrections of [0, 10]) {
      for (const key of ['model answer', 'rubric', 'both'] as const) {
        const judged = key === 'model answer' ? own : withRubric;
        asked.push({
          corpus,
          key,
          corrections,
          said: await judgeAll(brain, judged, key, rubrics, corrections),
        });
      }
    }
  }
  return asked;
}

/**
 * Lets the whole brain judge graded answers of a folder (SemEval-2013 task 7), with the model answer alone and, where there
 * are rubrics for the questions, with these alone and with both; before and after ten corrections of each question. By cross-validation:
 * the scorer has seen no answer to a question that it judges, or to one nearly the same.
 */
export async function judgeGraded(folder: string): Promise<GradedRow[]> {
  const questions = await readGradedAnswers(folder);
  const rubrics = await readRubrics();
  const asked: Asked[] = [];
  const families = [...new Set(questions.map(familyOf))];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isJudged = (question: GradedQuestion) => families.indexOf(familyOf(question)) % FOLDS === fold;
    const others = questions.filter((question) => !isJudged(question));
    await using brain = new OfflineBrain(learnModel(others, rubrics).model);
    asked.push(...(await judgeFold(brain, questions.filter(isJudged), rubrics)));
  }
  const kinds = new Map<string, Asked>();
  for (const part of asked) {
    const kind = [part.corpus, part.key, part.corrections].join();
    kinds.set(kind, { ...part, said: [...(kinds.get(kind)?.said ?? []), ...part.said] });
  }
  return [...kinds.values()].filter(({ said }) => said.length > 0).map((kind) => row(kind.said, kind));
}
