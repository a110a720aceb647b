import type { Keeping } from '@lockstep/contracts';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { Button } from './button.js';
import { TextField } from './field.js';
import { Notice } from './notice.js';
import { RecordingField } from './recording-field.js';

type KeepingFormProps = {
  readonly kept: Keeping;
  /** What holds where nothing is chosen. */
  readonly otherwise: string;
  readonly daysHint: string;
  readonly isSaving: boolean;
  /** Why it could not be saved. */
  readonly problem: string | undefined;
  readonly onSave: (wanted: Keeping) => void;
  /** Further buttons. */
  readonly children?: ReactNode;
};

/** @returns undefined for what is no number of days */
function daysOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= 36_500 ? days : undefined;
}

/** A rule for what is kept of sessions that are made from now on. */
export function KeepingForm({
  kept,
  otherwise,
  daysHint,
  isSaving,
  problem,
  onSave,
  children,
}: KeepingFormProps) {
  const texts = useTexts();
  const words = texts.keeping;
  const [recorded, setRecorded] = useState(kept.recorded);
  const [text, setText] = useState(kept.keptDays === null ? '' : String(kept.keptDays));
  const keptDays = daysOf(text);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (keptDays !== undefined) onSave({ recorded, keptDays });
  };
  return (
    <form className="stack" onSubmit={save} noValidate>
      <RecordingField value={recorded} otherwise={otherwise} onChange={setRecorded} />
      <TextField
        label={words.days}
        hint={daysHint}
        error={keptDays === undefined ? words.daysWrong : undefined}
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {problem !== undefined && <Notice kind="error">{problem}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" disabled={isSaving}>
          {texts.common.save}
        </Button>
        {children}
      </div>
    </form>
  );
}
