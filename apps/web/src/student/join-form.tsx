import type { Joined } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { explain } from '../api/explain.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { rememberedName } from '../api/seats.js';

const longestName = 60;

type JoinFormProps = {
  title: string;
  /** What it is that is entered, and what pressing the button does. */
  words: {
    readonly title: string;
    readonly enter: string;
    readonly recorded: string;
    kept(days: number): string;
  };
  join: (name: string) => Promise<Joined>;
  /** Of somebody with an account, who is not asked for one; undefined: of a guest. */
  ownName?: string | undefined;
  /** They are told before they enter. */
  isRecorded: boolean;
  /** Days after which what they do here is deleted; null: not by itself. */
  keptDays: number | null;
  onJoined: (joined: Joined) => void;
};

export function JoinForm({ title, words, join, ownName, isRecorded, keptDays, onJoined }: JoinFormProps) {
  const texts = useTexts();
  const [typed, setName] = useState(rememberedName);
  const name = ownName ?? typed;
  const [missing, setMissing] = useState(false);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => join(name.trim()),
    onSuccess: onJoined,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() === '') setMissing(true);
    else mutate();
  };

  return (
    <form className="card card--narrow" onSubmit={submit} noValidate>
      <p className="eyebrow">{words.title}</p>
      <h1 className="card__title">{title}</h1>
      {ownName !== undefined && <p className="soft">{texts.student.you(ownName)}</p>}
      {ownName === undefined && (
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
      )}
      {isRecorded && <p className="field__hint">{words.recorded}</p>}
      {keptDays !== null && <p className="field__hint">{words.kept(keptDays)}</p>}
      {error && <Notice kind="error">{explain(error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={isPending || isSuccess}>
        {words.enter}
      </Button>
    </form>
  );
}
