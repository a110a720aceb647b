import { answerAsText, groupAnswers } from '@lockstep/virtual-teacher';
import type { Answer } from './answer.entity.js';

/** Similar answers; `unclear` counts those that nobody has judged. */
export type SimilarAnswers = Awaited<ReturnType<typeof groupAnswers>>[number];

type Groupable = { readonly id: string; readonly answer: string; readonly isUnclear: boolean };

/** Puts similar answers to one question together. */
export function groupSimilar(
  answers: readonly Answer[],
  isUnclear: (answer: Answer) => boolean,
): Promise<SimilarAnswers[]> {
  const groupable = answers.map((row) => ({
    ...{ id: row.id, answer: answerAsText(row), isUnclear: isUnclear(row) },
  }));
  const isByParts = answers.some(({ parts }) => parts.length > 0);
  return isByParts ? Promise.resolve(groupSame(groupable)) : groupAnswers(groupable);
}

/** Of answers by parts only the same belong together: in another order the same words are another answer. */
function groupSame(answers: readonly Groupable[]): SimilarAnswers[] {
  const groups = Map.groupBy(answers, ({ answer }) => answer);
  return [...groups].map(([example, members]) => ({
    ids: members.map(({ id }) => id),
    example,
    unclear: members.filter(({ isUnclear }) => isUnclear).length,
  }));
}
