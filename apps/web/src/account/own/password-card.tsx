import type { Account } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { explain } from '../../api/explain.js';
import { accountQueries, changePassword } from '../../api/own-account.js';
import { useAccountTexts } from '../../i18n/account-texts.js';
import { useTexts } from '../../i18n/language.js';
import { useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

export function PasswordCard({ account }: { account: Account }) {
  const texts = useTexts();
  const words = useOwnAccountTexts().password;
  const cache = useQueryClient();
  const titleId = useId();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ current, next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      return cache.invalidateQueries({ queryKey: accountQueries.signIns().queryKey });
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className="card" aria-labelledby={titleId} onSubmit={submit}>
      <h2 id={titleId}>{words.title}</h2>
      {/* by which password managers know whose password it is */}
      <input type="hidden" name="email" autoComplete="username" value={account.email} />
      <div className="form-pair">
        <TextField
          label={words.current}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          label={words.next}
          hint={useAccountTexts().passwordHint}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </div>
      {change.error && <Notice kind="error">{explain(change.error, texts)}</Notice>}
      {change.isSuccess && <Notice kind="good">{words.changed}</Notice>}
      <div className="row">
        <Button type="submit" disabled={change.isPending}>
          {words.change}
        </Button>
      </div>
    </form>
  );
}
