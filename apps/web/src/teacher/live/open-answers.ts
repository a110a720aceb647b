import type { Answer, Question } from '@lockstep/contracts';

/** Those that nobody has judged yet, or could. In a poll nothing is right or wrong: there is nothing to judge. */
export function openAnswers(answers: readonly Answer[], questions: readonly Question[]): readonly Answer[] {
  const polls = new Set(questions.filter(({ poll }) => poll === true).map(({ id }) => id));
  return answers.filter(({ verdict, questionId }) => verdict === 'not-reviewed' && !polls.has(questionId));
}
