import { Injectable } from '@nestjs/common';
import type { AskStep, QuestionProposal } from '@lockstep/contracts';
import { proposePhrases } from '@lockstep/virtual-teacher';
import type { Identity } from '../access/identity.js';
import type { CorrectedAnswer } from '../answers/correction-statements.js';
import { CorrectionStore } from '../answers/correction-store.js';
import { questionKey } from '../answers/question-key.js';
import { ScriptsService } from '../lessons/scripts/scripts.service.js';

/** Of one question; older ones are left aside. */
const MOST_CORRECTIONS = 200;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What the author has written already. */
const knownTo = ({ rubric, accept, wrong }: AskStep): string[] =>
  [
    ...rubric.flatMap(({ point, any }) => [point, ...any]),
    ...accept,
    ...wrong.map(({ answer }) => answer),
  ].map(folded);

/** What teachers' corrections suggest to the author of a lesson; nothing is added by itself. */
@Injectable()
export class Proposals {
  constructor(
    private readonly scripts: ScriptsService,
    private readonly corrections: CorrectionStore,
  ) {}

  /**
   * For each question of the draft that there is something to propose for, of sessions that the caller may teach.
   *
   * @throws LessonNotFound, OtherLessonKind
   */
  async of(lessonId: string, caller: Identity): Promise<QuestionProposal[]> {
    const { script } = (await this.scripts.draft(lessonId)).read;
    const asks = (script?.steps ?? []).filter((step) => step.kind === 'ask' && step.choices.length === 0);
    const byKey = new Map(asks.map((step) => [questionKey(lessonId, step as AskStep), step as AskStep]));
    const teacherId = caller.kind === 'staff' && caller.role === 'admin' ? null : caller.id;
    const found = await this.corrections.ofQuestions([...byKey.keys()], MOST_CORRECTIONS, teacherId);
    return [...byKey].flatMap(([key, step]) => {
      const proposal = proposalFor(
        step,
        found.filter((one) => one.questionKey === key && one.text !== null),
      );
      return proposal.phrases.length + proposal.mistakes.length > 0 ? [proposal] : [];
    });
  }
}

function proposalFor(step: AskStep, corrected: readonly CorrectedAnswer[]): QuestionProposal {
  const { phrases, mistakes } = proposePhrases(
    corrected.map(({ text, verdict }) => ({ answer: text ?? '', verdict })),
  );
  const known = knownTo(step);
  const isNew = (words: string) => !known.includes(folded(words));
  const because = (words: string): string | null =>
    corrected.findLast(
      ({ verdict, comment, text }) =>
        verdict === 'wrong' && comment !== null && folded(text ?? '').includes(folded(words)),
    )?.comment ?? null;
  return {
    questionId: step.id,
    corrections: corrected.length,
    phrases: phrases.filter(isNew),
    mistakes: mistakes.filter(isNew).map((answer) => ({ answer, because: because(answer) })),
  };
}
