import type { AskedQuestion } from '@lockstep/contracts';
import { readableText } from '@lockstep/lesson';
import { type SubmitEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { FormulaText } from '../ui/formula-text.js';
import { Notice } from '../ui/notice.js';
import { type Listener, SpokenAnswer } from './spoken-answer.js';
import type { Draft } from './given-answer.js';
import './cards.css';

type AnswerFormProps = {
  readonly question: AskedQuestion;
  readonly lang: string | undefined;
  readonly busy: boolean;
  /** What to begin with: the words of the try before. */
  readonly start: string;
  readonly isAgain: boolean;
  readonly listener: Listener;
  readonly onAnswer: (answer: Draft) => void;
};

export function AnswerForm({ question, lang, busy, start, isAgain, listener, onAnswer }: AnswerFormProps) {
  const texts = useTexts();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState(start);
  const [heard, setHeard] = useState(false);
  const [missing, setMissing] = useState(false);
  const byChoice = question.kind === 'single' || question.kind === 'multiple';
  const hear = useCallback((words: string) => {
    setText(words);
    setHeard(true);
    setMissing(false);
  }, []);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const empty = byChoice ? chosen.length === 0 : text.trim() === '';
    setMissing(empty);
    if (empty) return;
    onAnswer(byChoice ? { choices: [...chosen] } : { text: text.trim(), ...(heard && { spoken: true }) });
  };
  const choose = (ids: readonly string[]) => {
    setMissing(false);
    setChosen(ids);
  };
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The form of the try before took the focus with it; whoever has gone elsewhere is left there.
    if (!isAgain || document.activeElement !== document.body) return;
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true });
  }, [isAgain]);
  const send = isAgain ? texts.question.submitAgain : texts.question.submit;
  return (
    <form className="stack" onSubmit={submit} noValidate ref={form}>
      <fieldset disabled={busy} className="stack">
        <legend className="visually-hidden">{readableText(question.prompt)}</legend>
        {byChoice ? (
          <Choices question={question} lang={lang} chosen={chosen} onChoose={choose} />
        ) : (
          <WrittenAnswer kind={question.kind} lang={lang} value={text} onChange={setText} />
        )}
      </fieldset>
      {question.spoken && <SpokenAnswer listener={listener} disabled={busy} onHeard={hear} />}
      {heard && <p className="small soft">{texts.question.spoken.check}</p>}
      {missing && <Notice kind="error">{byChoice ? texts.question.choose : texts.question.write}</Notice>}
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? texts.question.sending : send}
      </Button>
    </form>
  );
}

type ChoicesProps = Pick<AnswerFormProps, 'question' | 'lang'> & {
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
};

function Choices({ question, lang, chosen, onChoose }: ChoicesProps) {
  const single = question.kind === 'single';
  const toggle = (id: string) => {
    if (single) return onChoose([id]);
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  };
  return (
    <ul className="choices" lang={lang}>
      {question.choices.map((choice) => (
        <li key={choice.id}>
          <label className="choice">
            <input
              type={single ? 'radio' : 'checkbox'}
              name={`question-${question.openedSeq}`}
              value={choice.id}
              checked={chosen.includes(choice.id)}
              onChange={() => toggle(choice.id)}
            />
            <span className="choice__text">
              <FormulaText text={choice.text} />
            </span>
          </label>
        </li>
      ))}
    </ul>
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
