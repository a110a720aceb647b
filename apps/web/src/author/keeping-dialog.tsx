import type { Keeping, LessonSummary } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../api/explain.js';
import { saveKeeping } from '../api/keeping.js';
import { queries } from '../api/queries.js';
import { problemOf } from '../api/query-client.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { RecordingField } from '../ui/recording-field.js';

type KeepingDialogProps = { readonly lesson: LessonSummary; readonly onClose: () => void };

/** What is kept of the sessions of a lesson. */
export function KeepingDialog({ lesson, onClose }: KeepingDialogProps) {
  const texts = useTexts();
  const keeping = useQuery(queries.keeping(lesson.id));
  const problem = problemOf(keeping);
  return (
    <Dialog title={texts.keeping.lesson(lesson.title)} onClose={onClose}>
      {problem && <Notice kind="error">{explain(problem, texts)}</Notice>}
      {keeping.data && <KeepingForm lessonId={lesson.id} kept={keeping.data} onClose={onClose} />}
    </Dialog>
  );
}

/** @returns undefined for what is no number of days */
function daysOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= 36_500 ? days : undefined;
}

function KeepingForm({
  lessonId,
  kept,
  onClose,
}: {
  readonly lessonId: string;
  readonly kept: Keeping;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const words = texts.keeping;
  const [recorded, setRecorded] = useState(kept.recorded);
  const [text, setText] = useState(kept.keptDays === null ? '' : String(kept.keptDays));
  const keptDays = daysOf(text);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wanted: Keeping) => saveKeeping(lessonId, wanted),
    onSuccess: onClose,
  });
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (keptDays !== undefined) mutate({ recorded, keptDays });
  };
  return (
    <form className="stack" onSubmit={save} noValidate>
      <RecordingField value={recorded} otherwise={words.asServer} onChange={setRecorded} />
      <TextField
        label={words.days}
        hint={words.daysHint}
        error={keptDays === undefined ? words.daysWrong : undefined}
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" disabled={isPending}>
          {texts.common.save}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {texts.common.cancel}
        </Button>
      </div>
    </form>
  );
}
