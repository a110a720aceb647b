import { type Answer, creditOf, type Question, type XapiStatement } from '@lockstep/contracts';
import type { AskedOpening } from '../session-record.js';
import { interactionOf, responseOf } from './interaction.js';
import {
  actorOf,
  durationOf,
  secondsAt,
  type StatedPerson,
  type StatedSession,
  statementOf,
  videoOf,
} from './statement.js';
import { ownExtensions, videoExtensions } from './vocabulary.js';

/** One try at a question, with the verdict that counts. */
export function answeredStatement(
  session: StatedSession,
  by: StatedPerson,
  answer: Answer,
  opening: AskedOpening,
): XapiStatement {
  const { question, seq, ptsMs, frame } = opening;
  const { correction, verdict, confidence } = answer;
  return statementOf(session, {
    verb: 'answered',
    by,
    // a corrected answer is another statement: an LRS takes no second one with the same id
    key: [answer.id, verdict, correction?.correctionId ?? ''],
    object: {
      objectType: 'Activity',
      id: `${session.home}/s/${session.id}/questions/${question.id}`,
      definition: interactionOf(question, session.language),
    },
    result: resultOf(session, answer, question),
    timestamp: answer.receivedAt,
    extensions: {
      [ownExtensions.eventId]: seq,
      ...(frame !== null && { [ownExtensions.frame]: frame }),
      [ownExtensions.ptsMs]: ptsMs,
      [ownExtensions.attempt]: answer.attempt,
      [ownExtensions.verdict]: verdict,
      ...(confidence !== null && { [ownExtensions.confidence]: confidence }),
    },
    context: {
      parent: [videoOf(session)],
      ...(correction && { instructor: actorOf(session, correction.by) }),
    },
  });
}

function resultOf(
  session: StatedSession,
  answer: Answer,
  question: Question,
): NonNullable<XapiStatement['result']> {
  const { verdict, judgement, answeredPtsMs, shownPtsMs } = answer;
  const credit = question.poll === true ? null : creditOf(verdict, judgement);
  return {
    ...(credit !== null && { success: verdict === 'right', score: scoreOf(credit, question.points) }),
    completion: true,
    response: responseOf(question, session.language, answer),
    duration: durationOf(answeredPtsMs - shownPtsMs),
    extensions: { [videoExtensions.time]: secondsAt(session, answeredPtsMs) },
  };
}

type StatementScore = NonNullable<NonNullable<XapiStatement['result']>['score']>;

/** @param credit from 0 to 1 @param points what it is worth; undefined: no points are given */
export const scoreOf = (credit: number, points: number | undefined): StatementScore => ({
  scaled: Math.round(credit * 10_000) / 10_000,
  ...(points !== undefined && { raw: Math.round(credit * points * 100) / 100, min: 0, max: points }),
});
