import type { Account } from '@lockstep/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { keepAnswer } from '../../api/keep-answer.js';
import { explain } from '../../api/explain.js';
import { accountQueries, changeAccount } from '../../api/own-account.js';
import { languages, useTexts } from '../../i18n/language.js';
import { useAccountTexts } from '../../i18n/account-texts.js';
import { useOwnAccountTexts } from '../../i18n/own-account-texts.js';
import { Button } from '../../ui/button.js';
import { SelectField, TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { useLanguageOf } from '../account-language.js';

/** Name, address, role and language. */
export function AboutCard({ account }: { account: Account }) {
  const texts = useTexts();
  const words = useOwnAccountTexts();
  const about = words.about;
  const titleId = useId();
  const [name, setName] = useState(account.name);
  const [language, setLanguage] = useState(account.language ?? '');
  const save = useSave();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), language: language === '' ? null : language });
  };
  return (
    <form className="card" aria-labelledby={titleId} onSubmit={submit}>
      <h2 id={titleId}>{about.title}</h2>
      <div className="form-pair">
        <TextField
          label={about.name}
          name="name"
          autoComplete="name"
          required
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={useAccountTexts().email}
          hint={about.emailHint}
          type="email"
          readOnly
          value={account.email}
        />
        <SelectField
          label={about.language}
          hint={about.languageHint}
          value={language}
          options={[
            { value: '', label: about.asBrowser },
            ...languages.map(({ value, label }) => ({ value, label })),
          ]}
          onChange={setLanguage}
        />
        <TextField label={about.role} readOnly value={words.roles[account.role]} />
      </div>
      {save.error && <Notice kind="error">{explain(save.error, texts)}</Notice>}
      {save.isSuccess && <Notice kind="good">{about.saved}</Notice>}
      <div className="row">
        <Button type="submit" look="primary" disabled={save.isPending}>
          {about.save}
        </Button>
      </div>
    </form>
  );
}

/** The language that is chosen holds in this browser at once. */
function useSave() {
  const cache = useQueryClient();
  const speak = useLanguageOf();
  return useMutation({
    mutationFn: changeAccount,
    onSuccess: (changed) => {
      speak(changed);
      void keepAnswer(cache, accountQueries.itself().queryKey, changed);
      return cache.invalidateQueries({ queryKey: ['me'] }); // the name in the bar
    },
  });
}
