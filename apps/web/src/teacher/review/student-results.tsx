import type { Answer, Attendance, Question, RosterEntry, Session, Stay } from '@lockstep/contracts';
import { formatLessonTime, formatSeconds } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage, useTexts } from '../../i18n/language.js';
import { answerWords, verdictLooks } from '../live/answer-item.js';
import { StudentReport } from './session-files.js';
import { presenceSum } from './presence-marks.js';
import { JudgementView } from '../live/judgement-view.js';

type StudentResultsProps = {
  readonly session: Pick<Session, 'id' | 'status'>;
  readonly roster: readonly RosterEntry[];
  readonly answers: readonly Answer[];
  readonly questions: readonly Question[];
  readonly startPtsMs: number;
  /** Absent where there is no recording to measure it by. */
  readonly attendance?: readonly Attendance[];
  readonly endPtsMs?: number;
  /** Absent where nothing is replayed. */
  readonly onSeek: ((ptsMs: number) => void) | undefined;
};

/** Every answer of each student, with its verdict and the moments in which they saw the question and answered it. */
export function StudentResults({
  roster,
  answers,
  attendance,
  endPtsMs,
  session,
  ...shared
}: StudentResultsProps) {
  const words = useReviewTexts().students;
  if (roster.length === 0) return <p className="soft small">{words.none}</p>;
  return (
    <ul className="stack">
      {roster.map(({ id, name }) => {
        const own = answers
          .filter(({ student }) => student.id === id)
          .toSorted((a, b) => a.answeredPtsMs - b.answeredPtsMs);
        const right = own.filter(({ verdict }) => verdict === 'right').length;
        return (
          <li key={id}>
            <details className="student-results">
              <summary>
                <span className="answers__name">{name}</span>{' '}
                <span className="small soft tabular">{words.right(right, own.length)}</span>
              </summary>
              {endPtsMs !== undefined && (
                <Presence
                  stays={attendance?.find(({ student }) => student.id === id)?.stays ?? []}
                  times={{ startPtsMs: shared.startPtsMs, endPtsMs }}
                />
              )}
              {session.status === 'ended' && <StudentReport sessionId={session.id} student={{ id, name }} />}
              {own.map((answer) => (
                <GivenAnswer key={answer.id} answer={answer} {...shared} />
              ))}
            </details>
          </li>
        );
      })}
    </ul>
  );
}

type PresenceProps = {
  readonly stays: readonly Stay[];
  readonly times: Parameters<typeof presenceSum>[1];
};

/** How long they were there, how often the connection was lost, and how late their screen was. */
function Presence({ stays, times }: PresenceProps) {
  const { tag } = useLanguage();
  const words = useReviewTexts().students;
  if (stays.length === 0) return <p className="small soft">{words.absent}</p>;
  const { presentMs, losses, longestDelayMs } = presenceSum(stays, times);
  const whole = (ms: number) => formatLessonTime(Math.round(ms / 1000) * 1000);
  const facts = [
    words.present(whole(presentMs), whole(times.endPtsMs - times.startPtsMs)),
    losses > 0 && words.losses(losses),
    longestDelayMs !== null && words.delay(formatSeconds(longestDelayMs, tag)),
  ];
  return <p className="small soft tabular">{facts.filter(Boolean).join(' · ')}</p>;
}

type GivenProps = Pick<StudentResultsProps, 'questions' | 'startPtsMs' | 'onSeek'> & {
  readonly answer: Answer;
};

function GivenAnswer({ answer, questions, startPtsMs, onSeek }: GivenProps) {
  const texts = useTexts();
  const words = useReviewTexts().students;
  const { verdict, attempt, confidence, judgement, correction, shownPtsMs, answeredPtsMs } = answer;
  const prompt = questions.find(({ id }) => id === answer.questionId)?.prompt;
  const at = (ptsMs: number) => formatLessonTime(Math.floor(Math.max(0, ptsMs - startPtsMs) / 1000) * 1000);
  const moments = [
    { ptsMs: shownPtsMs, text: words.saw(at(shownPtsMs)) },
    { ptsMs: answeredPtsMs, text: words.answered(at(answeredPtsMs)) },
  ];
  return (
    <div className="student-results__answer">
      {prompt !== undefined && <p className="small soft">{prompt}</p>}
      <p className="answers__text">{answerWords(answer, questions)}</p>
      <div className="row small">
        <span className={verdictLooks[verdict]}>{texts.teacher.answers.verdict[verdict]}</span>
        {attempt > 1 && <span className="soft">{texts.teacher.answers.attempt(attempt)}</span>}
        {confidence !== null && (
          <span className="soft">{texts.teacher.answers.confidence[confidence - 1]}</span>
        )}
        {moments.map(({ ptsMs, text }) =>
          onSeek ? (
            <button key={text} type="button" className="link tabular" onClick={() => onSeek(ptsMs)}>
              {text}
            </button>
          ) : (
            <span key={text} className="soft tabular">
              {text}
            </span>
          ),
        )}
      </div>
      {correction && (
        <p className="small">
          {texts.teacher.corrections.by(correction.by.name)}
          {correction.comment !== null && <> · “{correction.comment}”</>}
        </p>
      )}
      {judgement && <JudgementView judgement={judgement} shown={answer.shown} />}
    </div>
  );
}
