import type { Joined } from '@lockstep/contracts';
import { type FormEvent, useState } from 'react';
import { explain } from '../api/explain.js';
import { joinSession } from '../api/sessions.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { rememberedName } from './student-identity.js';

const longestName = 60;

export function JoinForm({
  sessionId,
  title,
  onJoined,
}: {
  sessionId: string;
  title: string;
  onJoined: (joined: Joined) => void;
}) {
  const texts = useTexts();
  const [name, setName] = useState(rememberedName);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const join = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setMissing(true);
    setBusy(true);
    setError(undefined);
    try {
      onJoined(await joinSession(sessionId, name.trim()));
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };

  return (
    <form className="card card--narrow" onSubmit={(event) => void join(event)} noValidate>
      <p className="eyebrow">{texts.student.join.title}</p>
      <h1 className="card__title">{title}</h1>
      <TextField
        label={texts.student.join.name}
        hint={texts.student.join.nameHint}
        error={missing ? texts.student.join.nameMissing : undefined}
        name="name"
        autoComplete="given-name"
        autoFocus
        required
        maxLength={longestName}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setMissing(false);
        }}
      />
      {error !== undefined && <Notice kind="error">{explain(error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={busy}>
        {texts.student.join.enter}
      </Button>
    </form>
  );
}
