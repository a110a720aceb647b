import type { Judgement } from '@lockstep/contracts';
import type { Brain } from '../src/brain/brain.js';
import { halfOf, type LabelledAnswer, type LabelledQuestion } from './labelled-question.js';

export type Judged = {
  readonly question: LabelledQuestion;
  readonly answer: LabelledAnswer;
  readonly half: Half;
  readonly judgement: Judgement;
  readonly agrees: boolean;
};

/** The labelled set's two halves, the answers to the shipped lessons, and the questions that nothing was tuned on. */
export type Half = 'tuning' | 'held-out' | 'shipped' | 'unseen';

/** Lets a brain judge one half, answer by answer, as a class would ask for it. */
export async function evaluate(
  brain: Brain,
  questions: readonly LabelledQuestion[],
  half: Half,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const question of questions) {
    for (const [index, answer] of question.answers.entries()) {
      if ((half === 'tuning' || half === 'held-out') && halfOf(index) !== half) continue;
      const judgement = await brain.judge({
        question: question.question,
        language: question.language,
        answer: { choices: answer.choices, text: answer.text },
        attempt: 1,
      });
      const { verdict } = judgement;
      const agrees = verdict === answer.gold || (verdict === 'unclear' && answer.unclearIsFine);
      judged.push({ question, answer, half, judgement, agrees });
    }
  }
  return judged;
}
