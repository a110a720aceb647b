import type { RosterEntry } from '@lockstep/contracts';
import { type SubmitEvent, type ReactNode, useState } from 'react';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextArea, TextField } from '../../ui/field.js';
import type { Actions, TeacherEvent } from './use-actions.js';

/** Whom the next words are for, and which question they are about. */
export type Addressee = { readonly studentId: string | null; readonly questionId?: string };

type SayPanelProps = {
  readonly roster: readonly RosterEntry[];
  readonly addressee: Addressee;
  readonly onAddressee: (addressee: Addressee) => void;
  readonly actions: Actions;
  readonly disabled: boolean;
};

const wholeClass = 'class';

export function SayPanel(props: SayPanelProps) {
  const texts = useTexts().teacher.say;
  const { actions, disabled } = props;
  return (
    <div className="stack">
      <WordsForm {...props} />
      <OneLine
        label={texts.caption}
        hint={texts.captionHint}
        action={texts.sendCaption}
        disabled={disabled}
        toEvent={(value) => ({ type: 'caption', text: value })}
        actions={actions}
      />
      <OneLine
        label={texts.marker}
        hint={texts.markerHint}
        action={texts.sendMarker}
        disabled={disabled}
        required
        toEvent={(value) => ({ type: 'marker', name: value })}
        actions={actions}
      />
      <div>
        <Button
          small
          disabled={disabled}
          onClick={() => void actions.act({ type: 'highlight', target: null })}
        >
          {texts.clearHighlight}
        </Button>
      </div>
    </div>
  );
}

/** Words for the class, or for one student alone. */
function WordsForm({ roster, addressee, onAddressee, actions, disabled }: SayPanelProps) {
  const texts = useTexts().teacher.say;
  const [text, setText] = useState('');
  const { studentId, questionId } = addressee;
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const about = questionId === undefined ? {} : { questionId };
    const sent =
      studentId === null
        ? await actions.act({ type: 'feedback.class', text, ...about })
        : await actions.tell({ bodies: [{ studentId, text }], ...about });
    if (sent) setText('');
  };
  const addressees = [
    { value: wholeClass, label: texts.toClass },
    ...roster.map(({ id, name }) => ({ value: id, label: texts.toOne(name) })),
  ];
  return (
    <form className="stack" onSubmit={(event) => void send(event)}>
      <SelectField
        label={texts.title}
        hideLabel
        value={studentId ?? wholeClass}
        options={addressees}
        onChange={(value) => onAddressee({ studentId: value === wholeClass ? null : value })}
      />
      <TextArea
        label={texts.text}
        hideLabel
        placeholder={texts.text}
        rows={3}
        required
        maxLength={studentId === null ? 2000 : 4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div>
        <Button
          type="submit"
          look="primary"
          icon={studentId === null ? 'message' : 'lock'}
          disabled={disabled || actions.busy || text.trim() === ''}
        >
          {studentId === null ? texts.sendClass : texts.sendOne}
        </Button>
      </div>
    </form>
  );
}

type OneLineProps = {
  readonly label: string;
  readonly hint: string;
  readonly action: ReactNode;
  readonly disabled: boolean;
  readonly required?: boolean;
  readonly toEvent: (value: string) => TeacherEvent;
  readonly actions: Actions;
};

function OneLine({ label, hint, action, disabled, required = false, toEvent, actions }: OneLineProps) {
  const [value, setValue] = useState('');
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await actions.act(toEvent(value.trim()))) setValue('');
  };
  return (
    <form className="one-line" onSubmit={(event) => void send(event)}>
      <TextField
        label={label}
        hint={hint}
        required={required}
        maxLength={required ? 100 : 500}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" small disabled={disabled || actions.busy}>
        {action}
      </Button>
    </form>
  );
}
