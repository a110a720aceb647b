import { type AskedQuestion, missingOf } from '@lockstep/contracts';
import { readableText } from '@lockstep/lesson';
import { type SubmitEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Choices } from './choices.js';
import { ConfidenceField } from './confidence-field.js';
import type { Draft } from './given-answer.js';
import { type Listener, SpokenAnswer } from './spoken-answer.js';
import { TaskForm } from './tasks/task-forms.js';
import { answeredBy, draftOf, type Filled, useFilled } from './use-draft.js';
import { WrittenAnswer } from './written-answer.js';
import './cards.css';

type AnswerFormProps = {
  readonly question: AskedQuestion;
  readonly lang: string | undefined;
  readonly busy: boolean;
  /** What to begin with: the try before. */
  readonly start: Draft | undefined;
  readonly isAgain: boolean;
  /** Under this name what was put in survives a reload; absent: it is not kept. */
  readonly keepAs?: string;
  readonly listener: Listener;
  readonly onAnswer: (answer: Draft) => void;
};

export function AnswerForm(props: AnswerFormProps) {
  const { question, lang, busy, start, isAgain, keepAs, listener, onAnswer } = props;
  const texts = useTexts();
  const { filled, fill, forget } = useFilled(question, start, keepAs);
  const [missing, setMissing] = useState(false);
  const change = useCallback(
    (more: Partial<Filled>) => {
      // of a form the rest is still missing
      if (question.task?.kind !== 'survey') setMissing(false);
      fill(more);
    },
    [fill, question.task?.kind],
  );
  const hear = useCallback((words: string) => change({ text: words, heard: true }), [change]);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const draft = draftOf(question, filled);
    setMissing(draft === undefined);
    if (!draft) return showFirstMissing(form.current, question, filled);
    forget();
    onAnswer(draft);
  };
  useEffect(() => {
    // The form of the previous try took the focus with it; a student who has moved the focus elsewhere keeps it there.
    if (!isAgain || document.activeElement !== document.body) return;
    form.current
      ?.querySelector<HTMLElement>('input, textarea, select, button')
      ?.focus({ preventScroll: true });
  }, [isAgain]);
  const send = isAgain ? texts.question.submitAgain : texts.question.submit;
  return (
    <form className="stack" onSubmit={submit} noValidate ref={form}>
      <fieldset disabled={busy} className="stack">
        <legend className="visually-hidden">{readableText(question.prompt)}</legend>
        <AnswerFields question={question} lang={lang} filled={filled} isChecked={missing} onChange={change} />
        {question.confidence && (
          <ConfidenceField value={filled.confidence} onChange={(confidence) => change({ confidence })} />
        )}
      </fieldset>
      {question.spoken && <SpokenAnswer listener={listener} disabled={busy} onHeard={hear} />}
      {filled.heard && <p className="small soft">{texts.question.spoken.check}</p>}
      {missing && draftOf(question, filled) === undefined && (
        <Notice kind="error">{missingWords(question, filled, texts)}</Notice>
      )}
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? texts.question.sending : send}
      </Button>
    </form>
  );
}

type FieldsProps = Pick<AnswerFormProps, 'question' | 'lang'> & {
  readonly filled: Filled;
  readonly isChecked: boolean;
  readonly onChange: (more: Partial<Filled>) => void;
};

function AnswerFields({ question, lang, filled, isChecked, onChange }: FieldsProps) {
  if (question.task)
    return (
      <TaskForm
        task={question.task}
        media={question.media}
        lang={lang}
        parts={filled.parts}
        isChecked={isChecked}
        onChange={(parts) => onChange({ parts })}
      />
    );
  if (answeredBy(question) === 'choice')
    return (
      <Choices
        question={question}
        lang={lang}
        chosen={filled.choices}
        onChoose={(choices) => onChange({ choices })}
      />
    );
  return (
    <WrittenAnswer
      question={question}
      lang={lang}
      value={filled.text}
      onChange={(text) => onChange({ text })}
    />
  );
}

/** A form may be longer than the screen. */
function showFirstMissing(form: HTMLFormElement | null, { task }: AskedQuestion, { parts }: Filled): void {
  const [first] = task?.kind === 'survey' ? missingOf(task, parts) : [];
  if (first === undefined) return;
  const item = form?.querySelector(`[data-item="${String(first)}"]`);
  // with what is asked, not its first field alone
  item?.scrollIntoView({ block: 'nearest' });
  item?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true });
}

/** What is still missing of an answer. */
function missingWords(
  question: AskedQuestion,
  filled: Filled,
  { question: words }: ReturnType<typeof useTexts>,
): string {
  if (draftOf(question, { ...filled, confidence: 1 }) !== undefined) return words.confidence.missing;
  return { choice: words.choose, text: words.write, parts: words.fill }[answeredBy(question)];
}
