import { type SubmitEvent, useState } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField, TextField } from '../../ui/field.js';

type NewKeyDialogProps = {
  readonly sessions: readonly { id: string; title: string }[];
  readonly onClose: () => void;
  readonly onMake: (body: { sessionId: string; label?: string; trustedRelay: boolean }) => void;
};

export function NewKeyDialog({ sessions, onClose, onMake }: NewKeyDialogProps) {
  const { texts } = useLanguage();
  const words = texts.keys;
  const [sessionId, setSessionId] = useState(sessions[0]?.id ?? '');
  const [label, setLabel] = useState('');
  const [trustedRelay, setTrusted] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onMake({ sessionId, trustedRelay, ...(label.trim() !== '' && { label: label.trim() }) });
  };
  return (
    <Dialog title={words.create} onClose={onClose}>
      {sessions.length === 0 ? (
        <p>{words.noSession}</p>
      ) : (
        <form className="stack" onSubmit={submit}>
          <SelectField
            label={words.session}
            value={sessionId}
            options={sessions.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={setSessionId}
          />
          <TextField
            label={words.label}
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={trustedRelay}
              onChange={(event) => setTrusted(event.target.checked)}
            />
            {words.trusted}
          </label>
          <div className="row">
            <Button type="submit" look="primary">
              {words.create}
            </Button>
            <Button look="quiet" onClick={onClose}>
              {texts.common.cancel}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
