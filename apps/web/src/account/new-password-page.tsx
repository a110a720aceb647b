import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { requestNewPassword, setNewPassword } from '../api/account.js';
import { explain } from '../api/explain.js';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { useLanguageOf } from './account-language.js';
import { EmailField, NewPasswordField } from './account-fields.js';
import { CardPage } from './card-page.js';
import { useOnceToken } from './once-token.js';

/** Asks for the link that sets a new password; opened by that link, sets it. */
export function NewPasswordPage() {
  const token = useOnceToken();
  return token === null ? <Request /> : <Choose key={token} token={token} />;
}

function Request() {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const [email, setEmail] = useState('');
  const asking = useMutation({ mutationFn: requestNewPassword });
  return (
    <CardPage title={accounts.newPassword} onSubmit={() => asking.mutate(email.trim())}>
      <EmailField value={email} onChange={setEmail} />
      {asking.isSuccess && <Notice kind="good">{accounts.sent}</Notice>}
      {asking.error && <Notice kind="error">{explain(asking.error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={asking.isPending}>
        {accounts.sendLink}
      </Button>
    </CardPage>
  );
}

function Choose({ token }: { token: string }) {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const speak = useLanguageOf();
  const setting = useMutation({
    mutationFn: setNewPassword,
    onSuccess: (account) => {
      speak(account);
      return navigate('/');
    },
  });
  return (
    <CardPage title={accounts.newPassword} onSubmit={() => setting.mutate({ token, password })}>
      <NewPasswordField value={password} onChange={setPassword} />
      {setting.error && <Notice kind="error">{explain(setting.error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={setting.isPending}>
        {accounts.setPassword}
      </Button>
    </CardPage>
  );
}
