import type { LessonVersion } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../../api/explain.js';
import { publishVersion } from '../../api/scripts.js';
import { useTexts } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import type { Script } from './use-script.js';

type PublishDialogProps = {
  readonly script: Script;
  readonly onClose: () => void;
  readonly onPublished: (version: LessonVersion) => void;
};

/** Freezes the draft as a version. What is in the editor is stored first, so that nothing is left out. */
export function PublishDialog({ script, onClose, onPublished }: PublishDialogProps) {
  const texts = useTexts();
  const words = texts.script.publish;
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const stored = await script.save();
      return stored ? publishVersion(stored.lessonId, note.trim()) : null;
    },
    // What could not be stored is told where the text is.
    onSuccess: (version) => (version ? onPublished(version) : onClose()),
  });
  const publish = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="stack" onSubmit={publish}>
        <p>{words.body}</p>
        <TextField
          label={words.note}
          hint={words.noteHint}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {error && <Notice kind="error">{explain(error, texts)}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={isPending}>
            {words.confirm}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
