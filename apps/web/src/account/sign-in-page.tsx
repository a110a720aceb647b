import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { signIn } from '../api/account.js';
import { explain } from '../api/explain.js';
import { useAccountTexts } from '../i18n/account-texts.js';
import { useTexts } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { EmailField } from './account-fields.js';
import { CardPage } from './card-page.js';

/** Signing in with e-mail address and password. */
export function SignInWithAccount() {
  const texts = useTexts();
  const accounts = useAccountTexts();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entering = useMutation({ mutationFn: signIn, onSuccess: () => navigate('/') });
  return (
    <CardPage title={texts.signIn.title} onSubmit={() => entering.mutate({ email, password })}>
      <EmailField value={email} onChange={setEmail} />
      <TextField
        label={accounts.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {entering.error && <Notice kind="error">{explain(entering.error, texts)}</Notice>}
      <Button type="submit" look="primary" disabled={entering.isPending}>
        {texts.signIn.enter}
      </Button>
      <Link to="/new-password">{accounts.forgotten}</Link>
      <Link to="/">{accounts.withToken}</Link>
    </CardPage>
  );
}
