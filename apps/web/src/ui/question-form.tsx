import type { Question, QuestionKind } from '@lockstep/contracts';
import { useId } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button, IconButton } from './button.js';
import { Field, SelectField, TextArea } from './field.js';
import './question-form.css';

/** A question while it is being written: as typed, not yet valid. */
export type QuestionDraft = {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly prompt: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  readonly correct: readonly string[];
  /** Seconds, as typed; empty: no limit. */
  readonly windowSeconds: string;
};

const kinds: readonly QuestionKind[] = ['single', 'multiple', 'short', 'open'];
const mostChoices = 12;

/** A short id that no other thing of a lesson has. Works on pages without a secure context, unlike `randomUUID`. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const emptyChoice = () => ({ id: newId('c'), text: '' });

export const emptyQuestion = (): QuestionDraft => ({
  id: newId('q'),
  kind: 'single',
  prompt: '',
  choices: [emptyChoice(), emptyChoice()],
  correct: [],
  windowSeconds: '30',
});

export const toDraft = (question: Question): QuestionDraft => ({
  ...question,
  windowSeconds: question.windowMs === undefined ? '' : String(question.windowMs / 1000),
});

/** What is typed, as a question: empty choices are left out, choices of a written question too. */
export function toQuestion(draft: QuestionDraft): Question {
  const byChoice = draft.kind === 'single' || draft.kind === 'multiple';
  const choices = byChoice ? draft.choices.filter(({ text }) => text.trim() !== '') : [];
  const correct = draft.correct.filter((id) => choices.some((choice) => choice.id === id));
  const seconds = Number(draft.windowSeconds.replace(',', '.'));
  return {
    id: draft.id,
    kind: draft.kind,
    prompt: draft.prompt.trim(),
    choices: choices.map(({ id, text }) => ({ id, text: text.trim() })),
    correct,
    ...(draft.windowSeconds.trim() !== '' && { windowMs: Math.round(seconds * 1000) }),
  };
}

type QuestionFormProps = { readonly draft: QuestionDraft; readonly onChange: (draft: QuestionDraft) => void };

export function QuestionForm({ draft, onChange }: QuestionFormProps) {
  const texts = useTexts().questionsEditor;
  const byChoice = draft.kind === 'single' || draft.kind === 'multiple';
  const changeKind = (kind: QuestionKind) =>
    onChange({
      ...draft,
      kind,
      choices: draft.choices.length === 0 ? [emptyChoice(), emptyChoice()] : draft.choices,
      correct: kind === 'single' ? draft.correct.slice(0, 1) : draft.correct,
    });
  return (
    <div className="stack">
      <TextArea
        label={texts.prompt}
        required
        maxLength={1000}
        rows={2}
        value={draft.prompt}
        onChange={(event) => onChange({ ...draft, prompt: event.target.value })}
      />
      <div className="form-pair">
        <SelectField
          label={texts.kind}
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
          onChange={changeKind}
        />
        <Field label={texts.window} hint={texts.windowHint}>
          {(wiring) => (
            <input
              className="input"
              type="number"
              min={1}
              max={86_400}
              step="any"
              value={draft.windowSeconds}
              onChange={(event) => onChange({ ...draft, windowSeconds: event.target.value })}
              {...wiring}
            />
          )}
        </Field>
      </div>
      {byChoice && <ChoicesForm draft={draft} onChange={onChange} />}
    </div>
  );
}

function ChoicesForm({ draft, onChange }: QuestionFormProps) {
  const texts = useTexts().questionsEditor;
  const group = useId();
  const mark = (id: string, right: boolean) => {
    const others = draft.kind === 'single' ? [] : draft.correct.filter((one) => one !== id);
    onChange({ ...draft, correct: right ? [...others, id] : others });
  };
  const write = (id: string, text: string) =>
    onChange({
      ...draft,
      choices: draft.choices.map((choice) => (choice.id === id ? { id, text } : choice)),
    });
  const remove = (removed: string) =>
    onChange({
      ...draft,
      choices: draft.choices.filter(({ id }) => id !== removed),
      correct: draft.correct.filter((id) => id !== removed),
    });
  return (
    <fieldset className="stack choices-form">
      <legend className="field__label">{texts.choices}</legend>
      {draft.choices.map(({ id, text }, index) => (
        <div key={id} className="row choices-form__row">
          <input
            type={draft.kind === 'single' ? 'radio' : 'checkbox'}
            name={group}
            aria-label={texts.right(index + 1)}
            title={texts.right(index + 1)}
            checked={draft.correct.includes(id)}
            onChange={(event) => mark(id, event.target.checked)}
          />
          <input
            className="input grow"
            aria-label={texts.choice(index + 1)}
            maxLength={300}
            value={text}
            onChange={(event) => write(id, event.target.value)}
          />
          <IconButton
            icon="trash"
            label={texts.removeChoice(index + 1)}
            disabled={draft.choices.length <= 2}
            onClick={() => remove(id)}
          />
        </div>
      ))}
      <div>
        <Button
          small
          icon="plus"
          disabled={draft.choices.length >= mostChoices}
          onClick={() => onChange({ ...draft, choices: [...draft.choices, emptyChoice()] })}
        >
          {texts.addChoice}
        </Button>
      </div>
    </fieldset>
  );
}
