import { countSurvey, partsOf, type Question, type ShownTask } from '@lockstep/contracts';
import { isUnkind, speaksOfDanger } from '@lockstep/virtual-teacher';
import { partVerdicts } from './part-verdicts.js';
import type { Tally } from '../signalling/lesson-actions.js';
import type { Answer } from './answer.entity.js';

/** A word is shown to the class when so many gave it: what one student wrote stays theirs. */
const FEWEST_SAME = 2;
/** Below this the sum of an opinion would point at persons. */
const FEWEST_OPINIONS = 3;
const MOST_WORDS = 40;
const LONGEST_WORD = 60;

type Given = Pick<Answer, 'choices' | 'parts' | 'text' | 'judgement'>;

/** The sum of a class over one question: the last answer of each student. */
export function summed(given: readonly Given[], question: Question): Pick<Tally, 'counts' | 'words'> {
  if (question.poll && given.length < FEWEST_OPINIONS) return { counts: {} };
  if (question.task?.kind === 'survey') {
    const answers = given.map(({ parts }) => parts);
    return { counts: countSurvey(question.task, answers, FEWEST_OPINIONS) };
  }
  if (question.task) return { counts: rightParts(given, question.task, question.solution) };
  if (question.poll && question.kind === 'short') return { counts: {}, words: cloudOf(given) };
  const counts = Object.fromEntries(question.choices.map(({ id }) => [id, 0]));
  for (const id of given.flatMap(({ choices }) => choices)) counts[id] = (counts[id] ?? 0) + 1;
  return { counts };
}

/** How many have each part right, by their judgement, or where nobody judged by the solution. */
function rightParts(
  given: readonly Given[],
  task: ShownTask,
  solution: readonly string[] = [],
): Record<string, number> {
  const verdicts = given.map(
    ({ judgement, parts }) => judgement?.parts ?? partVerdicts(task, solution, parts),
  );
  const count = (i: number) => verdicts.filter((each) => each[i] === 'right').length;
  return Object.fromEntries(partsOf(task).map(({ id }, i) => [id, count(i)]));
}

/** What several students wrote, whatever its case and marks; the most frequent first. */
function cloudOf(given: readonly Given[]): NonNullable<Tally['words']> {
  const written = new Map<string, { text: string; count: number }>();
  for (const { text } of given) {
    const shown = (text ?? '').normalize('NFKC').replace(/\s+/gu, ' ').trim();
    const key = shown.toLowerCase().replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, '');
    if (key === '' || shown.length > LONGEST_WORD || isUnkind(key) || speaksOfDanger(shown)) continue;
    const known = written.get(key) ?? { text: key, count: 0 };
    written.set(key, { ...known, count: known.count + 1 });
  }
  return [...written.values()]
    .filter(({ count }) => count >= FEWEST_SAME)
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, MOST_WORDS);
}
