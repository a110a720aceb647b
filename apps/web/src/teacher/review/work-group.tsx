import { formatDate, formatSeconds } from '../../i18n/format.js';
import { useReviewTexts } from '../../i18n/review-texts.js';
import { useLanguage } from '../../i18n/language.js';
import { hashOf } from '../../replay/moment.js';
import { FormulaText } from '../../ui/formula-text.js';
import { answerWords, verdictLooks } from '../live/answer-item.js';
import { CorrectionBar } from '../live/correction-bar.js';
import { JudgementView } from '../live/judgement-view.js';
import type { Corrections } from '../live/use-corrections.js';
import type { WorkItem } from './use-work.js';

type WorkGroupProps = {
  readonly item: WorkItem;
  readonly together: (correctionId: string) => number;
  readonly corrections: Corrections;
};

/** Similar answers: what was asked, what was written, by whom, and what the teacher says of all of them at once. */
export function WorkGroup({ item, together, corrections }: WorkGroupProps) {
  const { texts } = useLanguage();
  const { answers, work, isFirst } = item;
  const [first] = answers;
  if (!first) return null;
  const verdicts = [...new Set(answers.map(({ verdict }) => verdict))];
  const written = [...new Set(answers.map((answer) => answerWords(answer, [work.question])))];
  const [example, ...others] = written;
  return (
    <>
      {isFirst && <Asked work={work} />}
      <p className="answers__text">{example}</p>
      <div className="answers__head">
        {answers.length > 1 && (
          <span className="answers__name">{texts.teacher.corrections.answers(answers.length)}</span>
        )}
        {verdicts
          .filter((verdict) => verdict !== 'not-reviewed')
          .map((verdict) => (
            <span key={verdict} className={verdictLooks[verdict]}>
              {texts.teacher.answers.verdict[verdict]}
            </span>
          ))}
        {answers.some(({ flag }) => flag === 'danger') && (
          <span className="badge badge--live">{texts.teacher.answers.danger}</span>
        )}
      </div>
      {others.length > 0 && (
        <details className="small">
          <summary>{texts.teacher.corrections.alsoWritten(others.length)}</summary>
          <ul>
            {others.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      <CorrectionBar
        answers={answers}
        together={together}
        corrections={corrections}
        of={example ?? first.student.name}
      />
      <Given item={item} />
      {answers.length === 1 && first.judgement && (
        <JudgementView judgement={first.judgement} shown={first.shown} />
      )}
    </>
  );
}

function Asked({ work: { question, lesson, answers } }: Pick<WorkItem, 'work'>) {
  const { texts } = useLanguage();
  return (
    <div className="work__question">
      <h2>
        <FormulaText text={question.prompt} />
      </h2>
      <span className="small soft">
        {lesson.title} · {texts.teacher.corrections.notReviewed(answers)}
      </span>
    </div>
  );
}

/** Who answered, in which session, each with the way to the moment. */
function Given({ item: { answers, work } }: Pick<WorkGroupProps, 'item'>) {
  const words = useReviewTexts().work;
  const { texts, tag } = useLanguage();
  return (
    <ul className="work__given small soft">
      {answers.map((answer, index) => {
        const session = work.sessions.find(({ id }) => id === answer.sessionId);
        const moment = hashOf({ ptsMs: answer.answeredPtsMs });
        return (
          <li key={answer.id}>
            <a
              className="link"
              href={`/review/${answer.sessionId}${moment}`}
              target="_blank"
              rel="opener" // a tab that is opened by this one is signed in as this one is
              {...(index === 0 && { 'data-choice': 'moment' })}
              aria-label={words.moment(answer.student.name)}
            >
              {answer.student.name}
            </a>{' '}
            <span className="tabular">
              {[
                session?.startedAt && formatDate(session.startedAt, tag),
                texts.teacher.answers.after(formatSeconds(answer.answeredPtsMs - answer.shownPtsMs, tag)),
                answer.confidence !== null && texts.teacher.answers.confidence[answer.confidence - 1],
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
