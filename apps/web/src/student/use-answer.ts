import type { AnswerRefusal, AnswerSubmitInput, AskedQuestion } from '@lockstep/contracts';
import { useCallback, useState } from 'react';
import { type ClassroomSocket, submitAnswer } from '../api/classroom-socket.js';
import { RefusedError, UnreachableError } from '../api/http.js';
import { postAnswer } from '../api/sessions.js';
import type { Draft, GivenAnswer } from '../stage/given-answer.js';
import type { LessonView } from '../stage/lesson-view.js';

type Line = {
  readonly sessionId: string;
  readonly socket: ClassroomSocket | null;
  readonly view: LessonView;
};

const refusals: readonly AnswerRefusal[] = ['late', 'duplicate', 'foreign', 'malformed'];

/** The closed reason in a refusal, whether the code is it or ends with it (`answer-late`). */
export function refusalReason(code: string): AnswerRefusal | undefined {
  return refusals.find((reason) => code === reason || code.endsWith(`-${reason}`));
}

/** Each student's latest try, by the event that opened its question. */
export function useAnswers({ sessionId, socket, view }: Line) {
  const [given, setGiven] = useState<ReadonlyMap<number, GivenAnswer>>(new Map());

  const give = useCallback(
    async (question: AskedQuestion, answer: Draft, attempt: number) => {
      const note = (entry: GivenAnswer) =>
        setGiven((held) => new Map([...held, [question.openedSeq, entry] as const]));
      const answeredPtsMs = view.ptsMs ?? question.openedPtsMs;
      const message: AnswerSubmitInput = {
        questionId: question.id,
        openedSeq: question.openedSeq,
        attempt,
        shownPtsMs: view.questionShownPtsMs(question.openedSeq) ?? answeredPtsMs,
        answeredPtsMs,
        ...answer,
      };
      note({ kind: 'sending', answer, attempt });
      try {
        await send({ sessionId, socket }, message);
        note({ kind: 'taken', answer, attempt });
      } catch (error) {
        const reason = error instanceof RefusedError ? refusalReason(error.problem.code) : undefined;
        note(
          reason ? { kind: 'refused', answer, attempt, reason } : { kind: 'failed', answer, attempt, error },
        );
      }
    },
    [sessionId, socket, view],
  );

  return { given, give };
}

/** Over the socket, and over HTTP when that line is broken; the server takes a repeated answer once. */
async function send({ sessionId, socket }: Omit<Line, 'view'>, message: AnswerSubmitInput): Promise<void> {
  try {
    if (!socket) throw new UnreachableError('the classroom is not connected');
    await submitAnswer(socket, message);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    await postAnswer(sessionId, message);
  }
}
