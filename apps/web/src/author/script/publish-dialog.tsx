import type { LessonVersion } from '@lockstep/contracts';
import { type FormEvent, useState } from 'react';
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
  readonly token: string;
  readonly onClose: () => void;
  readonly onPublished: (version: LessonVersion) => void;
};

/** Freezes the draft as a version. What is in the editor is stored first, so that nothing is left out. */
export function PublishDialog({ script, token, onClose, onPublished }: PublishDialogProps) {
  const texts = useTexts();
  const words = texts.script.publish;
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const stored = await script.save();
      if (stored) return onPublished(await publishVersion(stored.lessonId, token, note.trim()));
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void publish(event)}>
        <p>{words.body}</p>
        <TextField
          label={words.note}
          hint={words.noteHint}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
        <div className="row">
          <Button type="submit" look="primary" disabled={busy}>
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
