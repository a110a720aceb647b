import type { Answer, AnswerGroup, Question } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { explain } from '../../api/explain.js';
import { queries } from '../../api/queries.js';
import { problemOf } from '../../api/query-client.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { answerWords, verdictLooks } from './answer-item.js';
import { CorrectionBar } from './correction-bar.js';
import { openAnswers } from './open-answers.js';
import type { Corrections } from './use-corrections.js';
import { useListKeys } from './use-list-keys.js';

/** The answers of a class come within seconds: groups are formed again after this time without a new answer, ms. */
const quietMs = 1000;

type GroupListProps = {
  readonly sessionId: string;
  readonly answers: readonly Answer[];
  readonly questions: readonly Question[];
  readonly together: (correctionId: string) => number;
  readonly corrections: Corrections;
};

/** Similar answers, the largest group that is not reviewed first: one click settles many. */
export function GroupList({ sessionId, answers, questions, together, corrections }: GroupListProps) {
  const texts = useTexts();
  const groups = useQuery(queries.answerGroups(sessionId));
  const { refetch } = groups;
  const count = answers.length;
  useEffect(() => {
    const timer = setTimeout(() => void refetch(), quietMs);
    return () => clearTimeout(timer);
  }, [count, refetch]);
  const shown = useStill(groups.data ?? []);
  const keys = useListKeys(shown.map(nameOf));
  const problem = problemOf(groups);
  if (!groups.data)
    return problem ? (
      <Notice kind="error">
        {explain(problem, texts)}{' '}
        <Button small onClick={() => void refetch()}>
          {texts.common.retry}
        </Button>
      </Notice>
    ) : (
      <p className="soft small">{texts.common.loading}</p>
    );
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return (
    <ol className="answers" {...keys.list}>
      {shown.map((group) => {
        const own = group.answerIds.flatMap((id) => byId.get(id) ?? []);
        const [first] = own;
        if (!first) return null;
        return (
          <li key={first.id} className="answers__row" {...keys.item(nameOf(group))}>
            <Group group={group} answers={own} questions={questions} />
            <CorrectionBar
              answers={own}
              together={together}
              corrections={corrections}
              of={texts.teacher.corrections.answers(own.length)}
            />
          </li>
        );
      })}
    </ol>
  );
}

const nameOf = ({ answerIds }: AnswerGroup): string => answerIds[0] ?? '';

/** A group stays where it was first shown, so that nothing moves while a teacher is about to click. */
function useStill(groups: readonly AnswerGroup[]): AnswerGroup[] {
  const order = useRef<readonly string[]>([]);
  const fresh = groups.map(nameOf).filter((name) => !order.current.includes(name));
  if (fresh.length > 0) order.current = [...order.current, ...fresh];
  return groups.toSorted((a, b) => order.current.indexOf(nameOf(a)) - order.current.indexOf(nameOf(b)));
}

type GroupProps = {
  readonly group: AnswerGroup;
  readonly answers: readonly Answer[];
  readonly questions: readonly Question[];
};

function Group({ group, answers, questions }: GroupProps) {
  const texts = useTexts().teacher;
  const words = texts.corrections;
  const open = openAnswers(answers, questions).length;
  const verdicts = [...new Set(answers.map(({ verdict }) => verdict))];
  const prompt = questions.find(({ id }) => id === group.questionId)?.prompt;
  const written = new Map(answers.map((answer) => [answerWords(answer, questions), answer]));
  const [example, ...others] = written.keys();
  return (
    <>
      <div className="answers__head">
        <span className="answers__name">{words.answers(answers.length)}</span>
        {open > 0 && <span className="badge">{words.notReviewed(open)}</span>}
        {verdicts
          .filter((verdict) => verdict !== 'not-reviewed')
          .map((verdict) => (
            <span key={verdict} className={verdictLooks[verdict]}>
              {texts.answers.verdict[verdict]}
            </span>
          ))}
      </div>
      {prompt !== undefined && questions.length > 1 && <p className="small soft">{prompt}</p>}
      <p className="answers__text">{example}</p>
      {others.length > 0 && (
        <details className="small">
          <summary>{words.alsoWritten(others.length)}</summary>
          <ul>
            {others.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="small soft">{[...new Set(answers.map(({ student }) => student.name))].join(', ')}</p>
    </>
  );
}
