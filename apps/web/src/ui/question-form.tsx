import { useId } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button, IconButton } from './button.js';
import { Field, SelectField, TextArea } from './field.js';
import { emptyChoice, type FormKind, formKinds, hasChoices, type QuestionDraft } from './question-draft.js';
import './question-form.css';

const mostChoices = 12;

type QuestionFormProps = { readonly draft: QuestionDraft; readonly onChange: (draft: QuestionDraft) => void };

export function QuestionForm({ draft, onChange }: QuestionFormProps) {
  const texts = useTexts().questionsEditor;
  const isWritten = formKinds.some((kind) => kind === draft.kind);
  const changeKind = (kind: FormKind) =>
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
          options={[...formKinds, ...(isWritten ? [] : [draft.kind])].map((kind) => ({
            value: kind,
            label: texts.kinds[kind],
          }))}
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
      {hasChoices(draft.kind) && <ChoicesForm draft={draft} onChange={onChange} />}
      <LinesForm draft={draft} onChange={onChange} />
    </div>
  );
}

/** What is put in order, matched or filled in, as text. */
function LinesForm({ draft, onChange }: QuestionFormProps) {
  const texts = useTexts().questionsEditor.lines;
  const { kind } = draft;
  if (kind !== 'order' && kind !== 'match' && kind !== 'gaps') return null;
  return (
    <TextArea
      label={texts[kind].label}
      hint={texts[kind].hint}
      required
      maxLength={4000}
      rows={4}
      value={draft.lines}
      onChange={(event) => onChange({ ...draft, lines: event.target.value })}
    />
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
          {draft.kind !== 'poll' && (
            <input
              type={draft.kind === 'single' ? 'radio' : 'checkbox'}
              name={group}
              aria-label={texts.right(index + 1)}
              title={texts.right(index + 1)}
              checked={draft.correct.includes(id)}
              onChange={(event) => mark(id, event.target.checked)}
            />
          )}
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
      <AddChoice draft={draft} onChange={onChange} />
    </fieldset>
  );
}

function AddChoice({ draft, onChange }: QuestionFormProps) {
  const texts = useTexts().questionsEditor;
  return (
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
  );
}
