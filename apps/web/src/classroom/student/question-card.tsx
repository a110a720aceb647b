import { type AskedQuestion, type ShownResult } from '@lockstep/contracts';
import { type FormEvent, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { explain } from '../../api/explain.js';
import { Countdown } from '../stage/countdown.js';
import { type LessonView } from '../stage/lesson-view.js';
import { ResultBars } from './class-cards.js';
import { type Draft, type GivenAnswer } from './use-answer.js';

type QuestionCardProps = {
  readonly question: AskedQuestion;
  readonly view: LessonView;
  readonly given: GivenAnswer | undefined;
  /** How the class answered, once it is shown. */
  readonly result: ShownResult | null;
  readonly lang: string | undefined;
  readonly onAnswer: (answer: Draft) => void;
};

/** One opening of a question: give it the key `openedSeq`. */
export function QuestionCard({ question, view, given, result, lang, onAnswer }: QuestionCardProps) {
  const texts = useTexts();
  const [timeUp, setTimeUp] = useState(false);
  const end = useCallback(() => setTimeUp(true), []);
  const settled = given?.kind === 'taken' || given?.kind === 'refused' || given?.kind === 'sending';
  const answerable = question.open && !timeUp && !settled;
  const fromPtsMs = view.questionShownPtsMs(question.openedSeq) ?? question.openedPtsMs;
  const card = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // On a phone it may open below what is in sight.
    card.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section className="card question" aria-label={texts.question.label} ref={card}>
      <p className="eyebrow">{texts.question.kind[question.kind]}</p>
      <h2 className="question__prompt" lang={lang}>
        {question.prompt}
      </h2>
      {answerable || given?.kind === 'sending' ? (
        <AnswerForm question={question} lang={lang} busy={given?.kind === 'sending'} onAnswer={onAnswer} />
      ) : (
        <GivenWords question={question} given={given} result={result} lang={lang} />
      )}
      {!result && <Outcome given={given} over={!question.open || timeUp} />}
      {question.open && question.windowMs !== null && !timeUp && !settled && (
        <Countdown view={view} fromPtsMs={fromPtsMs} windowMs={question.windowMs} onEnd={end} />
      )}
    </section>
  );
}

function Outcome({ given, over }: { given: GivenAnswer | undefined; over: boolean }) {
  const texts = useTexts();
  if (given?.kind === 'taken') return <Notice kind="good">{texts.question.sent}</Notice>;
  if (given?.kind === 'refused') return <Notice kind="wait">{texts.question.refused[given.reason]}</Notice>;
  if (given?.kind === 'failed')
    return (
      <Notice kind="error">
        {texts.question.failed} {explain(given.error, texts)}
      </Notice>
    );
  return over ? <Notice kind="wait">{texts.question.timeUp}</Notice> : null;
}

/** What was answered, and how the class did, to look at while the lesson goes on. */
function GivenWords({
  question,
  given,
  result,
  lang,
}: Pick<QuestionCardProps, 'question' | 'given' | 'result' | 'lang'>) {
  const texts = useTexts();
  const chosen = given?.answer.choices ?? [];
  return (
    <>
      {question.choices.length > 0 && result && (
        <ResultBars result={result} choices={question.choices} chosen={chosen} lang={lang} />
      )}
      {question.choices.length > 0 && !result && (
        <ul className="choices" lang={lang}>
          {question.choices.map((choice) => (
            <li key={choice.id} className="choice choice--still" data-chosen={chosen.includes(choice.id)}>
              <span className="choice__text">{choice.text}</span>
              {chosen.includes(choice.id) && <span className="badge">{texts.question.yours}</span>}
            </li>
          ))}
        </ul>
      )}
      {given?.answer.text !== undefined && (
        <blockquote className="question__given" lang={lang}>
          {given.answer.text}
        </blockquote>
      )}
      {result && (
        <p className="small soft tabular">
          {result.total === 0 ? texts.feedback.noAnswers : texts.feedback.total(result.total)}
        </p>
      )}
    </>
  );
}

type AnswerFormProps = Pick<QuestionCardProps, 'question' | 'lang' | 'onAnswer'> & { readonly busy: boolean };

function AnswerForm({ question, lang, busy, onAnswer }: AnswerFormProps) {
  const texts = useTexts();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const byChoice = question.kind === 'single' || question.kind === 'multiple';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = byChoice ? chosen.length === 0 : text.trim() === '';
    setMissing(empty);
    if (!empty) onAnswer(byChoice ? { choices: [...chosen] } : { text: text.trim() });
  };
  const toggle = (id: string) => {
    setMissing(false);
    if (question.kind === 'single') return setChosen([id]);
    setChosen((held) => (held.includes(id) ? held.filter((one) => one !== id) : [...held, id]));
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <fieldset disabled={busy} className="stack">
        <legend className="visually-hidden">{question.prompt}</legend>
        {byChoice ? (
          <ul className="choices" lang={lang}>
            {question.choices.map((choice) => (
              <li key={choice.id}>
                <label className="choice">
                  <input
                    type={question.kind === 'single' ? 'radio' : 'checkbox'}
                    name={`question-${question.openedSeq}`}
                    value={choice.id}
                    checked={chosen.includes(choice.id)}
                    onChange={() => toggle(choice.id)}
                  />
                  <span className="choice__text">{choice.text}</span>
                </label>
              </li>
            ))}
          </ul>
        ) : (
          <WrittenAnswer kind={question.kind} lang={lang} value={text} onChange={setText} />
        )}
      </fieldset>
      {missing && <Notice kind="error">{byChoice ? texts.question.choose : texts.question.write}</Notice>}
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? texts.question.sending : texts.question.submit}
      </Button>
    </form>
  );
}

const longestShort = 300;
const longestOpen = 4000;

function WrittenAnswer({
  kind,
  lang,
  value,
  onChange,
}: {
  kind: AskedQuestion['kind'];
  lang: string | undefined;
  value: string;
  onChange: (value: string) => void;
}) {
  const texts = useTexts();
  const shared = {
    className: 'input',
    lang,
    value,
    'aria-label': texts.question.answer,
    autoComplete: 'off',
  };
  if (kind === 'short')
    return <input {...shared} maxLength={longestShort} onChange={(event) => onChange(event.target.value)} />;
  return (
    <textarea
      {...shared}
      rows={4}
      maxLength={longestOpen}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
