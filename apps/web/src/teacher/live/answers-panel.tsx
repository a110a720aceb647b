import type { Answer, Question } from '@lockstep/contracts';
import { useState } from 'react';
import { explain } from '../../api/explain.js';
import { useTexts } from '../../i18n/language.js';
import { Notice } from '../../ui/notice.js';
import { AnswerItem } from './answer-item.js';
import { GroupList } from './group-list.js';
import { openAnswers } from './open-answers.js';
import { useCorrections } from './use-corrections.js';
import { useListKeys } from './use-list-keys.js';
import './corrections.css';

type AnswersPanelProps = {
  readonly sessionId: string;
  readonly answers: readonly Answer[];
  readonly questions: readonly Question[];
  readonly onReply?: (answer: Answer) => void;
  readonly onSeek?: (ptsMs: number) => void;
  /** What is shown until somebody chooses. */
  readonly begins?: View;
};

const views = ['all', 'open', 'groups'] as const;
type View = (typeof views)[number];

/** What the class answered, to look at and to correct: each answer, those that nobody has judged, or similar ones together. */
export function AnswersPanel(props: AnswersPanelProps) {
  const { sessionId, answers, questions, onReply, onSeek, begins = 'all' } = props;
  const texts = useTexts();
  const words = texts.teacher.corrections;
  const [chosen, setView] = useState<View | null>(null);
  const view = chosen ?? begins;
  const corrections = useCorrections(sessionId);
  const open = openAnswers(answers, questions);
  const together = (correctionId: string) =>
    answers.filter(({ correction }) => correction?.correctionId === correctionId).length;
  if (answers.length === 0) return <p className="soft small">{texts.teacher.answers.none}</p>;
  const shared = { questions, together, corrections };
  return (
    <div className="stack">
      <div className="segments" role="group" aria-label={words.view}>
        {views.map((one) => (
          <button
            key={one}
            type="button"
            className="segments__one"
            aria-pressed={view === one}
            onClick={() => setView(one)}
          >
            {one === 'open' ? words.views.open(open.length) : words.views[one]}
          </button>
        ))}
      </div>
      {corrections.problem && <Notice kind="error">{explain(corrections.problem, texts)}</Notice>}
      {view === 'groups' ? (
        <GroupList sessionId={sessionId} answers={answers} {...shared} />
      ) : (
        <AnswerList
          answers={view === 'open' ? open : answers}
          onReply={onReply}
          onSeek={onSeek}
          {...shared}
        />
      )}
      <p className="small soft corrections__keys">{onSeek ? words.keysOfReview : words.keys}</p>
    </div>
  );
}

type AnswerListProps = Omit<Parameters<typeof AnswerItem>[0], 'answer'> & {
  readonly answers: readonly Answer[];
};

function AnswerList({ answers, ...shared }: AnswerListProps) {
  const words = useTexts().teacher.corrections;
  const keys = useListKeys(answers.map(({ id }) => id));
  if (answers.length === 0) return <p className="soft small">{words.noneOpen}</p>;
  return (
    <ol className="answers" aria-live="polite" aria-relevant="additions" {...keys.list}>
      {answers.map((answer) => (
        <li key={answer.id} className="answers__row" {...keys.item(answer.id)}>
          <AnswerItem answer={answer} {...shared} />
        </li>
      ))}
    </ol>
  );
}
