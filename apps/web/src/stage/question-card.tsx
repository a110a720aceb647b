import { type AskedQuestion, isOnPicture, type ShownResult, shuffledBy } from '@lockstep/contracts';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { explain } from '../api/explain.js';
import { useTexts } from '../i18n/language.js';
import { Notice } from '../ui/notice.js';
import { Countdown } from './countdown.js';
import type { LessonView } from './lesson-view.js';
import { AnswerForm } from './answer-form.js';
import { GivenWords } from './given-words.js';
import { QuestionMedia } from './question-media.js';
import type { Listener } from './spoken-answer.js';
import type { Standing } from './standing.js';
import type { Draft, GivenAnswer } from './given-answer.js';
import { taskFor } from './tasks/task-forms.js';
import { FormulaText } from '../ui/formula-text.js';
import './cards.css';

type QuestionCardProps = {
  readonly question: AskedQuestion;
  readonly view: LessonView;
  readonly given: GivenAnswer | undefined;
  readonly standing: Standing;
  /** It was closed since the frame on screen, whatever the frame says. */
  readonly isClosed?: boolean;
  /** How the class answered, once it is shown. */
  readonly result: ShownResult | null;
  readonly lang: string | undefined;
  readonly listener: Listener;
  /** Of the student and their session: what is shuffled is in the same order for both. */
  readonly seed: string;
  readonly onAnswer: (answer: Draft, attempt: number) => void;
};

/** One opening of a question: give it the key `openedSeq`. */
export function QuestionCard(props: QuestionCardProps) {
  const { view, given, standing, isClosed = false, result, lang, listener, seed, onAnswer } = props;
  const question = useMemo(() => questionFor(props.question, seed), [props.question, seed]);
  const texts = useTexts();
  const [timeUp, setTimeUp] = useState(false);
  const end = useCallback(() => setTimeUp(true), []);
  const sending = given?.kind === 'sending';
  const open = question.open && !timeUp && !isClosed;
  const answering = open && standing.kind === 'answering';
  const fromPtsMs = view.questionShownPtsMs(question.openedSeq) ?? question.openedPtsMs;
  const card = useRef<HTMLElement>(null);
  const attempt = standing.kind === 'settled' ? 0 : standing.attempt;
  useLayoutEffect(() => {
    // On a phone it may open below what is in sight.
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [answering]);
  return (
    <section className="card question" aria-label={texts.question.label} ref={card}>
      <div className="question__head">
        <p className="eyebrow">{kindWords(question, texts)}</p>
        {question.points !== undefined && (
          <span className="badge">{texts.question.points(question.points)}</span>
        )}
        {answering && (question.tries ?? 1) > 1 && (
          <span className="badge">{texts.question.tryOf(attempt, question.tries ?? 1)}</span>
        )}
      </div>
      <h2 className="question__prompt" lang={lang}>
        <FormulaText text={question.prompt} />
      </h2>
      {question.media && !isOnPicture(question.task) && <QuestionMedia media={question.media} lang={lang} />}
      {answering || sending ? (
        <AnswerForm
          key={attempt}
          question={question}
          lang={lang}
          busy={sending}
          start={given?.answer}
          keepAs={`${seed} ${question.openedSeq} ${attempt}`}
          isAgain={standing.kind === 'answering' && standing.before !== null}
          listener={listener}
          onAnswer={(answer) => onAnswer(answer, attempt)}
        />
      ) : (
        <GivenWords question={question} given={given} result={result} lang={lang} />
      )}
      {!result && (
        <Outcome
          given={given}
          standing={standing}
          over={open ? null : isClosed || question.windowMs === null ? 'closed' : 'timeUp'}
        />
      )}
      {open && question.windowMs !== null && standing.kind !== 'settled' && (
        <Countdown view={view} fromPtsMs={fromPtsMs} windowMs={question.windowMs} onEnd={end} />
      )}
    </section>
  );
}

type OutcomeProps = Pick<QuestionCardProps, 'given' | 'standing'> & {
  /** How the question ended; a question without a time limit is closed. */
  readonly over: 'timeUp' | 'closed' | null;
};

function Outcome({ given, standing, over }: OutcomeProps) {
  const texts = useTexts();
  const words = texts.question;
  if (given?.kind === 'refused') return <Notice kind="wait">{words.refused[given.reason]}</Notice>;
  if (given?.kind === 'failed')
    return (
      <Notice kind="error">
        {words.failed} {explain(given.error, texts)}
      </Notice>
    );
  // Its judgement is in the card for this student only.
  if (standing.kind === 'settled' && standing.judged) return null;
  if (given?.kind === 'taken' && standing.kind !== 'answering')
    return <Notice kind="good">{words.sent}</Notice>;
  return over && <Notice kind="wait">{words[over]}</Notice>;
}

/** What the student is asked to do. */
export function kindWords(
  { kind, task, poll }: AskedQuestion,
  { question }: ReturnType<typeof useTexts>,
): string {
  if (task) return question.task.kind[task.kind];
  return poll ? question.poll : question.kind[kind];
}

/** The question as this student sees it: shuffled where it is to be. */
export function questionFor(question: AskedQuestion, seed: string): AskedQuestion {
  const own = `${seed} ${question.id}`;
  if (question.task) return { ...question, task: taskFor(question.task, own) };
  return question.shuffle ? { ...question, choices: shuffledBy(question.choices, own) } : question;
}
