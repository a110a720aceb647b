import {
  type Answer,
  type AskedQuestion,
  isOnPicture,
  type LessonState,
  partsOf,
  type Question,
  type ShownTask,
} from '@lockstep/contracts';
import { useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { ResultBars } from '../../stage/class-cards.js';
import { QuestionMedia } from '../../stage/question-media.js';
import { GivenBoard } from '../../stage/tasks/given-board.js';
import { answeredOf } from './answered.js';
import { AskDialog } from './ask-dialog.js';
import { SurveyAnswers } from './survey-answers.js';
import type { Actions } from './use-actions.js';
import { FormulaText } from '../../ui/formula-text.js';

type QuestionsPanelProps = {
  readonly state: LessonState;
  readonly questions: readonly Question[];
  readonly answers: readonly Answer[];
  readonly present: number;
  readonly actions: Actions;
  readonly disabled: boolean;
};

export function QuestionsPanel({
  state,
  questions,
  answers,
  present,
  actions,
  disabled,
}: QuestionsPanelProps) {
  const texts = useTexts().teacher.questions;
  const [asking, setAsking] = useState(false);
  const shown = state.question;
  return (
    <section className="panel" aria-labelledby="questions-title">
      <div className="panel__head">
        <h2 id="questions-title">{texts.title}</h2>
        <Button small icon="plus" disabled={disabled} onClick={() => setAsking(true)}>
          {texts.adHoc}
        </Button>
      </div>
      {shown && (
        <CurrentQuestion
          question={shown}
          known={questions.find(({ id }) => id === shown.id)}
          answers={answers.filter(({ openedSeq }) => openedSeq === shown.openedSeq)}
          present={present}
          resultShown={state.result?.questionId === shown.id}
          actions={actions}
          disabled={disabled}
        />
      )}
      {questions.length === 0 ? (
        <p className="soft small">{texts.none}</p>
      ) : (
        <ul className="question-list">
          {questions
            .filter(({ id }) => id !== shown?.id)
            .map((question) => (
              <li key={question.id} className="question-list__row">
                <span className="grow">
                  <FormulaText text={question.prompt} />
                </span>
                <Button
                  small
                  disabled={disabled || shown?.open === true}
                  onClick={() => void actions.act({ type: 'question.opened', questionId: question.id })}
                >
                  {texts.open}
                </Button>
              </li>
            ))}
        </ul>
      )}
      {asking && <AskDialog actions={actions} onClose={() => setAsking(false)} />}
    </section>
  );
}

/** Choice id to number of answers. */
export function countChoices(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) for (const id of answer.choices) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

/** Part of a task to number of answers that have it right, as far as they are judged. */
export function countRightParts(answers: readonly Answer[], task: ShownTask): Record<string, number> {
  const isRight = ({ judgement }: Answer, i: number) => judgement?.parts?.[i] === 'right';
  return Object.fromEntries(
    partsOf(task).map(({ id }, i) => [id, answers.filter((answer) => isRight(answer, i)).length]),
  );
}

type CurrentProps = Pick<QuestionsPanelProps, 'answers' | 'present' | 'actions' | 'disabled'> & {
  readonly question: AskedQuestion;
  readonly known: Question | undefined;
  readonly resultShown: boolean;
};

function CurrentQuestion(props: CurrentProps) {
  const texts = useTexts().teacher.questions;
  const { question, known, answers, present } = props;
  const correct = known?.correct ?? [];
  const bars = question.task ? partsOf(question.task) : question.choices;
  const result = {
    counts: question.task ? countRightParts(answers, question.task) : countChoices(answers),
    total: answers.length,
    ...(correct.length > 0 && { correct }),
  };
  return (
    <div className="current-question stack">
      <div className="row">
        <span className={question.open ? 'badge badge--live' : 'badge'}>
          {question.open ? texts.asking : texts.closed}
        </span>
        <span className="small soft tabular" aria-live="polite">
          {texts.answered(...answeredOf(answers.length, present))}
        </span>
      </div>
      <h3>
        <FormulaText text={question.prompt} />
      </h3>
      {question.media && !isOnPicture(question.task) && (
        <QuestionMedia media={question.media} lang={undefined} />
      )}
      {question.task && isOnPicture(question.task) && (
        <GivenBoard
          question={{ ...question, task: question.task }}
          others={answers.map(({ parts, judgement }) => ({
            parts,
            right: (judgement?.parts ?? []).map((verdict) => verdict === 'right'),
          }))}
          solution={known?.solution}
        />
      )}
      {question.task?.kind === 'survey' ? (
        <SurveyAnswers task={question.task} answers={answers} lang={undefined} />
      ) : (
        bars.length > 0 && <ResultBars result={result} choices={bars} lang={undefined} />
      )}
      <QuestionActions {...props} />
    </div>
  );
}

/** Words that are no right answer: the class sees the frequent ones. */
const isCloud = ({ poll, kind }: AskedQuestion): boolean => poll === true && kind === 'short';

/** Close it or ask it again, and show the class how it did. */
function QuestionActions({ question, known, resultShown, actions, disabled }: CurrentProps) {
  const texts = useTexts().teacher.questions;
  const isSummedUp = question.choices.length > 0 || question.task !== undefined || isCloud(question);
  const show = (reveal: boolean) =>
    void actions.act({ type: 'class.result', questionId: question.id, reveal });
  return (
    <div className="row">
      {question.open ? (
        <Button
          look="primary"
          disabled={disabled}
          onClick={() => void actions.act({ type: 'question.closed', questionId: question.id })}
        >
          {texts.close}
        </Button>
      ) : (
        <Button
          disabled={disabled || !known}
          onClick={() => void actions.act({ type: 'question.opened', questionId: question.id })}
        >
          {texts.again}
        </Button>
      )}
      {isSummedUp && (
        <Button disabled={disabled || resultShown} onClick={() => show(false)}>
          {texts.showResult}
        </Button>
      )}
      {known !== undefined && (known.correct.length > 0 || known.solution !== undefined) && (
        <Button disabled={disabled} onClick={() => show(true)}>
          {texts.reveal}
        </Button>
      )}
    </div>
  );
}
