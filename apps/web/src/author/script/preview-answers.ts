import type { AskedQuestion, FeedbackBody, JudgedPreview } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { judgeInPreview, type Which } from '../../api/scripts.js';
import type { Draft, GivenAnswer } from '../../stage/given-answer.js';

/** What a student would be told of a judgement. */
function feedbackOf(
  judgement: JudgedPreview,
  { id, openedSeq, tries = 1 }: Pick<AskedQuestion, 'id' | 'openedSeq' | 'tries'>,
  attempt: number,
): FeedbackBody {
  const { verdict, praise, correction, hint, say, media } = judgement;
  return {
    feedbackId: `preview-${openedSeq}-${attempt}`,
    text: say,
    questionId: id,
    airedPtsMs: null,
    correction: null,
    hasVoice: false,
    judged: {
      answerId: `preview-${openedSeq}-${attempt}`,
      openedSeq,
      attempt,
      verdict: verdict === 'unclear' ? 'not-reviewed' : verdict,
      praise,
      correction,
      hint,
      triesLeft: verdict === 'right' ? 0 : Math.max(0, tries - attempt),
      ...(media && { media }),
    },
  };
}

/** Answers of authors who try their own questions: judged as a student's would be, and forgotten. */
export function usePreviewAnswers(lessonId: string, version: Which) {
  const [given, setGiven] = useState<ReadonlyMap<number, GivenAnswer>>(new Map());
  const [told, setTold] = useState<readonly FeedbackBody[]>([]);
  const give = useCallback(
    async (question: AskedQuestion, answer: Draft, attempt: number) => {
      const note = (entry: GivenAnswer) =>
        setGiven((held) => new Map([...held, [question.openedSeq, entry] as const]));
      note({ kind: 'sending', answer, attempt });
      try {
        const judgement = await judgeInPreview(lessonId, {
          version,
          questionId: question.id,
          attempt,
          text: answer.text ?? null,
          choices: answer.choices ?? [],
          parts: answer.parts ?? [],
        });
        note({ kind: 'taken', answer, attempt });
        setTold((held) => [...held, feedbackOf(judgement, question, attempt)]);
      } catch (error) {
        note({ kind: 'failed', answer, attempt, error });
      }
    },
    [lessonId, version],
  );
  return { given, told, give };
}
